#pragma once
#include <optional>

#include "models/theory/law.hpp"
#include "models/theory/station_means.hpp"

namespace tiersim::theory {

// M/G/1 in steady state: Poisson arrivals, one server, any service law. All answers are empty
// without a steady state (utilisation >= 1) and may be infinite where a moment of the service is.
// Precondition everywhere: arrival rate > 0, mean service > 0.

/// FIFO (F. Pollaczek, 1930; A. Y. Khinchine, 1932).
class MG1Queue {
 public:
  static std::optional<MG1Queue> solve(double arrival_rate_per_s, const Law& service);

  StationMeans means;
  double wait_probability = 0;
  double wait_second_moment_s2 = 0;

  /// P(wait > t), by inversion of its transform; for constant service by `MDcQueue`.
  [[nodiscard]] double wait_survival(double t) const;
  /// Waits of 0 included. Precondition: 0 < p < 1.
  [[nodiscard]] double wait_quantile_s(double p) const;
  /// Wait and service are independent, so their transforms multiply. Precondition: 0 < p < 1.
  [[nodiscard]] double sojourn_quantile_s(double p) const;
  /// Laplace transform of P(wait > t). Precondition: Re s > 0.
  [[nodiscard]] Complex wait_survival_transform(Complex s) const;

 private:
  MG1Queue(double arrival_rate_per_s, Law service)
      : arrival_rate_(arrival_rate_per_s), service_(std::move(service)) {}

  double arrival_rate_;
  Law service_;
};

/// Means that depend on the discipline little, second moments that depend on it much.
struct MG1Moments {
  StationMeans means;
  double wait_second_moment_s2 = 0;     ///< of the time to the first service
  double sojourn_second_moment_s2 = 0;  ///< preemptive disciplines only, else 0
};

/// Last come first served, non-preemptive. Source: L. Takács, "Delay distributions for one line
/// with Poisson input, general holding times, and various orders of service", Bell System Technical
/// Journal 42, 1963.
[[nodiscard]] std::optional<MG1Moments> mg1_lcfs(double arrival_rate_per_s, const Law& service);

/// Last come first served, preemptive resume: a sojourn is a busy period, nobody waits to start.
[[nodiscard]] std::optional<MG1Moments> mg1_lcfs_preemptive(double arrival_rate_per_s,
                                                            const Law& service);

/// Service in random order, non-preemptive. Source: Takács 1963, as above.
[[nodiscard]] std::optional<MG1Moments> mg1_random_order(double arrival_rate_per_s,
                                                         const Law& service);

}  // namespace tiersim::theory
