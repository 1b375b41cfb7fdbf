#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "sim/chance/stream.hpp"
#include "sim/kernel/process.hpp"
#include "sim/kernel/processor_sharing.hpp"
#include "sim/kernel/station.hpp"
#include "tests/queueing/tallies.hpp"

namespace tiersim::queueing {

using Matrix = std::vector<std::vector<double>>;

/// How a node of a product-form network serves.
enum class NodeKind : std::uint8_t {
  fifo,            ///< c exponential servers, the same mean for every class
  sharing,         ///< c cores shared by all present
  delay,           ///< everybody is served at once
  load_dependent,  ///< FIFO, one server whose speed depends on the number present
};

struct NodeParams {
  NodeKind kind = NodeKind::fifo;
  std::size_t servers = 1;
  std::vector<double> mean_service_s;  ///< of each class
  std::vector<double> speeds;          ///< with 1, 2, … present; load_dependent only
};

struct ClassParams {
  std::size_t customers = 0;     ///< a closed class of so many; 0: an open class
  double mean_think_s = 0;       ///< between two requests of a customer; closed classes
  std::vector<double> arrivals;  ///< per second and node where they enter; open classes
  std::vector<double> visits;    ///< mean visits a request makes to each node …
  Matrix routing;  ///< … or, instead: chance to go from a node to another, else away
};

/// A network of queues with any mix of open and closed classes, played customer by customer.
///
/// Visit ratios are realised node by node, in order: whole visits always, a fraction by chance; the
/// stationary law of a product-form network depends on the ratios alone. Source: F. Baskett,
/// K. M. Chandy, R. R. Muntz, F. G. Palacios, "Open, closed, and mixed networks of queues with
/// different classes of customers", JACM 22(2), 1975.
class NetworkHouse {
 public:
  NetworkHouse(std::vector<NodeParams> nodes, std::vector<ClassParams> classes, RunKey key);
  ~NetworkHouse();
  NetworkHouse(const NetworkHouse&) = delete;
  NetworkHouse& operator=(const NetworkHouse&) = delete;

  /// Measures until about so many requests have ended.
  void run(std::uint64_t requests);

  /// Events handled so far.
  [[nodiscard]] std::uint64_t events() const { return simulation_.events(); }

  // What was measured. Node and class are indices.
  [[nodiscard]] Ratio present(std::size_t node) const;
  [[nodiscard]] Ratio present(std::size_t node, std::size_t cls) const;
  /// Mean stay of a visit, seconds.
  [[nodiscard]] Ratio visit(std::size_t node, std::size_t cls) const;
  /// Per second.
  [[nodiscard]] Ratio visits(std::size_t node, std::size_t cls) const;
  /// Busy share of a server; at a delay the mean number present.
  [[nodiscard]] Ratio utilization(std::size_t node) const;
  /// Per second.
  [[nodiscard]] Ratio throughput(std::size_t cls) const;
  /// Seconds.
  [[nodiscard]] Ratio response(std::size_t cls) const;

 private:
  struct Node;
  class Entrance;

  /// Where a request is on its way.
  struct Walk {
    std::size_t node = 0;
    std::size_t next_node = 0;  ///< by visit ratios: the first node not yet begun
    int visits_left = 0;        ///< by visit ratios: at `node`
  };

  Process customer(std::size_t cls, std::size_t entrance);
  /// The next node of a request, or false when it is done.
  bool step(const ClassParams& cls, Walk& walk);
  void restart();
  [[nodiscard]] std::vector<double> open_visits_per_s(std::size_t cls) const;
  [[nodiscard]] double settling_of_node(std::size_t node) const;
  [[nodiscard]] Horizon horizon(std::uint64_t requests) const;

  std::vector<ClassParams> params_;
  Simulation simulation_;
  Stream routing_;
  std::vector<Stream> think_;
  std::vector<std::unique_ptr<Node>> nodes_;
  std::vector<std::vector<double>> open_visits_;  ///< per second, [class][node]
  std::vector<Population> requests_;              ///< of each class
  std::vector<std::unique_ptr<Entrance>> entrances_;
  TimePoint measured_from_{};
  ProcessScope customers_{simulation_};
};

}  // namespace tiersim::queueing
