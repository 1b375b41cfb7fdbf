#include "models/theory/fourier.hpp"

#include <bit>
#include <numbers>
#include <utility>

#include "sim/assert.hpp"

namespace tiersim::theory {

void fourier_transform(std::vector<Complex>& values) {
  const std::size_t size = values.size();
  TIERSIM_ASSERT(std::has_single_bit(size));
  for (std::size_t i = 1, reversed = 0; i < size; ++i) {
    std::size_t bit = size / 2;
    for (; reversed & bit; bit /= 2) reversed ^= bit;
    reversed ^= bit;
    if (i < reversed) std::swap(values[i], values[reversed]);
  }
  std::vector<Complex> roots(size / 2);
  for (std::size_t k = 0; k < roots.size(); ++k) {
    const long double turn = -2 * std::numbers::pi_v<long double> * static_cast<long double>(k) /
                             static_cast<long double>(size);
    roots[k] = std::polar(1.0L, turn);
  }
  for (std::size_t half = 1; half < size; half *= 2) {
    const std::size_t stride = size / (2 * half);
    for (std::size_t start = 0; start < size; start += 2 * half) {
      for (std::size_t k = 0; k < half; ++k) {
        const Complex odd = values[start + half + k] * roots[k * stride];
        values[start + half + k] = values[start + k] - odd;
        values[start + k] += odd;
      }
    }
  }
}

}  // namespace tiersim::theory
