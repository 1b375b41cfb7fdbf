#include <sstream>

#include "tests/models/autoscaling/vector_runner.hpp"
#include "tests/support/catch.hpp"

TEST_CASE("every conformance vector of the HorizontalPodAutoscaler passes", "[autoscaling]") {
  for (const char* folder : {"hpa", "hpa-traces"}) {
    std::ostringstream lines;
    const auto tally =
        tiersim::vectors::replay(std::string(TIERSIM_SOURCE_DIR "/tests/vectors/") + folder, lines);
    INFO(lines.str());
    CHECK(tally.passed > 0);
    CHECK(tally.failed == 0);
    CHECK(tally.skipped == 0);
  }
}
