#include "lab/result/metric.hpp"

#include <algorithm>
#include <array>

namespace tiersim::lab {
namespace {

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// Replaces every `part` of the text.
std::string replaced(std::string text, std::string_view part, std::string_view by) {
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + by.size())) {
    text.replace(at, part.size(), by);
  }
  return text;
}

}  // namespace

std::string metric_unit(std::string_view metric) {
  if (metric.starts_with("cost.")) return "currency";
  if (has(metric, "_per_s")) return "1/s";
  static constexpr std::array ratios{"error_rate", "availability", "utilization"};
  if (std::any_of(ratios.begin(), ratios.end(),
                  [&](const char* name) { return has(metric, name); }))
    return "ratio";
  return has(metric, "_s.") || metric.ends_with("_s") ? "s" : "";
}

Direction metric_direction(std::string_view metric) {
  static constexpr std::array higher{"throughput", "goodput", "availability", ".completed"};
  static constexpr std::array lower{"latency_s", "wait_s", "error_rate",
                                    ".failed",   "cost.",  "littles_law_error"};
  const auto named = [&](const char* name) { return has(metric, name); };
  if (std::any_of(higher.begin(), higher.end(), named)) return Direction::HigherIsBetter;
  if (std::any_of(lower.begin(), lower.end(), named)) return Direction::LowerIsBetter;
  return Direction::Neither;
}

std::string metric_label(std::string_view metric) {
  static constexpr std::array prefixes{"requests.all.", "requests.classes.", "requests.workloads.",
                                       "requests.", "components."};
  for (const std::string_view prefix : prefixes) {
    if (metric.starts_with(prefix)) {
      metric.remove_prefix(prefix.size());
      break;
    }
  }
  std::string label = replaced(std::string(metric), "_per_s", "");
  label = replaced(label, "_s.", " ");
  label = replaced(label, ".", " ");
  return replaced(label, "_", " ");
}

}  // namespace tiersim::lab
