#pragma once
#include <cstddef>
#include <optional>
#include <vector>

#include "models/theory/networks/closed_network.hpp"

namespace tiersim::theory {

/// A network with a product form in which some classes come and go and others circulate. Stations
/// as in ClosedNetwork.
struct MixedNetwork {
  std::vector<double> arrival_rate_per_s;  ///< of each open class, 0 of a closed one
  std::vector<std::size_t> population;     ///< of each closed class, 0 of an open one
  Table service_s;                         ///< mean per visit, [class][station]
  Table visits;                            ///< per request, [class][station]
  std::vector<std::size_t> servers;        ///< at each station; 0: no waiting, a pure delay
};

struct MixedSolution {
  std::vector<double> throughput_per_s;  ///< of each class
  std::vector<double> response_s;        ///< of each class
  Table number;                          ///< mean customers present, [class][station]
};

/// Exact steady state; nothing when the open classes alone overload a station. To the closed
/// classes the open ones are a loss of capacity. Preconditions: tables of one row per class and one
/// column per station, no negative entry; a class is open or closed, not both. Source: S. S.
/// Lavenberg (ed.), "Computer performance modeling handbook", Academic Press 1983, chapter 3.
[[nodiscard]] std::optional<MixedSolution> solve(const MixedNetwork& network);

}  // namespace tiersim::theory
