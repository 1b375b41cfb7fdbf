#include "lab/report/html.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "lab/report/assets.hpp"
#include "lab/report/markup.hpp"
#include "tests/lab/report/example_result.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim::lab;

namespace {

bool has(const std::string& page, const std::string& part) {
  return page.find(part) != std::string::npos;
}

/// For the browser check and for looking at it:
///     TIERSIM_EXAMPLE_HTML=/tmp/report.html test_lab_report "[html]"
///     tests/lab/report/browser_check.py /tmp/report.html
void keep_for_the_browser(const std::string& page, const std::string& suffix) {
  const char* path = std::getenv("TIERSIM_EXAMPLE_HTML");
  if (path != nullptr) std::ofstream(path + suffix, std::ios::binary) << page;
}

}  // namespace

TEST_CASE("the example report is one file below 1 MB that asks for nothing else", "[html]") {
  const std::string page = html_report(example::result());
  keep_for_the_browser(page, "");
  CHECK(page.size() < 1'000'000);
  CHECK(page.starts_with("<!doctype html>"));
  CHECK(page.ends_with("</html>\n"));
  for (const char* part :
       {"<script src", "<img", "@import", "url(http", "href=\"http", "<iframe"}) {
    INFO(part);
    CHECK_FALSE(has(page, part));
  }
}

TEST_CASE("the page says in its markup what the review asks", "[html]") {
  const std::string page = html_report(example::result());
  CHECK(has(
      page,
      unbroken(
          "2 of 4 objectives met; p95 &lt; 250ms is missed at 312 ms: 1,469/s served with 0.043 % "
          "errors, p50 41.8 ms and p99 813 ms, for USD 1,344 a month.")));
  CHECK(has(page, "<article class=\"card missed\">"));
  CHECK(has(page, "3 -&gt; 4 replicas; cpu 66 % of request"));
  CHECK(has(page, "The pool is the bottleneck of the evening"));
  CHECK(has(page, "/components/pool/query_wait_timeout"));
  CHECK(has(page, "6 of 15 are defaults"));
  CHECK(has(page, "M/M/c at the mean rate (pool, c = 60)"));
  CHECK(has(page, "9f2c71d04be8"));
}

TEST_CASE("a result with next to nothing in it is still a page, without empty sections", "[html]") {
  Result result;
  result.scenario_name = "bare";
  const std::string page = html_report(result);
  keep_for_the_browser(page, ".bare.html");
  for (const char* title : {"Alerts", "Assumptions", "Components", "Cost", "Decisions", "Over time",
                            "Topology", "What to do"}) {
    INFO(title);
    CHECK_FALSE(has(page, std::string("<h2>") + title));
  }
  CHECK(has(page, "No objectives are set: – served"));
}

TEST_CASE("no name in a scenario can become markup", "[html]") {
  Result result = example::result();
  const std::string hostile = "</script><img src=x onerror=alert(1)>\"'&";
  result.scenario_name = result.scenario_description = hostile;
  result.objectives.at(0).expression = result.diagnosis.at(0).summary =
      result.timeline.at(0).detail = hostile;
  result.topology.nodes.at(0).label = result.assumptions.at(0).help =
      result.cost->items.at(0).name = hostile;
  result.components[hostile] = result.components["api"];
  result.requests.classes[hostile] = result.requests.all;
  result.breakdown.at(0).component = result.theory->model = hostile;
  const std::string page = html_report(result);
  keep_for_the_browser(page, ".hostile.html");
  CHECK_FALSE(has(page, "<img"));
}

TEST_CASE("an alert that never resolves and an interrupted run are said so", "[html]") {
  Result result;
  result.partial = true;
  result.alerts = {{"burn", "page", 90, not_measured, "14.4 times too fast"}};
  const std::string page = html_report(result);
  CHECK(has(page, "<td>0:01:30</td><td>still firing at the end</td>"));
  CHECK(has(page, ">interrupted</span>"));
}

TEST_CASE("a number keeps its unit on the same line", "[html]") {
  CHECK(unbroken("p50 41.8 ms and 3 %") == "p50\u00A041.8\u00A0ms and 3\u00A0%");
}

TEST_CASE("a breached invariant is said above everything", "[html]") {
  Result result;
  result.invariants = {false, 0.3, {"api: 3 requests lost"}};
  const std::string page = html_report(result);
  CHECK(has(page,
            "A bug in tiersim: requests are not conserved, the figures are not to be trusted. api: "
            "3 requests"));
}

TEST_CASE("assets are embedded byte for byte", "[html]") {
  const std::filesystem::path folder = std::string(TIERSIM_SOURCE_DIR) + "/lab/report/assets";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream file(entry.path(), std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    INFO(entry.path());
    CHECK(std::string(asset(entry.path().filename().string())) == content.str());
  }
  CHECK(asset("no such file").empty());
}
