#include "sim/chance/request_draw.hpp"

#include <cmath>

#include "tests/sim/chance/goodness.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::test;

TEST_CASE("Philox gives the published answers") {
  // Salmon et al., Random123, kat_vectors: philox2x64 10.
  using Words = std::array<std::uint64_t, 2>;
  CHECK(philox2x64<10>({0, 0}, 0) == Words{0xca00a0459843d731, 0x66c24222c9a845b5});
  const std::uint64_t ones = ~std::uint64_t{0};
  CHECK(philox2x64<10>({ones, ones}, ones) == Words{0x65b021d60cd8310f, 0x4d02f3222f86df20});
  CHECK(philox2x64<10>({0x243f6a8885a308d3, 0x13198a2e03707344}, 0xa4093822299f31d0) ==
        Words{0x0a5e742c2997341c, 0xb0f883d38000de5d});
}

TEST_CASE("a request's draw depends on run, request and step, and on nothing else") {
  const double first = RequestDraw({1, 0}, 4711, 3).uniform();
  CHECK(RequestDraw({1, 0}, 4711, 3).uniform() == first);
  CHECK(RequestDraw({2, 0}, 4711, 3).uniform() != first);
  CHECK(RequestDraw({1, 1}, 4711, 3).uniform() != first);
  CHECK(RequestDraw({1, 0}, 4712, 3).uniform() != first);
  CHECK(RequestDraw({1, 0}, 4711, 4).uniform() != first);
  RequestDraw further({1, 0}, 4711, 3);
  CHECK(further.uniform() == first);
  const double second = further.uniform();
  const double third = further.uniform();
  CHECK(second != first);
  CHECK(third != second);
}

TEST_CASE("first draws over requests, steps and replications are uniform", "[statistical]") {
  std::vector<double> by_request;
  std::vector<double> by_step;
  std::vector<double> by_replication;
  for (std::uint32_t i = 0; i < 100'000; ++i) {
    by_request.push_back(RequestDraw({5, 0}, i, 1).uniform());
    by_step.push_back(RequestDraw({5, 0}, 1, i).uniform());
    by_replication.push_back(RequestDraw({5, i}, 1, 1).uniform());
  }
  const auto identity = [](double x) { return x; };
  CHECK(ks_statistic(by_request, identity) < ks_bound);
  CHECK(ks_statistic(by_step, identity) < ks_bound);
  CHECK(ks_statistic(by_replication, identity) < ks_bound);
}

TEST_CASE("requests' exponentials and normals follow their laws", "[statistical]") {
  std::vector<double> exponentials;
  std::vector<double> normals;
  for (std::uint64_t i = 0; i < 200'000; ++i) {
    exponentials.push_back(RequestDraw({6, 0}, i, 1).exponential());
    normals.push_back(RequestDraw({6, 0}, i, 2).normal());
  }
  CHECK(ks_statistic(exponentials, [](double x) { return 1.0 - std::exp(-x); }) < ks_bound);
  CHECK(ks_statistic(normals, [](double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); }) <
        ks_bound);
}
