#pragma once
#include <cstddef>
#include <vector>

namespace tiersim::theory {

/// A closed network whose steady state is a product over its stations (BCMP), in the terms in which
/// it is solved. Source: F. Baskett, K. M. Chandy, R. R. Muntz, F. G. Palacios, "Open, closed, and
/// mixed networks of queues with different classes of customers", Journal of the ACM 22(2), 1975.
struct ProductForm {
  /// A station where customers wait.
  struct Queue {
    std::vector<double> demand_s;  ///< of each class per request: visits times service time, >= 0
    /// Service capacity with 1, 2, … customers present, as a multiple of one server; the last one
    /// holds for all larger numbers. At least one entry, all > 0.
    std::vector<double> capacity;
  };

  std::vector<std::size_t> population;  ///< customers of each class
  std::vector<double> delay_s;          ///< of each class per request, without waiting: think time
  std::vector<Queue> queues;
};

struct ProductFormSolution {
  std::vector<double> throughput_per_s;     ///< of each class
  std::vector<std::vector<double>> number;  ///< mean customers, [class][queue]
  /// Time fraction with n customers of all classes present, [queue][n], n = 0, 1, …, all customers.
  std::vector<std::vector<double>> present;
};

/// Exact, by convolution over all populations. No step subtracts, so that saturated stations and
/// many servers lose no digits. Preconditions: one delay per class and one demand per class and
/// queue, none negative; every class with customers spends time somewhere.
/// O(classes · populations · queues · log(queues) · length of capacity).
/// Sources: J. P. Buzen, "Computational algorithms for closed queueing networks with exponential
/// servers", Communications of the ACM 16(9), 1973; M. Reiser, H. Kobayashi, "Queuing networks with
/// multiple closed chains: theory and computational algorithms", IBM Journal of Research and
/// Development 19(3), 1975.
[[nodiscard]] ProductFormSolution solve(const ProductForm& network);

}  // namespace tiersim::theory
