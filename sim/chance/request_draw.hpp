#pragma once
#include <array>
#include <cstdint>

#include "sim/chance/stream.hpp"

namespace tiersim {

/// Philox4x32-10: 128 random bits as a function of a key and a counter.
/// Source: J. K. Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011 (known
/// answers in the tests).
[[nodiscard]] std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                                      std::array<std::uint32_t, 2> key);

/// The random numbers that belong to one step of one request: the same under every policy,
/// whichever pod serves it. So request 4711 costs the same CPU in both variants of a comparison.
class RequestDraw {
 public:
  RequestDraw(RunKey key, std::uint64_t request, std::uint32_t step);

  std::uint64_t next() {
    if (left_ == 0) refill();
    return buffer_[--left_];
  }

  /// In (0, 1), open at both ends.
  double uniform() { return chance::to_uniform(next()); }

  /// Mean 1; by inversion, one uniform.
  double exponential();
  /// Mean 0, variance 1; by inversion, one uniform.
  double normal();

  /// Uniform in 0 … n-1, without bias. Precondition: n > 0.
  std::uint64_t below(std::uint64_t n) { return chance::below(*this, n); }

 private:
  void refill();

  std::array<std::uint32_t, 2> key_;
  std::array<std::uint32_t, 4> counter_;
  std::array<std::uint64_t, 2> buffer_{};
  int left_ = 0;
};

}  // namespace tiersim
