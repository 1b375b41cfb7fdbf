#pragma once

namespace tiersim::theory {

// How long to run: what correlation does to the variance of a mean. Times in seconds, rates in 1/s.

/// lim t Var(mean number in M/M/1 over t), in customers² s. Precondition: 0 < arrival rate <
/// service rate. Source: W. Whitt, "Planning queueing simulations", Management Science 35(11),
/// 1989.
[[nodiscard]] double mm1_number_variance_constant(double arrival_rate_per_s,
                                                  double service_rate_per_s);

/// lim n Var(mean of n successive waits in M/M/1), in s². Precondition as above. Source: D. J.
/// Daley, "The serial correlation coefficients of waiting times in a stationary single server
/// queue", Journal of the Australian Mathematical Society 8, 1968.
[[nodiscard]] double mm1_wait_variance_constant(double arrival_rate_per_s,
                                                double service_rate_per_s);

/// Simulated seconds, after warm-up and over all replications, until the half width of the mean
/// number in M/M/1 is `relative_precision` of it, at `bound` standard errors (1.96 for 95 %).
/// Preconditions as above; relative_precision > 0, bound > 0. Grows as (1 - ρ)^-2.
[[nodiscard]] double mm1_run_length_s(double arrival_rate_per_s, double service_rate_per_s,
                                      double relative_precision, double bound);

/// A stationary autoregressive series of order 1, X(t) = coefficient · X(t-1) + noise: the simplest
/// model of correlated output, in which everything about batch means is known. Source: C.
/// Alexopoulos, A. F. Seila, "Output data analysis", in Handbook of Simulation (J. Banks, ed.),
/// 1998.
struct Autoregressive {
  double coefficient = 0;     ///< -1 < coefficient < 1
  double noise_variance = 1;  ///< of the independent noise, > 0

  [[nodiscard]] double variance() const;
  /// lim n Var(mean of n): the sum of all autocovariances.
  [[nodiscard]] double variance_constant() const;
  /// Precondition: n >= 1.
  [[nodiscard]] double variance_of_mean(double n) const;
  /// Correlation of the means of neighbouring batches. Precondition: batch_size >= 1.
  [[nodiscard]] double batch_correlation(double batch_size) const;
  /// What batch means estimate instead of the variance constant, on average, from n values: less
  /// when the batches are short, and intervals are then too narrow. Preconditions: batch_size >= 1
  /// divides n, at least two batches.
  [[nodiscard]] double expected_batch_estimate(double n, double batch_size) const;

  /// Independent values that one value of the series is worth.
  [[nodiscard]] double effective_share() const { return variance() / variance_constant(); }
};

}  // namespace tiersim::theory
