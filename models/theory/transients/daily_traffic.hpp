#pragma once
#include <cstddef>
#include <vector>

#include "models/theory/law.hpp"

namespace tiersim::theory {

/// Poisson arrivals whose rate swings about its mean: mean · (1 + amplitude · sin(2π t / period)).
struct DailyTraffic {
  double mean_rate_per_s = 0;  ///< >= 0
  double amplitude = 0;        ///< relative, 0 … 1
  double period_s = 1;         ///< > 0

  /// Angular frequency, 1/s.
  [[nodiscard]] double frequency() const;
  /// Mean rate between two instants. Precondition: from_s < to_s.
  [[nodiscard]] double rate_between(double from_s, double to_s) const;
};

/// The number in M(t)/G/∞ after many periods: Poisson, with a mean that follows the rate smoothed
/// and late.
struct PeriodicNumber {
  double mean = 0;       ///< over a period
  double amplitude = 0;  ///< half of what lies between the largest and the smallest mean
  double lag_s = 0;  ///< of its peak after that of the rate, less than a period; 0 without swing
  double frequency = 0;

  /// At t, seconds after the rate rose through its mean.
  [[nodiscard]] double at(double t_s) const;
};

/// Exact. Preconditions: those of DailyTraffic; finite mean service time. Source: S. G. Eick, W. A.
/// Massey, W. Whitt, "Mt/G/∞ queues with sinusoidal arrival rates", Management Science 39(2), 1993.
[[nodiscard]] PeriodicNumber number_in_service(const DailyTraffic& traffic, const Law& service);

/// Mean number in M(t)/M/∞ that is empty at 0, t seconds later. Preconditions: those of
/// DailyTraffic; service rate > 0, t >= 0.
[[nodiscard]] double number_from_empty(const DailyTraffic& traffic, double service_rate_per_s,
                                       double t_s);

/// M/M/∞, t seconds after `number` customers were inside. Preconditions: rates >= 0, service rate
/// > 0, t >= 0.
struct NumberAt {
  double mean = 0;
  double variance = 0;
};

[[nodiscard]] NumberAt number_after(double arrival_rate_per_s, double service_rate_per_s,
                                    double number, double t_s);

/// What M(t)/M/c is like at an instant.
struct QueueAt {
  double number = 0;    ///< mean customers in the system
  double all_busy = 0;  ///< P(number >= servers)
};

/// M(t)/M/c, empty at 0, at the instants given, in their order: to about 1e-10, by steps of
/// constant rate, ever shorter, and extrapolation in the square of their length (L. F. Richardson,
/// 1911). Preconditions: those of DailyTraffic; service rate > 0, servers >= 1, instants >= 0.
[[nodiscard]] std::vector<QueueAt> queue_from_empty(const DailyTraffic& traffic,
                                                    double service_rate_per_s, std::size_t servers,
                                                    const std::vector<double>& instants_s);

}  // namespace tiersim::theory
