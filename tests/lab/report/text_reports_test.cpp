// Markdown for a pull request and JUnit for continuous integration.
#include "lab/report/junit.hpp"
#include "lab/report/markdown.hpp"
#include "tests/lab/report/example_result.hpp"
#include "tests/lab/report/golden.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim::lab;

TEST_CASE("the Markdown summary of the example day", "[markdown]") {
  const std::string text = markdown_summary(example::result());
  CHECK(text == golden("summary.md", text));
}

TEST_CASE("names cannot break a Markdown table", "[markdown]") {
  Result result;
  result.scenario_name = "a|b <i>c_d</i>";
  CHECK(markdown_summary(result).starts_with("### – a\\|b \\<i>c\\_d\\</i>: no objectives\n"));
}

TEST_CASE("a Markdown comparison has a row per metric", "[markdown]") {
  Comparison comparison;
  comparison.base_name = "today";
  comparison.currency = "EUR";
  ComparedVariant variant;
  variant.name = "spot";
  variant.differences = {
      {"cost.per_month", "currency", 900, 620, -280, -300, -260, Change::Better}};
  comparison.variants.push_back(variant);
  CHECK(markdown_comparison(comparison) ==
        "### spot against today\n\n"
        "| Metric | Base | Variant | Difference | 95 % interval | |\n"
        "|---|---:|---:|---:|---|---|\n"
        "| cost per month | EUR 900.00 | EUR 620.00 | EUR -280.00 | \\[EUR -300.00, EUR -260.00] | "
        "better |\n");
}

TEST_CASE("the JUnit file of the example day", "[junit]") {
  const std::string text = junit_xml(example::result());
  CHECK(text == golden("junit.xml", text));
}

TEST_CASE("a breached invariant is an error of its own test case", "[junit]") {
  Result result;
  result.scenario_name = "a & b";
  result.invariants = {false, 0.2, {"api: 3 \"lost\""}};
  CHECK(junit_xml(result) ==
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<testsuite name=\"a &amp; b\" tests=\"1\" failures=\"0\" skipped=\"0\" errors=\"1\">\n"
        "  <testcase classname=\"a &amp; b\" name=\"invariants\">\n"
        "    <error type=\"bug\" message=\"api: 3 &quot;lost&quot;\"/>\n"
        "  </testcase>\n"
        "</testsuite>\n");
}
