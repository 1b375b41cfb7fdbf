#include "sim/chance/math.hpp"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace tiersim::portable {

namespace {

// ln 2 in two parts: the upper one has so many trailing zeros that its product with an exponent is exact.
constexpr double ln2_high = 6.93147180369123816490e-01;
constexpr double ln2_low = 1.90821492927058770002e-10;
constexpr double log2_e = 1.44269504088896338700e+00;

/// c[0] + c[1] x + … by Horner's rule.
template <int n>
double polynomial(const double (&c)[n], double x) {
  double value = c[n - 1];
  for (int i = n - 2; i >= 0; --i) value = value * x + c[i];
  return value;
}

}  // namespace

double log(double x) {
  int exponent = 0;
  if (x < std::numeric_limits<double>::min()) {  // subnormal
    x *= 0x1p54;
    exponent = -54;
  }
  const auto bits = std::bit_cast<std::uint64_t>(x);
  exponent += static_cast<int>(bits >> 52) - 1023;
  double mantissa = std::bit_cast<double>((bits & 0x000FFFFFFFFFFFFFULL) | 0x3FF0000000000000ULL);
  if (mantissa > 1.4142135623730951) {
    mantissa *= 0.5;
    ++exponent;
  }
  // log m = 2 artanh s with s = (m - 1)/(m + 1), |s| <= 0.172: the series ends at s^21.
  const double s = (mantissa - 1.0) / (mantissa + 1.0);
  static constexpr double odd[] = {2.0,        2.0 / 3.0,  2.0 / 5.0,  2.0 / 7.0,  2.0 / 9.0, 2.0 / 11.0,
                                   2.0 / 13.0, 2.0 / 15.0, 2.0 / 17.0, 2.0 / 19.0, 2.0 / 21.0};
  const double of_mantissa = s * polynomial(odd, s * s);
  const double e = exponent;
  return e * ln2_high + (of_mantissa + e * ln2_low);
}

double exp(double x) {
  if (x > 709.782712893383973096) return std::numeric_limits<double>::infinity();
  if (x < -745.133219101941108420) return 0.0;
  const double n = std::floor(x * log2_e + 0.5);
  const double r = (x - n * ln2_high) - n * ln2_low;  // |r| <= 0.347: the series ends at r^13
  static constexpr double factorials[] = {1.0,           1.0,            1.0 / 2,         1.0 / 6,        1.0 / 24,
                                          1.0 / 120,     1.0 / 720,      1.0 / 5040,      1.0 / 40320,    1.0 / 362880,
                                          1.0 / 3628800, 1.0 / 39916800, 1.0 / 479001600, 1.0 / 6227020800.0};
  const double of_rest = polynomial(factorials, r);
  const auto power = static_cast<int>(n);
  // In two steps, so that results below the normal range lose digits instead of becoming wrong.
  const int half = power / 2;
  const double scale_a = std::bit_cast<double>(static_cast<std::uint64_t>(half + 1023) << 52);
  const double scale_b = std::bit_cast<double>(static_cast<std::uint64_t>(power - half + 1023) << 52);
  return of_rest * scale_a * scale_b;
}

double pow(double x, double y) { return exp(y * log(x)); }

double normal_quantile(double p) {
  const double q = p - 0.5;
  if (std::fabs(q) <= 0.425) {
    static constexpr double a[] = {3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3,
                                   1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4,
                                   3.3430575583588128105e4, 2.5090809287301226727e3};
    static constexpr double b[] = {1.0,                     4.2313330701600911252e1, 6.8718700749205790830e2,
                                   5.3941960214247511077e3, 2.1213794301586595867e4, 3.9307895800092710610e4,
                                   2.8729085735721942674e4, 5.2264952788528545610e3};
    const double r = 0.180625 - q * q;
    return q * polynomial(a, r) / polynomial(b, r);
  }
  double r = std::sqrt(-log(q < 0 ? p : 1.0 - p));
  double value = 0.0;
  if (r <= 5.0) {
    static constexpr double c[] = {1.42343711074968357734e0, 4.63033784615654529590e0,  5.76949722146069140550e0,
                                   3.64784832476320460504e0, 1.27045825245236838258e0,  2.41780725177450611770e-1,
                                   2.27238449892691845833e-2, 7.74545014278341407640e-4};
    static constexpr double d[] = {1.0,                       2.05319162663775882187e0,  1.67638483018380384940e0,
                                   6.89767334985100004550e-1, 1.48103976427480074590e-1, 1.51986665636164571966e-2,
                                   5.47593808499534494600e-4, 1.05075007164441684324e-9};
    r -= 1.6;
    value = polynomial(c, r) / polynomial(d, r);
  } else {
    static constexpr double e[] = {6.65790464350110377720e0,  5.46378491116411436990e0,  1.78482653991729133580e0,
                                   2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                   2.71155556874348757815e-5, 2.01033439929228813265e-7};
    static constexpr double f[] = {1.0,                       5.99832206555887937690e-1, 1.36929880922735805310e-1,
                                   1.48753612908506148525e-2, 7.86869131145613259100e-4, 1.84631831751005468180e-5,
                                   1.42151175831644588870e-7, 2.04426310338993978564e-15};
    r -= 5.0;
    value = polynomial(e, r) / polynomial(f, r);
  }
  return q < 0 ? -value : value;
}

}  // namespace tiersim::portable
