#pragma once

namespace tiersim::theory {

/// Probability that an arrival to M/M/c/c is lost; with the same mean service, M/G/c/c loses as
/// many. `offered` = arrival rate / service rate of one server. Preconditions: servers >= 0,
/// offered >= 0. Source: A. K. Erlang 1917; recursion, O(servers).
[[nodiscard]] double erlang_b(int servers, double offered);

/// Customers in M/M/c/c: how many there are, and how many are lost.
struct LossSystem {
  double loss_probability = 0;
  double number = 0;  ///< mean number of busy servers
  double number_variance = 0;
};

/// Preconditions as erlang_b. O(servers).
[[nodiscard]] LossSystem loss_system(int servers, double offered);

/// Probability that an arrival to M/M/c has to wait. `offered` = arrival rate / service rate of one
/// server. Precondition: servers >= 1, 0 <= offered < servers. Source: A. K. Erlang 1917; recursion
/// of Erlang B, O(servers).
[[nodiscard]] double erlang_c(int servers, double offered);

/// Mean wait in M/M/c (FIFO), seconds. Preconditions as erlang_c, mean_service_s > 0.
[[nodiscard]] double mmc_mean_wait(int servers, double arrival_rate_per_s, double mean_service_s);

/// Mean wait in M/G/1 (FIFO), seconds, by Pollaczek and Khinchine. Precondition: utilisation < 1.
[[nodiscard]] double mg1_mean_wait(double arrival_rate_per_s, double mean_service_s,
                                   double service_cv);

/// Quantile p of the sojourn time in M/M/1 (FIFO), seconds: exponential with rate μ - λ.
[[nodiscard]] double mm1_sojourn_quantile(double p, double arrival_rate_per_s,
                                          double mean_service_s);

}  // namespace tiersim::theory
