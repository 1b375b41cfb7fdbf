#pragma once
#include <optional>

#include "models/theory/law.hpp"
#include "models/theory/station_means.hpp"

namespace tiersim::theory {

// M/G/1 FIFO whose server is not always there. What its absence adds to the wait is independent of
// the wait in the plain queue. Source: S. W. Fuhrmann, R. B. Cooper, "Stochastic decompositions in
// the M/G/1 queue with generalized vacations", Operations Research 33, 1985. Answers are empty
// without a steady state. Preconditions: arrival rate > 0, all means > 0 unless said otherwise.

struct AbsentServer {
  StationMeans means;
  double wait_second_moment_s2 = 0;  ///< infinite where it is
  double cold_probability = 0;       ///< that an arrival finds the server off, and starts it
  double idle_fraction = 0;          ///< of time: on, and nobody to serve
  double setup_fraction = 0;         ///< of time: starting
  double off_fraction = 0;           ///< of time
};

/// Whenever the server finds nobody it takes a vacation, again and again until it finds work. No
/// set-up: cold_probability and the fractions are 0.
[[nodiscard]] std::optional<AbsentServer> mg1_vacation(double arrival_rate_per_s,
                                                       const Law& service, const Law& vacation);

/// The server goes off as soon as it is empty; the first arrival starts it, which takes `setup`
/// (its mean may be 0).
[[nodiscard]] std::optional<AbsentServer> mg1_setup(double arrival_rate_per_s, const Law& service,
                                                    const Law& setup);

/// An empty server stays on for `idle_timeout` (from each emptying) before it goes off; who comes
/// meanwhile is served at once. Means of `setup` and `idle_timeout` may be 0.
[[nodiscard]] std::optional<AbsentServer> mg1_setup_delayed_off(double arrival_rate_per_s,
                                                                const Law& service,
                                                                const Law& setup,
                                                                const Law& idle_timeout);

}  // namespace tiersim::theory
