#pragma once
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>

#include "sim/chance/ziggurat.hpp"

namespace tiersim::bench::floor {

/// sfc64 and the ziggurat, as tiersim's Stream; but a draw is accepted by comparing whole numbers,
/// which is known before the number has become a double.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : a_(seed), b_(seed), c_(seed) {
    for (int i = 0; i < 12; ++i) next();
  }

  std::uint64_t next() {
    const std::uint64_t sum = a_ + b_ + counter_++;
    a_ = b_ ^ (b_ >> 11);
    b_ = c_ + (c_ << 3);
    c_ = std::rotl(c_, 24) + sum;
    return sum;
  }

  /// In [0, 1), 53 bits.
  double uniform() { return static_cast<double>(next() >> 11) * 0x1p-53; }

  /// Mean 1.
  double exponential() {
    const std::uint64_t bits = next();
    const Layer& layer = exponential_layers[bits & 0xFF];
    const std::uint64_t position = bits >> 8;
    if (position < layer.accepted) [[likely]]
      return static_cast<double>(static_cast<std::int64_t>(position)) * layer.width;
    Chance copy = *this;  // or its state would live in memory
    const double value = copy.exponential_slowly(bits);
    *this = copy;
    return value;
  }

  /// Mean 0, variance 1.
  double normal() {
    const std::uint64_t bits = next();
    const Layer& layer = normal_layers[bits & 0xFF];
    const std::uint64_t position = bits >> 8;
    // The lowest bit of the position is the sign.
    if (position < layer.accepted) [[likely]]
      return signed_by(position,
                       static_cast<double>(static_cast<std::int64_t>(position)) * layer.width);
    Chance copy = *this;
    const double value = copy.normal_slowly(bits);
    *this = copy;
    return value;
  }

 private:
  struct Layer {
    std::uint64_t accepted;  ///< positions below this one lie under the density
    double width;            ///< of a position
  };

  using Layers = std::array<Layer, 256>;
  static const Layers exponential_layers;
  static const Layers normal_layers;

  static Layers layers_of(const Ziggurat& ziggurat);

  static double signed_by(std::uint64_t position, double value) {
    return std::bit_cast<double>(std::bit_cast<std::uint64_t>(value) ^ (position << 63));
  }

  double exponential_slowly(std::uint64_t bits);
  double normal_slowly(std::uint64_t bits);

  std::uint64_t a_;
  std::uint64_t b_;
  std::uint64_t c_;
  std::uint64_t counter_ = 1;
};

}  // namespace tiersim::bench::floor
