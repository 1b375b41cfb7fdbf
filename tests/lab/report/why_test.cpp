#include "lab/report/why.hpp"

#include <nlohmann/json.hpp>

#include "lab/report/chart_data.hpp"
#include "lab/report/html.hpp"
#include "lab/report/markup.hpp"
#include "tests/lab/report/example_decisions.hpp"
#include "tests/lab/report/golden.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim::lab;

TEST_CASE("why: a line for each change and each limit, within 80 columns", "[why]") {
  CHECK(why_text(example::scaled_api(), "api", {}, {80, 24, false}) ==
        "api by HorizontalPodAutoscaler: 33 evaluations, 3 changes\n"
        "\n"
        "time               count  wanted  measured / target    held by\n"
        "0:01:03           3 -> 6       8  cpu 180 % / 70 %     Percent 100/15s\n"
        "0:01:18          6 -> 10      15  cpu 175 % / 70 %     maxReplicas 10\n"
        "0:01:33-0:03:03       10   14-15  cpu 95-105 % / 70 %  maxReplicas 10\n"
        "0:03:18-0:07:48       10     3-5  cpu 20-31 % / 70 %   scale-down window 300s\n"
        "0:08:03          10 -> 5       3  cpu 20 % / 70 %\n"
        "\n"
        "4 further evaluations left the count as it was because that was wanted.\n");
}

TEST_CASE("why at an instant: how the count came about and what keeps it", "[why]") {
  CHECK(why_at_text(example::scaled_api(), "api", 300, {80, 24, false}) ==
        "api at 0:05:00: 10\n"
        "\n"
        "It came to that by\n"
        "  0:01:18  6 -> 10: cpu at 175 % of request against a target of 70 %: 6 pods\n"
        "  wanted 15; limited to 10 by maxReplicas 10\n"
        "  asked  cpu 175 % / 70 %: 15\n"
        "  held   maxReplicas 10: 10\n"
        "  ready  6\n"
        "  AbleToScale True (ReadyForNewScale), ScalingActive True (ValidMetricFound)\n"
        "\n"
        "It stayed there because\n"
        "  0:03:18-0:07:48  10: cpu at 31 % of request against a target of 70 %: 10 pods\n"
        "  wanted 5; scale-down window 300s holds 10 (19 evaluations alike, cpu 20-31 % /\n"
        "  70 %: 3-5)\n"
        "  asked  cpu 20-31 % / 70 %: 3-5\n"
        "  held   scale-down window 300s: 10\n"
        "  ready  10\n"
        "  AbleToScale True (ReadyForNewScale), ScalingActive True (ValidMetricFound)\n");
  CHECK(why_at_text(example::scaled_api(), "api", 1, {80, 24, false}) ==
        "api at 0:00:01: no autoscaler had looked at it by then\n");
  CHECK(why_at_text(example::scaled_api(), "api", 50, {80, 24, false})
            .starts_with("api at 0:00:50: 3\n\nIt was so from the start.\n\nIt stayed"));
}

TEST_CASE("why in a stretch tells of that stretch only", "[why]") {
  const std::string text = why_text(example::scaled_api(), "api", {100, 190}, {80, 24, false});
  CHECK(text.find("maxReplicas 10") != std::string::npos);
  CHECK(text.find("Percent") == std::string::npos);
  CHECK(text.find("window") == std::string::npos);
  const std::string calm = why_text(example::scaled_api(), "api", {0, 50}, {80, 24, false});
  CHECK(calm.find("nothing was changed and nothing held back") != std::string::npos);
}

TEST_CASE("the report marks which rule held the count and what was wanted", "[why]") {
  Result result = example::scaled_api();
  result.series = {{0, 300}, {{"api", "replicas_ready", {3, 10}}}};
  const auto data = nlohmann::json::parse(chart_data(result));
  const auto& held = data["charts"][0]["held"];
  REQUIRE(held.size() == 3);
  CHECK(held[0] ==
        nlohmann::json{
            {"from_s", 63.0}, {"to_s", 78.0}, {"by", "policy"}, {"rule", "Percent 100/15s"}});
  CHECK(held[1] ==
        nlohmann::json{
            {"from_s", 78.0}, {"to_s", 198.0}, {"by", "bound"}, {"rule", "maxReplicas 10"}});
  CHECK(held[2]["by"] == "window");
  CHECK(held[2]["to_s"] == 483.0);
  const auto& wanted = data["charts"][0]["wanted"];
  REQUIRE(wanted.size() == 6);
  CHECK(wanted[3] == nlohmann::json{93.0, 198.0, 14.0, 15.0});
  CHECK(wanted[5] == nlohmann::json{483.0, 600.0, 3.0, 3.0});
}

TEST_CASE("the report has a table of decisions, without the quiet ones", "[why]") {
  const std::string page = html_report(example::scaled_api());
  CHECK(page.find("<h2>Why so many replicas") != std::string::npos);
  CHECK(page.find("<td class=\"n\"><strong>3 -&gt; 6</strong></td><td class=\"n\">8</td>"
                  "<td>cpu 180 % / 70 %</td><td>Percent 100/15s</td>") != std::string::npos);
  CHECK(page.find("61-68 %") == std::string::npos);
}
