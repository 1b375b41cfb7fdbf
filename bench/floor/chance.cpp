#include "bench/floor/chance.hpp"

namespace tiersim::bench::floor {

Chance::Layers Chance::layers_of(const Ziggurat& ziggurat) {
  Layers layers{};
  for (std::size_t i = 0; i < layers.size(); ++i) {
    layers[i] = {
        .accepted = static_cast<std::uint64_t>(ziggurat.edge[i + 1] / ziggurat.edge[i] * 0x1p56),
        .width = ziggurat.edge[i] * 0x1p-56};
  }
  return layers;
}

const Chance::Layers Chance::exponential_layers = layers_of(Ziggurat::exponential);
const Chance::Layers Chance::normal_layers = layers_of(Ziggurat::normal);

double Chance::exponential_slowly(std::uint64_t bits) {
  const Ziggurat& z = Ziggurat::exponential;
  double shift = 0;
  for (;; bits = next()) {
    const Layer& layer = exponential_layers[bits & 0xFF];
    const std::uint64_t position = bits >> 8;
    const double x = static_cast<double>(position) * layer.width;
    if (position < layer.accepted) return shift + x;
    const std::size_t i = bits & 0xFF;
    if (i == 0) {
      shift += Ziggurat::exponential_tail;  // the tail of an exponential is an exponential
    } else if (z.density[i] + uniform() * (z.density[i + 1] - z.density[i]) < std::exp(-x)) {
      return shift + x;
    }
  }
}

double Chance::normal_slowly(std::uint64_t bits) {
  const Ziggurat& z = Ziggurat::normal;
  for (;; bits = next()) {
    const Layer& layer = normal_layers[bits & 0xFF];
    const std::uint64_t position = bits >> 8;
    const double x = static_cast<double>(position) * layer.width;
    if (position < layer.accepted) return signed_by(position, x);
    const std::size_t i = bits & 0xFF;
    if (i == 0) {  // Marsaglia's tail
      double beyond = 0;
      double gap = 0;
      do {
        beyond = -std::log1p(-uniform()) / Ziggurat::normal_tail;
        gap = -std::log1p(-uniform());
      } while (2.0 * gap < beyond * beyond);
      return signed_by(position, Ziggurat::normal_tail + beyond);
    }
    if (z.density[i] + uniform() * (z.density[i + 1] - z.density[i]) < std::exp(-0.5 * x * x)) {
      return signed_by(position, x);
    }
  }
}

}  // namespace tiersim::bench::floor
