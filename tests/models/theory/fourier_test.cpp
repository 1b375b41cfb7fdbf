#include "models/theory/fourier.hpp"

#include "tests/support/catch.hpp"

using namespace tiersim::theory;

TEST_CASE("a transform of four values, by hand", "[theory]") {
  std::vector<Complex> values{1, 2, 3, 4};
  fourier_transform(values);
  const Complex expected[] = {{10, 0}, {-2, 2}, {-2, 0}, {-2, -2}};
  for (std::size_t n = 0; n < 4; ++n) CHECK(std::abs(values[n] - expected[n]) < 1e-17L);
}

TEST_CASE("transforming twice reverses the order and multiplies by the size", "[theory]") {
  std::vector<Complex> values(64);
  for (std::size_t n = 0; n < 64; ++n) values[n] = Complex(static_cast<long double>(n * n % 7), 1);
  auto twice = values;
  fourier_transform(twice);
  fourier_transform(twice);
  for (std::size_t n = 0; n < 64; ++n)
    CHECK(std::abs(twice[(64 - n) % 64] / 64.0L - values[n]) < 1e-16L);
}
