#pragma once
#include <optional>

namespace tiersim::theory {

/// M/M/c retrial queue: no waiting room. A blocked attempt, first or later, enters or stays in the
/// orbit with probability `retry_probability`, else the customer is lost; each customer in orbit
/// tries again after exponential times.
struct RetrialQueue {
  double orbit = 0;                    ///< mean customers in orbit
  double busy_servers = 0;             ///< mean
  double first_block_probability = 0;  ///< of a first attempt
  double loss_probability = 0;         ///< of a customer
  double attempt_rate_per_s = 0;       ///< first and later attempts
  double attempts_per_customer = 0;
  double orbit_time_s = 0;  ///< mean, per arriving customer
};

/// In steady state; empty when there is none (retry_probability 1 and offered load >= servers).
/// Preconditions: rates > 0, servers >= 1, 0 <= retry_probability <= 1. Orbit sizes are eliminated
/// from above; each is left upwards from its all-busy state only, so that it costs O(servers), and
/// nothing is subtracted. The orbit is cut off where doubling the limit changes no result by more
/// than 1e-13 relative. Source: J. R. Artalejo, A. Gómez-Corral, Retrial Queueing Systems, 2008,
/// chapter 3.
[[nodiscard]] std::optional<RetrialQueue> retrial_queue(double arrival_rate_per_s,
                                                        double service_rate_per_s, int servers,
                                                        double retry_rate_per_s,
                                                        double retry_probability);

}  // namespace tiersim::theory
