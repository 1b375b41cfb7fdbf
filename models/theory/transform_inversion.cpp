#include "models/theory/transform_inversion.hpp"

#include <array>
#include <cmath>
#include <numbers>

#include "sim/assert.hpp"

namespace tiersim::theory {

namespace {

// Aliasing adds e^-A; the damping multiplies rounding by e^(A/2l) = 6e4 only.
constexpr long double damping = 44;
constexpr int interleave = 2;  // l: terms per sign of the alternating series
constexpr int averaged = 16;   // partial sums in the binomial (Euler) mean
constexpr int first_check = 16;
constexpr int longest = 8192;
// Between the last two means; the later one is closer by far.
constexpr long double enough = 1e-12L;

/// The alternating series of the inversion, term by term.
class Series {
 public:
  Series(const std::function<Complex(Complex)>& transform, long double t)
      : transform_(transform),
        spacing_(std::numbers::pi_v<long double> / (interleave * t)),
        real_(damping / (2 * interleave * t)) {
    sum_ = transform_(Complex(real_, 0)).real() / 2;
    for (int j = 1; j < interleave; ++j) sum_ += part(j);
    scale_ = std::exp(damping / (2 * interleave)) / (interleave * t);
  }

  /// Adds the next group of terms, which alternates in sign; returns the sum so far.
  long double next() {
    ++group_;
    for (int j = 0; j < interleave; ++j) sum_ += part(group_ * interleave + j);
    return sum_ * scale_;
  }

 private:
  [[nodiscard]] long double part(int k) const {
    const Complex value = transform_(Complex(real_, spacing_ * k));
    // e^{i k π / 2}, without rounding.
    constexpr std::array<int, 4> cosine{1, 0, -1, 0};
    constexpr std::array<int, 4> sine{0, 1, 0, -1};
    const auto quarter = static_cast<std::size_t>(k % 4);
    return value.real() * cosine[quarter] - value.imag() * sine[quarter];
  }

  static_assert(interleave == 2, "the phases are quarters of a turn");

  const std::function<Complex(Complex)>& transform_;
  long double spacing_;
  long double real_;
  long double scale_ = 0;
  long double sum_ = 0;
  int group_ = 0;
};

}  // namespace

Inverted invert(const std::function<Complex(Complex)>& transform, long double t) {
  TIERSIM_ASSERT(t > 0);
  Series series(transform, t);
  Inverted result{0, 1};
  int terms = 0;
  for (int check = first_check; check <= longest; check *= 2) {
    while (terms < check) {
      series.next();
      ++terms;
    }
    long double mean = 0;
    long double weight = std::ldexp(1.0L, -averaged);  // binomial(averaged, j) / 2^averaged
    for (int j = 0; j <= averaged; ++j) {
      mean += weight * series.next();
      ++terms;
      weight *= static_cast<long double>(averaged - j) / (j + 1);
    }
    result = {mean, std::abs(mean - result.value)};
    if (check > first_check && result.error < enough) break;
  }
  return result;
}

}  // namespace tiersim::theory
