#include "sim/description/nearest_name.hpp"

#include <vector>

#include "tests/support/catch.hpp"

namespace {

using namespace tiersim;

TEST_CASE("the edit distance counts insertions, deletions, substitutions and swaps of neighbours",
          "[nearest_name]") {
  CHECK(edit_distance("", "") == 0);
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("kitten", "sitting") ==
        3);  // the example of every textbook: two substitutions, one insertion
  CHECK(edit_distance("replcias", "replicas") == 1);
  CHECK(edit_distance("Slots", "slots") == 0);
  CHECK(edit_distance("ca", "abc") ==
        3);  // optimal string alignment; the unrestricted distance would be 2
}

TEST_CASE("the nearest name is the one that was meant", "[nearest_name]") {
  const std::vector<std::string> names{"autoscaler", "operations", "replicas",
                                       "resources",  "slots",      "start_up"};
  CHECK(nearest_name("replica_min", names) == std::nullopt);
  CHECK(nearest_name("replica", names) == "replicas");
  CHECK(nearest_name("slot", names) == "slots");
  CHECK(nearest_name("startup", names) == "start_up");
  CHECK(nearest_name("auto", names) == "autoscaler");
  CHECK(nearest_name("xyz", names) == std::nullopt);
  CHECK(nearest_name("", names) == std::nullopt);
  CHECK(nearest_name(std::string(1'000'000, 'a'), names) == std::nullopt);
}

TEST_CASE("of equally near names the first wins", "[nearest_name]") {
  const std::vector<std::string> names{"p95", "p99"};
  CHECK(nearest_name("p9", names) == "p95");
}

TEST_CASE("a hint is a question, or nothing", "[nearest_name]") {
  const std::vector<std::string> names{"pool"};
  CHECK(did_you_mean("pol", names) == "did you mean \"pool\"?");
  CHECK(did_you_mean("database", names).empty());
}

}  // namespace
