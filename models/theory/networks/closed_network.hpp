#pragma once
#include <cstddef>
#include <vector>

namespace tiersim::theory {

/// Row by row; what a row is, is said where it is used.
using Table = std::vector<std::vector<double>>;

/// Customers of several classes who think, then visit stations, again and again. Stations are FIFO
/// with exponential service, the same for all classes, or processor sharing.
struct ClosedNetwork {
  std::vector<std::size_t> population;  ///< customers of each class
  std::vector<double> think_s;          ///< mean think time of each class
  Table service_s;                      ///< mean per visit, [class][station]
  Table visits;                         ///< per request, [class][station]
  std::vector<std::size_t> servers;     ///< at each station; 0: no waiting, a pure delay
};

struct ClosedSolution {
  std::vector<double> throughput_per_s;  ///< requests of each class
  std::vector<double> response_s;        ///< of each class, without the think time
  Table number;                          ///< mean customers present, [class][station]
  std::vector<double> utilization;       ///< per server, of a delay the mean number present
};

/// Exact steady state. Preconditions: tables of one row per class and one column per station, no
/// negative entry; a class with customers spends time somewhere. Cost and sources:
/// product_form.hpp.
[[nodiscard]] ClosedSolution solve(const ClosedNetwork& network);

/// Approximate steady state at the fixed point of Bard and Schweitzer (bard_schweitzer.hpp), for
/// large populations of many classes. Preconditions as solve(); no station has several servers.
[[nodiscard]] ClosedSolution solve_approximately(const ClosedNetwork& network);

/// Customers of one class, and stations whose speed depends on how many are present.
struct LoadDependentNetwork {
  std::size_t population = 1;
  double think_s = 0;
  Table service_s;  ///< [station][n - 1]: mean service time with n present, n = 1, 2, …;
                    ///< the last holds for more; the station completes 1/service_s a second
  std::vector<double> visits;  ///< per request, to each station
};

/// Exact steady state; `utilization` stays empty. Preconditions: one row and one number of visits
/// per station, no row empty, service times > 0, visits >= 0.
[[nodiscard]] ClosedSolution solve(const LoadDependentNetwork& network);

}  // namespace tiersim::theory
