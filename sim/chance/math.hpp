#pragma once
#include <bit>
#include <cstdint>
#include <limits>

namespace tiersim::portable {

// Elementary functions for samples: the same bits from every compiler and C library, for they use
// only + - * / and the square root, which IEEE 754 rounds exactly. Relative error below 1e-15
// (tested against long double).

namespace detail {

/// The terms first … first + count - 1 of a polynomial over x^first; powers[k] is x^(2^k). Estrin's
/// scheme: halves that do not wait for each other, in a fixed order, so that the bits stay the
/// same; thrice as fast as Horner's rule.
template <int first, int count, int n>
constexpr double terms(const double (&c)[n], const double (&powers)[4]) {
  if constexpr (count == 1) {
    return c[first];
  } else {
    constexpr int half = static_cast<int>(std::bit_floor(static_cast<unsigned>(count - 1)));
    constexpr int level = std::countr_zero(static_cast<unsigned>(half));
    return terms<first, half>(c, powers) +
           terms<first + half, count - half>(c, powers) * powers[level];
  }
}

/// c[0] + c[1] x + …, at most 16 terms.
template <int n>
constexpr double polynomial(const double (&c)[n], double x) {
  static_assert(n <= 16);
  const double squared = x * x;
  const double fourth = squared * squared;
  const double powers[4] = {x, squared, fourth, fourth * fourth};
  return terms<0, n>(c, powers);
}

// ln 2 in two parts: the upper one has so many trailing zeros that its product with an exponent is
// exact.
inline constexpr double ln2_high = 6.93147180369123816490e-01;
inline constexpr double ln2_low = 1.90821492927058770002e-10;

/// 2 artanh s, the logarithm of (1 + s)/(1 - s). Precondition: |s| <= 0.172; the series ends at
/// s^21.
constexpr double twice_artanh(double s) {
  constexpr double odd[] = {2.0 / 3.0,  2.0 / 5.0,  2.0 / 7.0,  2.0 / 9.0,  2.0 / 11.0,
                            2.0 / 13.0, 2.0 / 15.0, 2.0 / 17.0, 2.0 / 19.0, 2.0 / 21.0};
  const double squared = s * s;
  return 2.0 * s + s * (squared * polynomial(odd, squared));
}

/// (e^x - 1 - x)/x². Precondition: |x| <= 0.5; the series ends at x^15.
constexpr double exp_rest(double x) {
  constexpr double c[] = {1.0 / 2,
                          1.0 / 6,
                          1.0 / 24,
                          1.0 / 120,
                          1.0 / 720,
                          1.0 / 5040,
                          1.0 / 40320,
                          1.0 / 362880,
                          1.0 / 3628800,
                          1.0 / 39916800,
                          1.0 / 479001600,
                          1.0 / 6227020800.0,
                          1.0 / 87178291200.0,
                          1.0 / 1307674368000.0};
  return polynomial(c, x);
}

// ln 2 / 32, in two such parts.
inline constexpr double part_high = 0x1.62e42fc000000p-6;
inline constexpr double part_low = 0x1.7d1cf79abc9e4p-33;
inline constexpr double parts_per_unit = 0x1.71547652b82fep+5;

/// 2^(i/32).
inline constexpr double roots_of_two[32] = {
    0x1.0000000000000p+0, 0x1.059b0d3158574p+0, 0x1.0b5586cf9890fp+0, 0x1.11301d0125b51p+0,
    0x1.172b83c7d517bp+0, 0x1.1d4873168b9aap+0, 0x1.2387a6e756238p+0, 0x1.29e9df51fdee1p+0,
    0x1.306fe0a31b715p+0, 0x1.371a7373aa9cbp+0, 0x1.3dea64c123422p+0, 0x1.44e086061892dp+0,
    0x1.4bfdad5362a27p+0, 0x1.5342b569d4f82p+0, 0x1.5ab07dd485429p+0, 0x1.6247eb03a5585p+0,
    0x1.6a09e667f3bcdp+0, 0x1.71f75e8ec5f74p+0, 0x1.7a11473eb0187p+0, 0x1.82589994cce13p+0,
    0x1.8ace5422aa0dbp+0, 0x1.93737b0cdc5e5p+0, 0x1.9c49182a3f090p+0, 0x1.a5503b23e255dp+0,
    0x1.ae89f995ad3adp+0, 0x1.b7f76f2fb5e47p+0, 0x1.c199bdd85529cp+0, 0x1.cb720dcef9069p+0,
    0x1.d5818dcfba487p+0, 0x1.dfc97337b9b5fp+0, 0x1.ea4afa2a490dap+0, 0x1.f50765b6e4540p+0,
};

/// x × 2^power. Precondition: 0.5 < x < 2.
constexpr double times_power_of_two(double x, std::int64_t power) {
  const auto bits = [](std::int64_t exponent) {
    return static_cast<std::uint64_t>(exponent) << 52;
  };
  if (power > -1022 && power < 1023) [[likely]]
    return std::bit_cast<double>(std::bit_cast<std::uint64_t>(x) + bits(power));
  // In two steps, so that results below the normal range lose digits instead of becoming wrong.
  const std::int64_t half = power / 2;
  return x * std::bit_cast<double>(bits(half + 1023)) *
         std::bit_cast<double>(bits(power - half + 1023));
}

}  // namespace detail

/// Natural logarithm. Precondition: x > 0 and finite.
[[nodiscard]] constexpr double log(double x) {
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
  const double of_mantissa = detail::twice_artanh((mantissa - 1.0) / (mantissa + 1.0));
  const double e = exponent;
  return e * detail::ln2_high + (of_mantissa + e * detail::ln2_low);
}

/// e^x; 0 below -745, infinite above 709.78. Precondition: not NaN.
[[nodiscard]] constexpr double exp(double x) {
  if (x > 709.782712893383973096) return std::numeric_limits<double>::infinity();
  if (x < -745.133219101941108420) return 0.0;
  // x = n ln 2 / 32 + r with |r| <= 0.0109. Adding 1.5 × 2^52 leaves no room for a fraction: rounds
  // to the nearest whole number.
  constexpr double rounder = 0x1.8p52;
  const double n = (x * detail::parts_per_unit + rounder) - rounder;
  const double r = (x - n * detail::part_high) - n * detail::part_low;
  const auto whole = static_cast<std::int64_t>(n);
  const double root = detail::roots_of_two[whole & 31];
  const double squared = r * r;
  const double of_rest = r + squared * (0.5 + r * (1.0 / 6)) +
                         squared * squared * ((1.0 / 24 + r * (1.0 / 120)) + squared * (1.0 / 720));
  return detail::times_power_of_two(root + root * of_rest, whole >> 5);
}

/// log(1 + x), accurate near 0. Precondition: x > -1 and finite.
[[nodiscard]] constexpr double log1p(double x) {
  if (x > -0.29 && x < 0.41) return detail::twice_artanh(x / (2.0 + x));
  return log(1.0 + x);
}

/// e^x - 1, accurate near 0. Precondition: not NaN.
[[nodiscard]] constexpr double expm1(double x) {
  if (x > -0.5 && x < 0.5) return x + x * x * detail::exp_rest(x);
  return exp(x) - 1.0;
}

/// x^y = exp(y log x); relative error below 1e-13 while the result lies between e^-300 and e^300.
/// Precondition: x > 0.
[[nodiscard]] constexpr double pow(double x, double y) {
  return exp(y * log(x));
}

/// The gamma function by Stirling's series; relative error below 2e-14 up to 20, 1e-12 beyond;
/// infinite above 171.6. Precondition: x > 0. Source: M. Abramowitz, I. Stegun, "Handbook of
/// Mathematical Functions", 1964, 6.1.40.
[[nodiscard]] double gamma(double x);

/// Quantile of the standard normal distribution. Precondition: 0 < p < 1.
/// Source: M. J. Wichura, Algorithm AS 241, Applied Statistics 37(3), 1988, PPND16.
[[nodiscard]] double normal_quantile(double p);

}  // namespace tiersim::portable
