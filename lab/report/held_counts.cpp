#include "lab/report/held_counts.hpp"

#include <algorithm>
#include <array>

#include "lab/result/decisions.hpp"
#include "lab/result/json_text.hpp"

namespace tiersim::lab {
namespace {

constexpr std::size_t held_max = 400;  // the page stays below 1 MB
constexpr std::size_t wanted_max = 1000;
constexpr std::array names{"window", "policy", "bound", "failure"};  // in the order of HeldBy

HeldBy kind_of(const ScalingDecision& decision) {
  if (decision.limits.empty()) return HeldBy::Failure;
  const std::string& rule = decision.limits.back().rule;
  if (rule.find("window") != std::string::npos) return HeldBy::Window;
  const bool bound = rule.starts_with("maxReplicas") || rule.starts_with("minReplicas");
  return bound ? HeldBy::Bound : HeldBy::Policy;
}

/// The decisions of a component, each with the instant of the next one.
template <class Visit>
void for_each_stretch(const Result& result, const std::string& component, const Visit& visit) {
  const ScalingDecision* before = nullptr;
  for (const ScalingDecision& decision : result.decisions) {
    if (decision.component != component) continue;
    if (before != nullptr) visit(*before, decision.time_s);
    before = &decision;
  }
  if (before != nullptr) visit(*before, result.run.duration_s);
}

}  // namespace

std::vector<HeldStretch> held_stretches(const Result& result, const std::string& component) {
  std::vector<HeldStretch> stretches;
  for_each_stretch(result, component, [&](const ScalingDecision& decision, double until) {
    if (!is_limited(decision)) return;
    const std::string rule = limit_text(decision);
    if (!stretches.empty() && stretches.back().to_s == decision.time_s &&
        stretches.back().rule == rule) {
      stretches.back().to_s = until;
    } else if (stretches.size() < held_max) {
      stretches.push_back({decision.time_s, until, kind_of(decision), rule});
    }
  });
  return stretches;
}

std::vector<WantedStretch> wanted_stretches(const Result& result, const std::string& component) {
  std::vector<WantedStretch> stretches;
  for_each_stretch(result, component, [&](const ScalingDecision& decision, double until) {
    if (decision.wanted && stretches.size() < wanted_max)
      stretches.push_back({decision.time_s, until, *decision.wanted});
  });
  return stretches;
}

void write_held_counts(JsonText& text, const Result& result, const std::string& component) {
  text.key("held");
  text.begin_array();
  for (const HeldStretch& stretch : held_stretches(result, component)) {
    text.begin_object();
    text.key("from_s");
    text.value(stretch.from_s);
    text.key("to_s");
    text.value(stretch.to_s);
    text.key("by");
    text.value(names.at(static_cast<std::size_t>(stretch.by)));
    text.key("rule");
    text.value(std::string_view(stretch.rule));
    text.end_object();
  }
  text.end_array();
  text.key("wanted");
  text.begin_array();
  for (const WantedStretch& stretch : wanted_stretches(result, component))
    text.value(
        std::vector<double>{stretch.from_s, stretch.to_s, stretch.wanted.low, stretch.wanted.high});
  text.end_array();
}

}  // namespace tiersim::lab
