#include <sstream>

#include "tests/components/component_runner.hpp"
#include "tests/support/catch.hpp"

TEST_CASE("every known answer of a component that is built comes out", "[components]") {
  std::ostringstream lines;
  const auto tally = tiersim::vectors::answer_components("tests/vectors/components", lines);
  INFO(lines.str());
  CHECK(tally.passed > 0);
  CHECK(tally.failed == 0);
  CHECK(tally.skipped == 0);
}
