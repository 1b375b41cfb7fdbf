#pragma once
#include <cstdint>

#include "sim/chance/math.hpp"

namespace tiersim {

/// Zipf's law over ranks 0 … n-1: P(rank k) proportional to (k+1)^-s. Exponent 0 makes all ranks
/// equally likely.
///
/// Rejection-inversion: O(1) a draw, no table. Source: W. Hörmann, G. Derflinger,
/// "Rejection-inversion to generate variates from monotone discrete distributions", ACM TOMACS
/// 6(3), 1996.
class Zipf {
 public:
  /// Precondition: n >= 1, exponent >= 0.
  Zipf(std::uint64_t n, double exponent);

  template <class Engine>
  [[nodiscard]] std::uint64_t sample(Engine& chance) const {
    if (exponent_ == 0 || n_ == 1) return chance.below(n_);
    for (;;) {
      const double u = high_ + chance.uniform() * (low_ - high_);
      const double x = integral_inverse(u);
      // Held in range before the cast: far out, rounding can send x beyond every integer.
      const auto last = static_cast<double>(n_);
      double k = x < last ? static_cast<double>(static_cast<std::uint64_t>(x + 0.5)) : last;
      if (k < 1) k = 1;
      if (k - x <= shortcut_ || u >= integral(k + 0.5) - density(k))
        return static_cast<std::uint64_t>(k) - 1;
    }
  }

  /// P(rank). O(n): for tests and theory.
  [[nodiscard]] double probability(std::uint64_t rank) const;

 private:
  [[nodiscard]] double density(double x) const {
    return portable::exp(-exponent_ * portable::log(x));
  }

  [[nodiscard]] double integral(double x) const;
  [[nodiscard]] double integral_inverse(double y) const;

  std::uint64_t n_;
  double exponent_;
  double low_ = 0;
  double high_ = 0;
  double shortcut_ = 0;
};

}  // namespace tiersim
