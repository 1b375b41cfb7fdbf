#include "sim/statistics/interval.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

#include "sim/assert.hpp"

namespace tiersim {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

struct Sample {
  double mean = 0;
  double variance = 0;                ///< with n - 1; 0 for one value
  double standard_error_squared = 0;  ///< variance / n
};

Sample sample_of(std::span<const double> values) {
  TIERSIM_ASSERT(!values.empty());
  const auto n = static_cast<double>(values.size());
  double sum = 0;
  for (const double value : values) sum += value;
  const double mean = sum / n;
  // Two passes: the plain sum of squares cancels when the mean is large.
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  const double variance = values.size() < 2 ? 0 : squares / (n - 1);
  return {mean, variance, variance / n};
}

double two_sided(double confidence) {
  TIERSIM_ASSERT(confidence > 0 && confidence < 1);
  return 0.5 + confidence / 2;
}

}  // namespace

double student_quantile(double p, double degrees_of_freedom) {
  TIERSIM_ASSERT(p > 0 && p < 1 && degrees_of_freedom > 0);
  return boost::math::quantile(boost::math::students_t(degrees_of_freedom), p);
}

double normal_quantile(double p) {
  TIERSIM_ASSERT(p > 0 && p < 1);
  return boost::math::quantile(boost::math::normal(), p);
}

double chi_squared_quantile(double p, double degrees_of_freedom) {
  TIERSIM_ASSERT(p > 0 && p < 1 && degrees_of_freedom > 0);
  return boost::math::quantile(boost::math::chi_squared(degrees_of_freedom), p);
}

IntervalEstimate student_interval(std::span<const double> values, double confidence) {
  const double p = two_sided(confidence);
  const Sample sample = sample_of(values);
  if (values.size() < 2) return {sample.mean, -infinite, infinite};
  const double t = student_quantile(p, static_cast<double>(values.size() - 1));
  const double half = t * std::sqrt(sample.standard_error_squared);
  return {sample.mean, sample.mean - half, sample.mean + half};
}

IntervalEstimate paired_interval(std::span<const double> first, std::span<const double> second,
                                 double confidence) {
  TIERSIM_ASSERT(first.size() == second.size());
  std::vector<double> differences;
  differences.reserve(first.size());
  for (std::size_t i = 0; i < first.size(); ++i) differences.push_back(second[i] - first[i]);
  return student_interval(differences, confidence);
}

double welch_degrees_of_freedom(std::span<const double> first, std::span<const double> second) {
  TIERSIM_ASSERT(first.size() >= 2 && second.size() >= 2);
  const double a = sample_of(first).standard_error_squared;
  const double b = sample_of(second).standard_error_squared;
  if (a + b == 0) return infinite;
  // As shares of the sum, so that squares of tiny variances do not underflow.
  const double share_a = a / (a + b);
  const double share_b = b / (a + b);
  return 1.0 / (share_a * share_a / static_cast<double>(first.size() - 1) +
                share_b * share_b / static_cast<double>(second.size() - 1));
}

IntervalEstimate welch_interval(std::span<const double> first, std::span<const double> second,
                                double confidence) {
  const double p = two_sided(confidence);
  const Sample a = sample_of(first);
  const Sample b = sample_of(second);
  const double difference = b.mean - a.mean;
  if (first.size() < 2 || second.size() < 2) return {difference, -infinite, infinite};
  const double error = std::sqrt(a.standard_error_squared + b.standard_error_squared);
  if (error == 0) return {difference, difference, difference};
  const double half = student_quantile(p, welch_degrees_of_freedom(first, second)) * error;
  return {difference, difference - half, difference + half};
}

IntervalEstimate wilson_interval(std::uint64_t successes, std::uint64_t trials, double confidence) {
  TIERSIM_ASSERT(trials > 0 && successes <= trials);
  const double z = normal_quantile(two_sided(confidence));
  const auto n = static_cast<double>(trials);
  const double ratio = static_cast<double>(successes) / n;
  const double shrink = 1.0 / (1.0 + z * z / n);
  const double centre = (ratio + z * z / (2 * n)) * shrink;
  const double half = z * shrink * std::sqrt(ratio * (1 - ratio) / n + z * z / (4 * n * n));
  // The ends are exactly 0 and 1 there; rounding would miss them by a bit.
  return {ratio, successes == 0 ? 0.0 : std::max(0.0, centre - half),
          successes == trials ? 1.0 : std::min(1.0, centre + half)};
}

}  // namespace tiersim
