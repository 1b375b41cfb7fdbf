#pragma once
#include <bit>
#include <cstdint>

namespace tiersim {

/// Tables of the ziggurat method with 256 layers for the exponential and the normal density.
/// Source: G. Marsaglia, W. W. Tsang, "The ziggurat method for generating random variables",
/// Journal of Statistical Software 5(8), 2000. Layer 0 is the base strip with the tail; `edge[i]`
/// is the right edge of layer i, `density[i]` the density there.
///
/// The lower 8 bits of a random word are the layer, the other 56 the position in it. Whether a
/// position lies under the density is seen by comparing whole numbers, before it has become a
/// double: 1.2 ns a draw.
struct Ziggurat {
  struct Layer {
    std::uint64_t accepted;  ///< positions below this one lie under the density
    double width;            ///< of a position
  };

  Layer layers[256];
  double edge[257];
  double density[257];

  [[nodiscard]] const Layer& layer_of(std::uint64_t bits) const { return layers[bits & 0xFF]; }

  [[nodiscard]] static constexpr std::uint64_t position_of(std::uint64_t bits) { return bits >> 8; }

  /// The distance of a position from the axis; it has fewer than 63 bits.
  [[nodiscard]] static double distance(std::uint64_t position, const Layer& layer) {
    return static_cast<double>(static_cast<std::int64_t>(position)) * layer.width;
  }

  /// As `distance`, to the left of the axis when the position is odd.
  [[nodiscard]] static double signed_distance(std::uint64_t position, const Layer& layer) {
    const double x = distance(position, layer);
    return std::bit_cast<double>(std::bit_cast<std::uint64_t>(x) ^ (position << 63));
  }

  static const Ziggurat exponential;
  static const Ziggurat normal;

  /// An exponential number from a random word. `slowly(word)` is asked where the word alone does
  /// not tell, once in a hundred times.
  template <class Slowly>
  [[nodiscard]] static double exponential_of(std::uint64_t bits, Slowly slowly) {
    const Layer& layer = exponential.layer_of(bits);
    const std::uint64_t position = position_of(bits);
    if (position < layer.accepted) [[likely]]
      return distance(position, layer);
    return slowly(bits);
  }

  /// The same of a normal number.
  template <class Slowly>
  [[nodiscard]] static double normal_of(std::uint64_t bits, Slowly slowly) {
    const Layer& layer = normal.layer_of(bits);
    const std::uint64_t position = position_of(bits);
    if (position < layer.accepted) [[likely]]
      return signed_distance(position, layer);
    return slowly(bits);
  }

  static constexpr double exponential_tail = 7.69711747013104972;
  static constexpr double normal_tail = 3.6541528853610088;
};

}  // namespace tiersim
