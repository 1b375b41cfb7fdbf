#include "models/autoscaling/cron/cron_scaler.hpp"

#include <algorithm>

#include "models/autoscaling/hpa_wording.hpp"

namespace tiersim::cron {
namespace {

std::string effect(const ScheduleEntry& entry) {
  if (entry.replicas) return pods(*entry.replicas);
  std::string text;
  if (entry.replicas_min) text = "at least " + pods(*entry.replicas_min);
  if (entry.replicas_max)
    text += (text.empty() ? "at most " : ", at most ") + pods(*entry.replicas_max);
  return text;
}

struct Due {
  UtcTime at{};
  std::size_t entry = 0;
};

}  // namespace

std::string fault_of(const ScheduleEntry& entry) {
  const bool bounds = entry.replicas_min || entry.replicas_max;
  if (entry.replicas ? bounds : !bounds)
    return "must say either replicas, or replicas_min or replicas_max or both";
  if (entry.replicas.value_or(0) < 0 || entry.replicas_min.value_or(0) < 0 ||
      entry.replicas_max.value_or(0) < 0)
    return "must not be negative";
  if (entry.replicas_min && entry.replicas_max && *entry.replicas_min > *entry.replicas_max)
    return "replicas_min is above replicas_max";
  return {};
}

ScheduleDecision CronScaler::decide(UtcTime since, UtcTime now, std::int32_t current) {
  std::vector<Due> due;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    for (auto at = entries_[i].when.next_after(since, entries_[i].zone); at && *at <= now;
         at = entries_[i].when.next_after(*at, entries_[i].zone))
      due.push_back({*at, i});
  }
  std::stable_sort(due.begin(), due.end(), [](const Due& a, const Due& b) { return a.at < b.at; });
  ScheduleDecision decision{.current = current, .desired = current};
  for (const auto& [at, place] : due) {
    const ScheduleEntry& entry = entries_[place];
    if (entry.replicas_min) bounds_.replicas_min = entry.replicas_min;
    if (entry.replicas_max) bounds_.replicas_max = entry.replicas_max;
    if (entry.replicas) {
      decision.desired = *entry.replicas;
    } else {
      if (bounds_.replicas_min)
        decision.desired = std::max(decision.desired, *bounds_.replicas_min);
      if (bounds_.replicas_max)
        decision.desired = std::min(decision.desired, *bounds_.replicas_max);
    }
    decision.fired.push_back(place);
    if (!decision.reason.empty()) decision.reason += "; ";
    decision.reason += "schedule " + entry.schedule + ": " + effect(entry);
  }
  decision.bounds = bounds_;
  return decision;
}

std::optional<UtcTime> CronScaler::next_after(UtcTime after) const {
  std::optional<UtcTime> next;
  for (const ScheduleEntry& entry : entries_) {
    const auto at = entry.when.next_after(after, entry.zone);
    if (at && (!next || *at < *next)) next = at;
  }
  return next;
}

}  // namespace tiersim::cron
