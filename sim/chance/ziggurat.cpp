#include "sim/chance/ziggurat.hpp"

#include <cmath>

#include "sim/chance/math.hpp"

namespace tiersim {

namespace {

/// Builds the layers from the tail upwards: each has the area `v`.
template <class Density, class Inverse>
Ziggurat layers(double tail, double v, Density density, Inverse inverse) {
  Ziggurat table{};
  table.edge[0] = v / density(tail);  // the base strip is as wide as if it were a rectangle
  table.edge[1] = tail;
  for (int i = 2; i < 256; ++i) table.edge[i] = inverse(v / table.edge[i - 1] + density(table.edge[i - 1]));
  table.edge[256] = 0.0;
  for (int i = 0; i < 257; ++i) table.density[i] = density(table.edge[i]);
  return table;
}

}  // namespace

const Ziggurat Ziggurat::exponential = layers(
    Ziggurat::exponential_tail, 0.0039496598225815571993, [](double x) { return portable::exp(-x); },
    [](double y) { return -portable::log(y); });

const Ziggurat Ziggurat::normal = layers(
    Ziggurat::normal_tail, 0.00492867323399, [](double x) { return portable::exp(-0.5 * x * x); },
    [](double y) { return std::sqrt(-2.0 * portable::log(y)); });

}  // namespace tiersim
