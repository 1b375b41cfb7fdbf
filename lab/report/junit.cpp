#include "lab/report/junit.hpp"

#include <algorithm>

#include "lab/report/format.hpp"
#include "lab/report/markup.hpp"

namespace tiersim::lab {
namespace {

std::string measured(const Objective& objective, const std::string& currency) {
  const std::string interval =
      format_interval(objective.low, objective.high, objective.unit, currency);
  return format_value(objective.value, objective.unit, currency) +
         (interval.empty() ? "" : " " + interval);
}

std::string test_case(const Result& result, const Objective& objective) {
  const std::string currency = result.cost ? result.cost->currency : "";
  std::string text = "  <testcase classname=\"" + escaped(result.scenario_name) + "\" name=\"" +
                     escaped(objective.expression) + "\"";
  const std::string found = escaped(objective.metric + " is " + measured(objective, currency));
  if (objective.verdict == Verdict::Missed) {
    return text + ">\n    <failure type=\"missed\" message=\"" + found + "\"/>\n  </testcase>\n";
  }
  if (objective.verdict == Verdict::Undecided) {
    return text + ">\n    <skipped message=\"undecided: " + found +
           "; more replications narrow it\"/>\n  </testcase>\n";
  }
  return text + "/>\n";
}

std::string invariants_case(const Result& result) {
  std::string text =
      "  <testcase classname=\"" + escaped(result.scenario_name) + "\" name=\"invariants\"";
  if (result.invariants.conservation && result.invariants.details.empty()) return text + "/>\n";
  std::string breaches;
  for (const std::string& detail : result.invariants.details)
    breaches += (breaches.empty() ? "" : "; ") + detail;
  return text + ">\n    <error type=\"bug\" message=\"" +
         escaped(breaches.empty() ? "requests are not conserved" : breaches) +
         "\"/>\n  </testcase>\n";
}

}  // namespace

std::string junit_xml(const Result& result) {
  const auto count = [&](Verdict verdict) {
    return std::to_string(
        std::count_if(result.objectives.begin(), result.objectives.end(),
                      [&](const Objective& objective) { return objective.verdict == verdict; }));
  };
  const bool sound = result.invariants.conservation && result.invariants.details.empty();
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"" +
                     escaped(result.scenario_name) + "\" tests=\"" +
                     std::to_string(result.objectives.size() + 1) + "\" failures=\"" +
                     count(Verdict::Missed) + "\" skipped=\"" + count(Verdict::Undecided) +
                     "\" errors=\"" + (sound ? "0" : "1") + "\">\n";
  for (const Objective& objective : result.objectives) text += test_case(result, objective);
  return text + invariants_case(result) + "</testsuite>\n";
}

}  // namespace tiersim::lab
