#pragma once
#include <optional>

#include "models/theory/station_means.hpp"

namespace tiersim::theory {

/// M/M/c whose servers go off at once when idle and take an exponential set-up to start: with n
/// jobs and i busy servers, min(n, c) - i servers start; a start no longer needed is cancelled.
struct SetupPool {
  StationMeans means;
  double busy_servers = 0;
  double starting_servers = 0;
  double empty_probability = 0;  ///< nobody in the system, everything off
};

/// In steady state; empty when there is none. Preconditions: rates > 0, servers >= 1. One busy
/// server after the other: what enters the states with i busy servers from below leaves them where
/// all i jobs are in service, so that each i is a tridiagonal system; nothing is subtracted. The
/// number of jobs is cut off where doubling the limit changes no result by more than 1e-13
/// relative. Source of the model: A. Gandhi, M. Harchol-Balter, I. Adan, "Server farms with setup
/// costs", Performance Evaluation 67, 2010.
[[nodiscard]] std::optional<SetupPool> mmc_setup(double arrival_rate_per_s,
                                                 double service_rate_per_s, double setup_rate_per_s,
                                                 int servers);

}  // namespace tiersim::theory
