#include "sim/chance/ziggurat.hpp"

#include "sim/chance/math.hpp"

namespace tiersim {

namespace {

/// Newton's method from above; std::sqrt is not known to compilers at compile time.
constexpr double square_root(double x) {
  double root = x > 1.0 ? x : 1.0;
  for (;;) {
    const double next = 0.5 * (root + x / root);
    if (!(next < root)) return root;
    root = next;
  }
}

/// Builds the layers from the tail upwards: each has the same `area`.
template <class Density, class Inverse>
constexpr Ziggurat layered(double tail, double area, Density density, Inverse inverse) {
  Ziggurat table{};
  table.edge[0] = area / density(tail);  // the base strip is as wide as if it were a rectangle
  table.edge[1] = tail;
  for (int i = 2; i < 256; ++i)
    table.edge[i] = inverse(area / table.edge[i - 1] + density(table.edge[i - 1]));
  table.edge[256] = 0.0;
  for (int i = 0; i < 257; ++i) table.density[i] = density(table.edge[i]);
  for (int i = 0; i < 256; ++i) {
    const double width = table.edge[i] * 0x1p-56;
    table.layers[i] = {static_cast<std::uint64_t>(table.edge[i + 1] / width), width};
  }
  return table;
}

}  // namespace

// Made at compile time: no draw can come before its table, in whatever order static objects are
// born. The areas are (r + 1) exp(-r) and r exp(-r²/2) + √(π/2) erfc(r/√2) with the tail r, to 20
// digits.

constinit const Ziggurat Ziggurat::exponential = layered(
    exponential_tail, 0.0039496598225815571992, [](double x) { return portable::exp(-x); },
    [](double y) { return -portable::log(y); });

constinit const Ziggurat Ziggurat::normal = layered(
    normal_tail, 0.0049286732339746548702, [](double x) { return portable::exp(-0.5 * x * x); },
    [](double y) { return square_root(-2.0 * portable::log(y)); });

}  // namespace tiersim
