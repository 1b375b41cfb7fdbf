#include "sim/chance/request_draw.hpp"

#include <cmath>

#include "tests/sim/chance/goodness.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::test;

TEST_CASE("Philox gives the published answers") {
  // Salmon et al., Random123, kat_vectors: philox4x32 10.
  using Words = std::array<std::uint32_t, 4>;
  CHECK(philox4x32({0, 0, 0, 0}, {0, 0}) == Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  const std::uint32_t ones = 0xffffffff;
  CHECK(philox4x32({ones, ones, ones, ones}, {ones, ones}) ==
        Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  CHECK(philox4x32({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
        Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
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
