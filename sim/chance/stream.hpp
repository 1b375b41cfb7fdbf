#pragma once
#include <bit>
#include <cstdint>
#include <string_view>

#include "sim/chance/ziggurat.hpp"

namespace tiersim {

/// Names a run: every random number is a function of it and of who draws for what.
struct RunKey {
  std::uint64_t seed = 1;
  std::uint32_t replication = 0;
};

namespace chance {

/// 52 random bits as a double in (0, 1), open at both ends: with 53 the half added to the largest
/// would round up to 1.
[[nodiscard]] inline double to_uniform(std::uint64_t bits) {
  return (static_cast<double>(bits >> 12) + 0.5) * 0x1p-52;
}

/// Uniform below n without bias. Precondition: n > 0.
/// Source: D. Lemire, "Fast random integer generation in an interval", ACM TOMACS 29(1), 2019.
template <class Engine>
[[nodiscard]] std::uint64_t below(Engine& engine, std::uint64_t n) {
  __extension__ using Wide = unsigned __int128;
  Wide product = static_cast<Wide>(engine.next()) * n;
  if (static_cast<std::uint64_t>(product) < n) {
    const std::uint64_t threshold = (0 - n) % n;
    while (static_cast<std::uint64_t>(product) < threshold)
      product = static_cast<Wide>(engine.next()) * n;
  }
  return static_cast<std::uint64_t>(product >> 64);
}

}  // namespace chance

/// A stream of random numbers, named and never shared.
///
/// sfc64 (C. Doty-Humphrey, PractRand), seeded by a hash of (seed, replication, path, purpose), so
/// adding a component leaves the draws of the others unchanged.
class Stream {
 public:
  explicit Stream(std::uint64_t seed);
  [[nodiscard]] static Stream named(RunKey key, std::string_view path, std::string_view purpose);

  std::uint64_t next() {
    const std::uint64_t sum = a_ + b_ + counter_++;
    a_ = b_ ^ (b_ >> 11);
    b_ = c_ + (c_ << 3);
    c_ = std::rotl(c_, 24) + sum;
    return sum;
  }

  /// In (0, 1), open at both ends, 52 bits.
  double uniform() { return chance::to_uniform(next()); }

  /// Mean 1. In line even in large functions: arrivals draw it.
  [[gnu::always_inline]] double exponential() {
    return Ziggurat::exponential_of(next(), [this](std::uint64_t bits) {
      Stream copy = *this;
      const double value = exponential_slowly(bits, copy);
      *this = copy;
      return value;
    });
  }

  /// Mean 0, variance 1.
  double normal() {
    return Ziggurat::normal_of(next(), [this](std::uint64_t bits) {
      Stream copy = *this;
      const double value = normal_slowly(bits, copy);
      *this = copy;
      return value;
    });
  }

  /// Uniform in 0 … n-1, without bias. Precondition: n > 0.
  std::uint64_t below(std::uint64_t n) { return chance::below(*this, n); }

 private:
  friend class RequestDraw;

  // What becomes of a word that is not accepted at first sight. Given a copy: a call that knew the
  // stream's own address would keep its state in memory on every draw. Saves 0.3 of 2.3 ns.
  static double exponential_slowly(std::uint64_t bits, Stream& further);
  static double normal_slowly(std::uint64_t bits, Stream& further);

  std::uint64_t a_;
  std::uint64_t b_;
  std::uint64_t c_;
  std::uint64_t counter_ = 1;
};

}  // namespace tiersim
