#pragma once
#include <cmath>
#include <cstddef>
#include <vector>

#include "tests/queueing/harness.hpp"

namespace tiersim::queueing {

/// A ratio of sums over independent replications.
struct Estimate {
  double value = 0;
  double error = 0;          ///< standard
  double weight = 0;         ///< sum of the denominators
  std::size_t positive = 0;  ///< replications with a numerator above zero
};

/// The estimate of a scalar, by its index, with the standard error of its linear part (W. G.
/// Cochran, "Sampling Techniques", 3rd ed., 1977, eq. 6.13). `numerator` takes a Scalar.
/// Precondition: at least two replications.
template <class Numerator>
Estimate ratio(const std::vector<Measurement>& replications, std::size_t scalar,
               Numerator numerator) {
  const auto count = static_cast<double>(replications.size());
  Estimate estimate;
  double sum = 0;
  for (const Measurement& one : replications) {
    sum += numerator(one.scalars[scalar]);
    estimate.weight += one.scalars[scalar].denominator;
    if (numerator(one.scalars[scalar]) > 0) ++estimate.positive;
  }
  if (estimate.weight == 0) return estimate;
  estimate.value = sum / estimate.weight;
  double squares = 0;
  for (const Measurement& one : replications) {
    const double residual =
        numerator(one.scalars[scalar]) - estimate.value * one.scalars[scalar].denominator;
    squares += residual * residual;
  }
  estimate.error = std::sqrt(squares * count / (count - 1)) / estimate.weight;
  if (estimate.error < 1e-12 * std::abs(estimate.value)) estimate.error = 0;  // rounding
  return estimate;
}

/// The normal value as improbable as t with so many degrees of freedom; t itself from 60
/// replications on.
[[nodiscard]] double normal_of_t(double t, std::size_t replications);

/// How far the difference exceeds `slack`, in standard errors; infinite without any error.
[[nodiscard]] double excess(double difference, double slack, double error);

}  // namespace tiersim::queueing
