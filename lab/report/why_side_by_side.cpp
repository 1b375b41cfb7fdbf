#include "lab/report/why_side_by_side.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "lab/report/format.hpp"
#include "lab/report/text_table.hpp"
#include "lab/result/decisions.hpp"

namespace tiersim::lab {
namespace {

/// The counts over time: what it was at first, and each change.
struct Curve {
  double start = 0;
  std::map<double, double> changes;  ///< by seconds, the count from then on

  [[nodiscard]] double at(double time_s) const {
    const auto next = changes.upper_bound(time_s);
    return next == changes.begin() ? start : std::prev(next)->second;
  }
};

Curve curve_of(const Result& result, const std::string& component) {
  Curve curve;
  bool is_first = true;
  for (const ScalingDecision& decision : result.decisions) {
    if (decision.component != component) continue;
    if (is_first) curve.start = decision.current;
    is_first = false;
    if (is_change(decision)) curve.changes[decision.time_s] = decision.result;
  }
  return curve;
}

/// What all names end with, from a "_", "-" or " " on: of "a_spike" and "b_spike" it is "_spike".
std::size_t shared_ending(const std::vector<NamedResult>& results) {
  const std::string& first = results.front().name;
  for (std::size_t at = 1; at < first.size(); ++at) {
    if (std::string_view("_- ").find(first[at]) == std::string_view::npos) continue;
    const std::string ending = first.substr(at);
    const bool shared = std::all_of(results.begin(), results.end(), [&](const NamedResult& named) {
      return named.name.size() > ending.size() && named.name.ends_with(ending);
    });
    if (shared) return ending.size();
  }
  return 0;
}

TextCell cell_of(const Curve& curve, double time_s) {
  const double count = curve.at(time_s);
  const bool changes = curve.changes.contains(time_s);
  if (!changes) return {fmt::format("{:g}", count), true, Style::Dim};
  const auto change = curve.changes.find(time_s);
  const double before = change == curve.changes.begin() ? curve.start : std::prev(change)->second;
  return {fmt::format("{} {:g}", count > before ? "up to" : "down to", count), true, Style::Bold};
}

}  // namespace

std::string why_side_by_side_text(const std::vector<NamedResult>& results,
                                  const std::string& component, const Stretch& stretch,
                                  const Screen& screen) {
  std::vector<Curve> curves;
  std::set<double> instants;  // of any change inside the stretch
  std::vector<TextCell> head{{"time", false, Style::Dim}};
  const std::size_t share = (screen.width - 9) / results.size();
  const std::size_t ending = shared_ending(results);
  for (const NamedResult& named : results) {
    curves.push_back(curve_of(*named.result, component));
    const std::string name = named.name.substr(0, named.name.size() - ending);
    head.push_back({cut_middle(name, share > 3 ? share - 2 : 1), true, Style::Dim});
    for (const auto& [time_s, count] : curves.back().changes) {
      if (stretch.from_s && time_s < *stretch.from_s) continue;
      if (stretch.to_s && time_s > *stretch.to_s) continue;
      instants.insert(time_s);
    }
  }
  std::vector<std::vector<TextCell>> rows{head};
  const auto add = [&](double time_s) {
    std::vector<TextCell> row{{format_clock(time_s)}};
    for (const Curve& curve : curves) row.push_back(cell_of(curve, time_s));
    rows.push_back(std::move(row));
  };
  add(stretch.from_s.value_or(0));
  for (const double time_s : instants) add(time_s);
  std::string text =
      styled(component + ": the count side by side", Style::Bold, screen.colour) + "\n\n";
  text += text_table(rows, screen.width, screen.colour);
  for (const NamedResult& named : results) {
    text += "\n" + styled(named.name, Style::Bold, screen.colour) + "\n";
    text += why_text(*named.result, component, stretch, screen);
  }
  return text;
}

}  // namespace tiersim::lab
