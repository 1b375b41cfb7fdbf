#pragma once

namespace tiersim::theory {

// Approximations of the mean wait in GI/G/c, FIFO, in seconds, from two moments. Preconditions of
// all: rates > 0, servers >= 1, utilization < 1, squared coefficients of variation >= 0.

struct TwoMoments {
  double arrival_rate_per_s = 0;
  double service_rate_per_s = 0;  ///< of one server: 1 / mean service time
  int servers = 1;
  double arrival_scv = 1;  ///< squared coefficient of variation of the interarrival times
  double service_scv = 1;  ///< and of the service times

  [[nodiscard]] double utilization() const {
    return arrival_rate_per_s / (servers * service_rate_per_s);
  }
};

/// An upper bound for one server. Source: J. F. C. Kingman, "Some inequalities for the queue
/// GI/G/1", Biometrika 49, 1962.
[[nodiscard]] double kingman_bound_s(const TwoMoments& station);

/// Variability times utilization times time, for one server: exact for M/G/1. Source: W. J. Hopp,
/// M. L. Spearman, "Factory physics", Irwin, 1996.
[[nodiscard]] double vut_wait_s(const TwoMoments& station);

/// The wait in M/M/c times the mean of both coefficients: exact for M/M/c. Source: A. O. Allen,
/// "Probability, statistics, and queueing theory", Academic Press, 1990.
[[nodiscard]] double allen_cunneen_wait_s(const TwoMoments& station);

/// For one server. Source: W. Krämer, M. Langenbach-Belz, "Approximate formulae for the delay in
/// the queueing system GI/G/1", 8th International Teletraffic Congress, 1976.
[[nodiscard]] double kraemer_langenbach_belz_wait_s(const TwoMoments& station);

/// As the queueing network analyzer takes it: one server as Krämer and Langenbach-Belz where
/// arrivals are less variable than Poisson, else as vut_wait_s; several servers as
/// allen_cunneen_wait_s. Source: W. Whitt, "The queueing network analyzer", Bell System Technical
/// Journal 62(9), 1983.
[[nodiscard]] double qna_wait_s(const TwoMoments& station);

/// Source: W. Whitt, "Approximations for the GI/G/m queue", Production and Operations Management
/// 2(2), 1993.
[[nodiscard]] double whitt_wait_s(const TwoMoments& station);

}  // namespace tiersim::theory
