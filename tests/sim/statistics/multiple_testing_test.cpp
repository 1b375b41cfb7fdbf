#include "sim/statistics/multiple_testing.hpp"

#include "sim/assert.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;

TEST_CASE("tests at the family's level each find something sooner or later", "[multiple_testing]") {
  CHECK(family_error(0.5, 1) == 0.5);
  CHECK(family_error(0.5, 3) == Approx(0.875).epsilon(1e-15));
  CHECK(family_error(0.05, 14) == Approx(0.5123).epsilon(1e-4));
}

TEST_CASE("Šidák's level gives the family its error exactly, Bonferroni's a little less",
          "[multiple_testing]") {
  for (const std::uint64_t tests : {1u, 7u, 200u, 1'000'000u}) {
    CHECK(family_error(sidak_level(1e-6, tests), tests) == Approx(1e-6).epsilon(1e-12));
    CHECK(bonferroni_level(1e-6, tests) <= sidak_level(1e-6, tests));
    CHECK(family_error(bonferroni_level(0.05, tests), tests) <= 0.05 + 1e-15);
  }
}

TEST_CASE("a bound holds on both sides", "[multiple_testing]") {
  CHECK(two_sided_bound(0.05) == Approx(1.959963984540054).epsilon(1e-14));
  // The fixed-seed tests of this project: 200 assertions at a family level of 1e-6.
  CHECK(two_sided_bound(bonferroni_level(1e-6, 200)) == Approx(5.85).margin(0.005));
  CHECK_THROWS_AS(two_sided_bound(0), InternalError);
  CHECK_THROWS_AS(bonferroni_level(0.05, 0), InternalError);
  CHECK_THROWS_AS(sidak_level(1.5, 3), InternalError);
}
