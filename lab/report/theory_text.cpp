#include "lab/report/theory_text.hpp"

#include "lab/report/format.hpp"
#include "lab/report/text_table.hpp"
#include "lab/result/metric.hpp"

namespace tiersim::lab {

std::string theory_text(const Result& result, const Screen& screen) {
  if (!result.theory || result.theory->rows.empty()) return {};
  const auto heading = [](const std::string& text, bool right = false) {
    return TextCell{text, right, Style::Dim};
  };
  std::vector<std::vector<TextCell>> rows{
      {heading(result.theory->model), heading("theory", true),
       heading("simulated, " + format_percent(result.run.confidence_level)), heading("")}};
  for (const TheoryRow& row : result.theory->rows) {
    const bool inside = row.theory >= row.simulated.low && row.theory <= row.simulated.high;
    rows.push_back({{cut(metric_label(row.metric), 32)},
                    {format_value(row.theory, row.unit), true},
                    {format_interval(row.simulated.low, row.simulated.high, row.unit)},
                    {inside ? "inside" : "outside", false, inside ? Style::Good : Style::Open}});
  }
  return "\n" + text_table(rows, screen.width, screen.colour);
}

}  // namespace tiersim::lab
