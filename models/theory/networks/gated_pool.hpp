#pragma once
#include <cstddef>
#include <optional>

namespace tiersim::theory {

/// Requests that need one of `connections`, waiting FIFO while none is free. With the connection
/// held, a request first visits the database (exponential servers, FIFO), then works by itself for
/// an exponential time, then frees the connection. Exact: the waiting line has no product form.
struct GatedPool {
  std::size_t connections = 1;
  std::size_t database_servers = 1;
  double database_rate_per_s = 0;  ///< of one server
  double work_rate_per_s = 0;      ///< with the connection held
};

struct GatedPoolSolution {
  double throughput_per_s = 0;
  double response_s = 0;   ///< mean, from asking for a connection to freeing it
  double wait_s = 0;       ///< mean, for a connection
  double held = 0;         ///< mean connections held
  double waiting = 0;      ///< mean requests waiting for a connection
  double at_database = 0;  ///< mean requests
  double all_held = 0;     ///< time fraction without a free connection
};

/// `clients` think for an exponential time of mean think_s between requests. Preconditions: clients
/// >= 1, think_s >= 0; at least one connection and one database server; rates > 0.
/// O(clients · connections³).
[[nodiscard]] GatedPoolSolution solve_closed(const GatedPool& pool, std::size_t clients,
                                             double think_s);

/// Poisson arrivals, of which the fraction `all_held` waits; nothing without a steady state.
/// Preconditions: rates > 0, at least one connection and one database server. O(connections⁴).
[[nodiscard]] std::optional<GatedPoolSolution> solve_open(const GatedPool& pool,
                                                          double arrival_rate_per_s);

}  // namespace tiersim::theory
