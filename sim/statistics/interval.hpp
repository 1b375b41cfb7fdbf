#pragma once
#include <cstdint>
#include <span>

namespace tiersim {

/// An estimate with a confidence interval.
struct IntervalEstimate {
  double mean = 0;
  double low = 0;
  double high = 0;

  [[nodiscard]] double half_width() const { return (high - low) / 2; }

  /// Both ends belong to the interval.
  [[nodiscard]] bool contains(double value) const { return low <= value && value <= high; }
};

/// Quantile of Student's t distribution. Preconditions: 0 < p < 1, degrees of freedom > 0.
[[nodiscard]] double student_quantile(double p, double degrees_of_freedom);

/// Quantile of the standard normal distribution. Precondition: 0 < p < 1.
[[nodiscard]] double normal_quantile(double p);

/// Quantile of the chi-squared distribution. Preconditions: 0 < p < 1, degrees of freedom > 0.
[[nodiscard]] double chi_squared_quantile(double p, double degrees_of_freedom);

/// Two-sided interval of the mean of independent replications: mean ± t(n-1) s/√n. With fewer than
/// two values the interval is infinite. Precondition: at least one value, 0 < confidence < 1.
[[nodiscard]] IntervalEstimate student_interval(std::span<const double> values, double confidence);

/// Interval of the mean difference `second - first` of runs paired by common random numbers: the
/// Student interval of the differences. Preconditions: as many values in both, at least one, 0 <
/// confidence < 1.
[[nodiscard]] IntervalEstimate paired_interval(std::span<const double> first,
                                               std::span<const double> second, double confidence);

/// Interval of the difference of means `second - first` of independent runs with unequal variances;
/// infinite with fewer than two values on a side. Preconditions: at least one value on each side, 0
/// < confidence < 1. Source: B. L. Welch, "The generalization of 'Student's' problem", Biometrika
/// 34, 1947; degrees of freedom after F. E. Satterthwaite, Biometrics Bulletin 2(6), 1946.
[[nodiscard]] IntervalEstimate welch_interval(std::span<const double> first,
                                              std::span<const double> second, double confidence);

/// Satterthwaite's degrees of freedom of the Welch interval; infinite when neither side varies.
/// Precondition: at least two values on each side.
[[nodiscard]] double welch_degrees_of_freedom(std::span<const double> first,
                                              std::span<const double> second);

/// Interval of a probability seen as `successes` of `trials`; `mean` is their ratio. Sensible at 0
/// and at all, where the plain normal interval has no width. Preconditions: 0 < trials, successes
/// <= trials, 0 < confidence < 1. Source: E. B. Wilson, "Probable inference, the law of succession,
/// and statistical inference", JASA 22, 1927.
[[nodiscard]] IntervalEstimate wilson_interval(std::uint64_t successes, std::uint64_t trials,
                                               double confidence);

}  // namespace tiersim
