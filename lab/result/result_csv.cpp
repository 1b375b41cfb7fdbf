#include "lab/result/result_csv.hpp"

#include <cmath>
#include <limits>
#include <ostream>
#include <string_view>

#include "lab/result/decisions.hpp"
#include "lab/result/json_text.hpp"

namespace tiersim::lab {
namespace {

/// A cell of RFC 4180: in quotes, with quotes doubled, only where the text needs it.
std::string cell(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string quotes = "\"";
  for (const char c : text) quotes += c == '"' ? "\"\"" : std::string(1, c);
  return quotes + '"';
}

std::string cell(double value) {
  return std::isfinite(value) ? shortest(value) : std::string();
}

}  // namespace

void write_series_csv(std::ostream& out, const Series& series) {
  out << "time_s,component,metric,value\n";
  for (std::size_t i = 0; i < series.time_s.size(); ++i) {
    const std::string time = cell(series.time_s[i]);
    for (const SeriesColumn& column : series.columns) {
      out << time << ',' << cell(column.component) << ',' << cell(column.metric) << ','
          << cell(column.values.at(i)) << '\n';
    }
  }
}

void write_timeline_csv(std::ostream& out, const std::vector<TimelineEvent>& timeline,
                        const std::vector<ScalingDecision>& decisions) {
  out << "time_s,component,event,detail\n";
  const auto line = [&out](double time_s, const std::string& component, const char* event,
                           const std::string& detail) {
    out << cell(time_s) << ',' << cell(component) << ',' << cell(event) << ',' << cell(detail)
        << '\n';
  };
  auto decision = decisions.begin();
  const auto tell_until = [&](double time_s) {
    for (; decision != decisions.end() && decision->time_s <= time_s; ++decision)
      line(decision->time_s, decision->component, "decision", decision_sentence(*decision));
  };
  for (const TimelineEvent& event : timeline) {
    tell_until(event.time_s);
    line(event.time_s, event.component, event.event.c_str(), event.detail);
  }
  tell_until(std::numeric_limits<double>::infinity());
}

}  // namespace tiersim::lab
