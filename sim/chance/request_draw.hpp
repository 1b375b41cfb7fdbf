#pragma once
#include <array>
#include <cstdint>

#include "sim/chance/stream.hpp"

namespace tiersim {

/// Philox2x64: 128 random bits as a function of a counter and a key.
/// Source: J. K. Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011 (known
/// answers in the tests). Six rounds pass every test of BigCrush.
template <int rounds>
[[nodiscard]] inline std::array<std::uint64_t, 2> philox2x64(std::array<std::uint64_t, 2> counter,
                                                             std::uint64_t key) {
  __extension__ using Wide = unsigned __int128;
  std::uint64_t left = counter[0];
  std::uint64_t right = counter[1];
  for (int round = 0; round < rounds; ++round) {
    const Wide product = static_cast<Wide>(left) * 0xD2B74407B1CE6E93U;
    left = static_cast<std::uint64_t>(product >> 64) ^ key ^ right;
    right = static_cast<std::uint64_t>(product);
    key += 0x9E3779B97F4A7C15U;
  }
  return {left, right};
}

/// A run's key as its requests' draws use it; made once a run.
class DrawKey {
 public:
  /// Keys of neighbouring seeds and replications must not differ by a step of Philox's key
  /// schedule. The finalizer of SplitMix64 (G. Steele, D. Lea, C. Flood, OOPSLA 2014).
  explicit DrawKey(RunKey key) {
    std::uint64_t z = key.seed ^ (std::uint64_t{key.replication} << 32 | key.replication);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    bits = z ^ (z >> 31);
  }

  std::uint64_t bits;
};

/// The random numbers that belong to one step of one request: the same under every policy,
/// whichever pod serves it. So request 4711 costs the same CPU in both variants of a comparison.
class RequestDraw {
 public:
  RequestDraw(RunKey key, std::uint64_t request, std::uint32_t step)
      : RequestDraw(DrawKey(key), request, step) {}

  RequestDraw(DrawKey key, std::uint64_t request, std::uint32_t step)
      : key_(key.bits), request_(request), block_(std::uint64_t{step} << 32) {}

  /// Another step of the same request, from its first number on.
  void go_to(std::uint32_t step) {
    block_ = std::uint64_t{step} << 32;
    has_second_ = false;
  }

  std::uint64_t next() {
    if (has_second_) {
      has_second_ = false;
      return second_;
    }
    const auto words = philox2x64<7>({request_, block_++}, key_);
    second_ = words[1];
    has_second_ = true;
    return words[0];
  }

  /// In (0, 1), open at both ends.
  double uniform() { return chance::to_uniform(next()); }

  /// Mean 1. Takes one number; the one in a hundred that asks for more has further ones that are
  /// its own, so that the draws after it stay what they are.
  double exponential() { return Ziggurat::exponential_of(next(), exponential_slowly); }

  /// Mean 0, variance 1. Takes one number, as `exponential`.
  double normal() { return Ziggurat::normal_of(next(), normal_slowly); }

  /// Uniform in 0 … n-1, without bias. Precondition: n > 0.
  std::uint64_t below(std::uint64_t n) { return chance::below(*this, n); }

 private:
  static double exponential_slowly(std::uint64_t bits);
  static double normal_slowly(std::uint64_t bits);

  std::uint64_t key_;
  std::uint64_t request_;
  std::uint64_t block_;  ///< the step in the upper half
  std::uint64_t second_ = 0;
  bool has_second_ = false;
};

}  // namespace tiersim
