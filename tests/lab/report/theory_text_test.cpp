#include "lab/report/theory_text.hpp"

#include "tests/support/catch.hpp"

using namespace tiersim::lab;

TEST_CASE("closed forms stand beside their intervals, and outside is told from inside",
          "[theory]") {
  Result result;
  CHECK(theory_text(result).empty());
  result.theory = Theory{"M/M/1", {}};
  CHECK(theory_text(result).empty());
  result.theory->rows = {{"components.server.utilization", "ratio", 0.8, {0.79, 0.81}},
                         {"requests.all.latency_s.p95", "s", 0.15, {0.151, 0.16}}};
  CHECK(theory_text(result) ==
        "\n"
        "M/M/1               theory  simulated, 95 %\n"
        "server utilization    80 %  [79 %, 81 %]      inside\n"
        "latency p95         150 ms  [151 ms, 160 ms]  outside\n");
}
