// Why the autoscalers did what they did, as a table of the HTML report.
#include <algorithm>

#include <fmt/format.h>

#include "lab/report/html_sections.hpp"
#include "lab/report/html_table.hpp"
#include "lab/report/markup.hpp"
#include "lab/report/why.hpp"
#include "lab/result/decisions.hpp"

namespace tiersim::lab {
namespace {

constexpr std::size_t rows_max = 200;  // more rows are read in timeline.csv

std::string count_cell(const ScalingDecision& decision, const std::string& text) {
  return is_change(decision) ? "<strong>" + escaped(text) + "</strong>" : escaped(text);
}

}  // namespace

std::string html_scaling(const Result& result) {
  std::vector<std::vector<std::string>> rows;
  const std::vector<ScalingDecision> decisions = noteworthy(result.decisions);
  for (const ScalingDecision& decision : decisions) {
    if (rows.size() == rows_max) break;
    const WhyRow row = why_row(decision);
    rows.push_back({escaped(row.time), "<code>" + escaped(decision.component) + "</code>",
                    count_cell(decision, row.count), escaped(row.wanted), escaped(row.measured),
                    escaped(row.held_by)});
  }
  if (rows.empty()) return {};
  std::string remark = "changes and what prevented them, of the first replication";
  if (decisions.size() > rows.size()) {
    remark +=
        fmt::format("; the first {} of {}, all in timeline.csv", rows.size(), decisions.size());
  }
  return html_section("panel", "Why so many replicas", remark,
                      html_table({{"time"},
                                  {"component"},
                                  {"count", true},
                                  {"wanted", true},
                                  {"measured / target"},
                                  {"held by"}},
                                 rows, "events why"));
}

}  // namespace tiersim::lab
