#include "sim/chance/stream.hpp"

#include "sim/chance/math.hpp"

namespace tiersim {

namespace {

std::uint64_t mixed(std::uint64_t x) {  // splitmix64
  x += 0x9E3779B97F4A7C15U;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBU;
  return x ^ (x >> 31);
}

std::uint64_t hashed(std::uint64_t hash, std::string_view text) {  // FNV-1a
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  return (hash ^ 0xFFU) * 0x100000001B3U;  // ends the text: "ab" + "c" differs from "a" + "bc"
}

}  // namespace

Stream::Stream(std::uint64_t seed)
    : a_(mixed(seed)), b_(mixed(seed ^ 0xA5A5A5A5A5A5A5A5U)), c_(mixed(~seed)) {
  for (int i = 0; i < 12; ++i) next();
}

Stream Stream::named(RunKey key, std::string_view path, std::string_view purpose) {
  // Nested, not side by side: for one seed the replications then never collide.
  const std::uint64_t run = mixed(mixed(key.seed) + key.replication);
  return Stream(hashed(hashed(run, path), purpose));
}

double Stream::exponential_slowly(std::uint64_t bits, Stream& further) {
  const Ziggurat& z = Ziggurat::exponential;
  double shift = 0.0;
  for (;; bits = further.next()) {
    const std::uint64_t layer = bits & 0xFF;
    const std::uint64_t position = Ziggurat::position_of(bits);
    const double x = Ziggurat::distance(position, z.layers[layer]);
    if (position < z.layers[layer].accepted) return x + shift;
    if (layer == 0) {
      // The tail of an exponential is an exponential.
      shift += Ziggurat::exponential_tail;
    } else if (z.density[layer] + further.uniform() * (z.density[layer + 1] - z.density[layer]) <
               portable::exp(-x)) {
      return x + shift;
    }
  }
}

double Stream::normal_slowly(std::uint64_t bits, Stream& further) {
  const Ziggurat& z = Ziggurat::normal;
  for (;; bits = further.next()) {
    const std::uint64_t layer = bits & 0xFF;
    const std::uint64_t position = Ziggurat::position_of(bits);
    const double x = Ziggurat::signed_distance(position, z.layers[layer]);
    if (position < z.layers[layer].accepted) return x;
    if (layer == 0) {
      // Marsaglia's tail.
      double beyond = 0.0;
      double gap = 0.0;
      do {
        beyond = -portable::log(further.uniform()) / Ziggurat::normal_tail;
        gap = -portable::log(further.uniform());
      } while (2.0 * gap < beyond * beyond);
      return x < 0 ? -(Ziggurat::normal_tail + beyond) : Ziggurat::normal_tail + beyond;
    }
    const double height =
        z.density[layer] + further.uniform() * (z.density[layer + 1] - z.density[layer]);
    if (height < portable::exp(-0.5 * x * x)) return x;
  }
}

}  // namespace tiersim
