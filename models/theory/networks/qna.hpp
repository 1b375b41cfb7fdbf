#pragma once
#include <cstddef>
#include <optional>
#include <vector>

#include "models/theory/networks/closed_network.hpp"

namespace tiersim::theory {

/// An open network of GI/G/m stations, FIFO, known by two moments.
struct QnaNetwork {
  std::vector<double> external_rate_per_s;  ///< into each station from outside
  std::vector<double> external_scv;         ///< of the times between those arrivals
  std::vector<double> mean_service_s;       ///< at each station
  std::vector<double> service_scv;
  std::vector<int> servers;  ///< at each station, >= 1
  Table routing;             ///< [from][to], probabilities; what is left leaves
};

struct QnaStation {
  double arrival_rate_per_s = 0;
  double utilization = 0;  ///< per server
  double arrival_scv = 0;  ///< of the times between arrivals
  double wait_s = 0;       ///< mean per visit
};

struct QnaSolution {
  std::vector<QnaStation> stations;
  double sojourn_s = 0;  ///< mean, from entering the network to leaving it
};

/// Approximate steady state by the queueing network analyzer, without batches or immediate feedback
/// eliminated; nothing when a station is overloaded. Preconditions: as traffic()
/// (open_network.hpp); service times > 0, coefficients >= 0, at least one servers everywhere.
/// O(stations³). Source: W. Whitt, "The queueing network analyzer", Bell System Technical Journal
/// 62(9), 1983.
[[nodiscard]] std::optional<QnaSolution> solve(const QnaNetwork& network);

}  // namespace tiersim::theory
