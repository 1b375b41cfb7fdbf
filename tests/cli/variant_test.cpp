#include "cli/variant.hpp"

#include "tests/support/catch.hpp"

using namespace tiersim::cli;

namespace {

using Sets = std::vector<std::string>;

}  // namespace

TEST_CASE("a variant is a name and its changes") {
  const auto variant = parse_variant("bigger pool: components.pool.size=50, run.seed=7");
  REQUIRE(variant);
  CHECK(variant->name == "bigger pool");
  CHECK(variant->sets == Sets{"components.pool.size=50", "run.seed=7"});
}

TEST_CASE("without a name the changes are the name") {
  const auto variant = parse_variant("a.b=1,c=2");
  REQUIRE(variant);
  CHECK(variant->name == "a.b=1, c=2");
  CHECK(variant->sets == Sets{"a.b=1", "c=2"});
  CHECK(variant_of({"x=1", "y=2"}).name == "x=1, y=2");
}

TEST_CASE("commas and colons within a value stay there") {
  const auto law = parse_variant("slow: a.service=lognormal(9ms, cv=2), b=[1, 2]");
  REQUIRE(law);
  CHECK(law->sets == Sets{"a.service=lognormal(9ms, cv=2)", "b=[1, 2]"});
  const auto object = parse_variant(R"(a={"x": 1, "y": {"z": 2}})");
  REQUIRE(object);
  CHECK(object->sets == Sets{R"(a={"x": 1, "y": {"z": 2}})"});
  const auto text = parse_variant(R"(named: a="one, \"two\" (", b=2)");
  REQUIRE(text);
  CHECK(text->sets == Sets{R"(a="one, \"two\" (")", "b=2"});
}

TEST_CASE("a variant without a change is none") {
  CHECK(!parse_variant(""));
  CHECK(!parse_variant("faster"));
  CHECK(!parse_variant("faster:"));
  CHECK(!parse_variant("faster: a=1,"));
  CHECK(!parse_variant("faster: =1"));
}
