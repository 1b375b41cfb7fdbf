#pragma once
#include <cstddef>
#include <optional>
#include <vector>

#include "models/theory/networks/closed_network.hpp"

namespace tiersim::theory {

/// An open Jackson network: FIFO stations with exponential service, Poisson arrivals from outside,
/// routing by chance.
struct JacksonNetwork {
  std::vector<double> external_rate_per_s;  ///< into each station from outside
  std::vector<double> service_rate_per_s;   ///< of one server of each station
  std::vector<std::size_t> servers;         ///< at each station; 0: no waiting, a pure delay
  Table routing;                            ///< [from][to], probabilities; what is left leaves
};

struct OpenStation {
  double arrival_rate_per_s = 0;
  double utilization = 0;  ///< per server, of a delay the mean number present
  double number = 0;       ///< mean customers present
  double sojourn_s = 0;    ///< mean, per visit
};

struct JacksonSolution {
  std::vector<OpenStation> stations;
  double number = 0;     ///< in the whole network
  double sojourn_s = 0;  ///< from entering the network to leaving it
};

/// Total arrival rates λ = γ + λP. Preconditions: one row and column of `routing` per station, rows
/// with no negative entry and sum at most 1, nobody stays for ever. O(stations³).
[[nodiscard]] std::vector<double> traffic(const std::vector<double>& external_rate_per_s,
                                          const Table& routing);

/// Exact steady state; nothing when a station is overloaded. Preconditions: as traffic(); rates
/// from outside >= 0 and not all 0; service rates > 0. Source: J. R. Jackson, "Networks of waiting
/// lines", Operations Research 5(4), 1957.
[[nodiscard]] std::optional<JacksonSolution> solve(const JacksonNetwork& network);

/// An open network with a product form and several classes: stations are FIFO with exponential
/// service that is the same for all classes, processor sharing, or preemptive LIFO.
struct OpenNetwork {
  std::vector<double> arrival_rate_per_s;  ///< requests of each class
  Table service_s;                         ///< mean per visit, [class][station]
  Table visits;                            ///< per request, [class][station]
  std::vector<std::size_t> servers;        ///< at each station; 0: no waiting, a pure delay
};

struct OpenSolution {
  std::vector<double> utilization;  ///< per server, of a delay the mean number present
  Table number;                     ///< mean customers present, [class][station]
  Table sojourn_s;                  ///< mean per visit, [class][station]
  std::vector<double> response_s;   ///< of each class, over all its visits
};

/// Exact steady state; nothing when a station is overloaded. Preconditions: tables of one row per
/// class and one column per station, no negative entry. Source: Baskett, Chandy, Muntz and Palacios
/// (product_form.hpp).
[[nodiscard]] std::optional<OpenSolution> solve(const OpenNetwork& network);

}  // namespace tiersim::theory
