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

double Stream::exponential_slowly(Stream& copy, double x, unsigned layer) {
  const Ziggurat& z = Ziggurat::exponential;
  double shift = 0.0;
  for (;;) {
    if (layer == 0) {
      // The tail of an exponential is an exponential.
      shift += Ziggurat::exponential_tail;
    } else if (z.density[layer] + copy.uniform() * (z.density[layer + 1] - z.density[layer]) <
               portable::exp(-x)) {
      break;
    }
    const std::uint64_t bits = copy.next();
    layer = static_cast<unsigned>(bits & 0xFF);
    x = static_cast<double>(bits >> 11) * 0x1p-53 * z.edge[layer];
    if (x < z.edge[layer + 1]) break;
  }
  return x + shift;
}

double Stream::normal_slowly(Stream& copy, double x, unsigned layer) {
  const Ziggurat& z = Ziggurat::normal;
  for (;;) {
    if (layer == 0) {
      // Marsaglia's tail.
      double beyond = 0.0;
      double gap = 0.0;
      do {
        beyond = -portable::log(copy.uniform()) / Ziggurat::normal_tail;
        gap = -portable::log(copy.uniform());
      } while (2.0 * gap < beyond * beyond);
      x = x < 0 ? -(Ziggurat::normal_tail + beyond) : Ziggurat::normal_tail + beyond;
      break;
    }
    const double height =
        z.density[layer] + copy.uniform() * (z.density[layer + 1] - z.density[layer]);
    if (height < portable::exp(-0.5 * x * x)) break;
    const std::uint64_t bits = copy.next();
    layer = static_cast<unsigned>(bits & 0xFF);
    x = static_cast<double>(static_cast<std::int64_t>(bits) >> 10) * 0x1p-53 * z.edge[layer];
    if ((x < 0 ? -x : x) < z.edge[layer + 1]) break;
  }
  return x;
}

}  // namespace tiersim
