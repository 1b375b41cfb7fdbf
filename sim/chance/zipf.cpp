#include "sim/chance/zipf.hpp"

namespace tiersim {

namespace {

/// (e^x - 1)/x, continuous at 0.
double relative_expm1(double x) {
  return x == 0 ? 1.0 : portable::expm1(x) / x;
}

/// log(1 + x)/x, continuous at 0.
double relative_log1p(double x) {
  return x == 0 ? 1.0 : portable::log1p(x) / x;
}

}  // namespace

Zipf::Zipf(std::uint64_t n, double exponent) : n_(n), exponent_(exponent) {
  low_ = integral(1.5) - 1.0;
  high_ = integral(static_cast<double>(n) + 0.5);
  shortcut_ = 2.0 - integral_inverse(integral(2.5) - density(2.0));
}

/// ∫ x^-s dx, written so that s = 1 is no special case.
double Zipf::integral(double x) const {
  const double log_x = portable::log(x);
  return relative_expm1((1.0 - exponent_) * log_x) * log_x;
}

double Zipf::integral_inverse(double y) const {
  double t = y * (1.0 - exponent_);
  if (t < -1.0) t = -1.0;
  return portable::exp(relative_log1p(t) * y);
}

double Zipf::probability(std::uint64_t rank) const {
  double sum = 0;
  for (std::uint64_t k = n_; k >= 1; --k) sum += density(static_cast<double>(k));
  return density(static_cast<double>(rank + 1)) / sum;
}

}  // namespace tiersim
