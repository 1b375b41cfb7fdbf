#pragma once
#include <optional>

#include "models/theory/law.hpp"
#include "models/theory/station_means.hpp"

namespace tiersim::theory {

/// M/G/1 with egalitarian processor sharing: means and the number of jobs depend on the mean
/// service only. Source: S. F. Yashkov, "Processor-sharing queues: some progress in analysis",
/// Queueing Systems 2, 1987.
class MG1ProcessorSharing {
 public:
  /// Empty without a steady state. Preconditions: arrival rate > 0, mean service > 0.
  static std::optional<MG1ProcessorSharing> solve(double arrival_rate_per_s, const Law& service);

  /// The wait is what the sojourn has beyond the service alone in the system.
  StationMeans means;

  /// Mean sojourn of a job that needs `service_s` alone.
  [[nodiscard]] double sojourn_given_service_s(double service_s) const;
  /// P(n jobs).
  [[nodiscard]] double number_probability(int n) const;
  /// Variance of the sojourn, s²; infinite where the service's is. By quadrature over the wait in
  /// the FIFO queue, to about 1e-9.
  [[nodiscard]] double sojourn_variance_s2() const;
  /// Exponential service only, else empty: no closed form is known. By inversion of the transform
  /// of E. G. Coffman, R. R. Muntz, H. Trotter, "Waiting time distributions for processor-sharing
  /// systems", Journal of the ACM 17, 1970. Precondition: 0 < p < 1.
  [[nodiscard]] std::optional<double> sojourn_quantile_s(double p) const;

 private:
  MG1ProcessorSharing(double arrival_rate_per_s, Law service)
      : arrival_rate_(arrival_rate_per_s), service_(std::move(service)) {}

  double arrival_rate_;
  Law service_;
};

/// M/G/c processor sharing: n jobs each run at rate min(1, c/n).
struct SharedCores {
  StationMeans means;
  double all_busy_probability = 0;
};

/// As many jobs as in M/M/c, whatever the law of the service. Empty without a steady state.
/// Preconditions: arrival rate > 0, mean service > 0, cores >= 1.
[[nodiscard]] std::optional<SharedCores> shared_cores(double arrival_rate_per_s,
                                                      double mean_service_s, int cores);

}  // namespace tiersim::theory
