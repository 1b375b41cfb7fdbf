#include "lab/report/terminal.hpp"

#include <algorithm>
#include <sstream>

#include "lab/report/format.hpp"
#include "tests/lab/report/example_result.hpp"
#include "tests/lab/report/golden.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim::lab;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

Comparison example_comparison() {
  Comparison comparison;
  comparison.base_name = "evening_peak";
  comparison.currency = "USD";
  ComparedVariant variant;
  variant.name = "bigger_pool";
  variant.differences = {
      {"requests.all.latency_s.p95", "s", 0.3121, 0.2013, -0.1108, -0.121, -0.1006, Change::Better},
      {"requests.all.error_rate", "ratio", 0.00043, 0.00041, -0.00002, -0.00006, 0.00002,
       Change::Undecided},
      {"requests.all.goodput_per_s", "1/s", 1440, 1440, 0, 0, 0, Change::Same},
      {"components.db/primary.utilization", "ratio", 0.58, 0.64, 0.06, 0.05, 0.07, Change::Differs},
      {"cost.per_month", "currency", 1344.4, 1371.0, 26.6, 20.1, 33.1, Change::Worse}};
  comparison.variants.push_back(variant);
  return comparison;
}

}  // namespace

TEST_CASE("the summary of the example day fits 80 columns and 24 lines, less the prompt",
          "[terminal]") {
  const std::string text = terminal_summary(example::result(), {80, 24, false});
  CHECK(text == golden("summary_80x24.txt", text));
  const auto lines = lines_of(text);
  CHECK(lines.size() <= 23);
  for (const std::string& line : lines) {
    CHECK(columns_of(line) <= 80);
    CHECK((line.empty() || line.back() != ' '));
  }
}

TEST_CASE("a larger screen shows every tier", "[terminal]") {
  const std::string text = terminal_summary(example::result(), {100, 40, false});
  CHECK(text == golden("summary_100x40.txt", text));
  CHECK(lines_of(text).size() < 40);
}

TEST_CASE("colour adds codes and changes no letter", "[terminal]") {
  const std::string plain = terminal_summary(example::result(), {80, 24, false});
  std::string coloured = terminal_summary(example::result(), {80, 24, true});
  CHECK(plain.find('\033') == std::string::npos);
  CHECK(coloured.find("\033[31m✗ missed") != std::string::npos);
  for (auto at = coloured.find('\033'); at != std::string::npos; at = coloured.find('\033')) {
    coloured.erase(at, coloured.find('m', at) - at + 1);
  }
  CHECK(coloured == plain);
}

TEST_CASE("a run without objectives, prices or requests is still reported", "[terminal]") {
  Result empty;
  empty.scenario_name = "empty";
  CHECK(terminal_summary(empty) ==
        "empty\n"
        "1 replication of 0 s, seed 0, no intervals\n"
        "\n"
        "requests  served/s  errors  p50  p95  p99  max\n"
        "all              –       –    –    –    –    –\n");
}

TEST_CASE("an interrupted run and a breached invariant are said first", "[terminal]") {
  Result result;
  result.scenario_name = "short";
  result.partial = true;
  result.run.replications = 2;
  result.run.replications_asked = 5;
  result.invariants.conservation = false;
  result.invariants.details = {"pool: 10 arrived, 9 accounted for"};
  const auto lines = lines_of(terminal_summary(result));
  CHECK(
      lines.at(1) + " " + lines.at(2) ==
      "2 replications of 0 s, seed 0, 95 % intervals; interrupted, 5 replications were asked for");
  CHECK(lines.at(3) ==
        "a bug in tiersim, the figures below are not to be trusted: requests are not");
  CHECK(lines.at(4) == "conserved; pool: 10 arrived, 9 accounted for");
}

TEST_CASE("a comparison says how much, how sure and which way", "[terminal]") {
  const std::string text = terminal_comparison(example_comparison(), {100, 40, false});
  CHECK(text == golden("comparison.txt", text));
}
