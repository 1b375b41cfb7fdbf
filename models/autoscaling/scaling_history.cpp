#include "models/autoscaling/scaling_history.hpp"

#include <algorithm>
#include <optional>

namespace tiersim {
namespace {

template <class Slot>
void store_in(std::vector<Slot>& slots, std::optional<std::size_t> reusable, const Slot& slot) {
  if (reusable) {
    slots[*reusable] = slot;
  } else {
    slots.push_back(slot);
  }
}

}  // namespace

std::int32_t RecommendationHistory::stabilize(TimePoint now, std::int32_t proposal,
                                              Duration window) {
  std::int32_t highest = proposal;
  std::optional<std::size_t> reusable;
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    if (now - slots_[i].at > window) {
      reusable = i;
    } else {
      highest = std::max(highest, slots_[i].replicas);
    }
  }
  store_in(slots_, reusable, {proposal, now});
  return highest;
}

std::int32_t RecommendationHistory::stabilize(TimePoint now, std::int32_t current,
                                              std::int32_t proposal, Duration window_up,
                                              Duration window_down) {
  std::int32_t up = proposal;
  std::int32_t down = proposal;
  std::optional<std::size_t> reusable;
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    const Duration age = now - slots_[i].at;
    if (age < window_up) up = std::min(up, slots_[i].replicas);
    if (age < window_down) down = std::max(down, slots_[i].replicas);
    if (age > window_up && age > window_down) reusable = i;
  }
  std::int32_t stabilized = current;
  if (stabilized < up) stabilized = up;
  if (stabilized > down) stabilized = down;
  store_in(slots_, reusable, {proposal, now});
  return stabilized;
}

std::string_view stabilisation_reason(bool behavior, std::int32_t current, std::int32_t proposed,
                                      std::int32_t stabilised) {
  if (stabilised == proposed) return "ReadyForNewScale";
  return behavior && proposed >= current ? "ScaleUpStabilized" : "ScaleDownStabilized";
}

std::int32_t ScaleEvents::change_within(TimePoint now, Duration period) const {
  std::int32_t sum = 0;
  for (const ScaleEvent& event : slots_) {
    if (now - event.at < period) sum += event.change;
  }
  return sum;
}

void ScaleEvents::store(TimePoint now, std::int32_t change, Duration longest_period) {
  std::optional<std::size_t> reusable;
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    if (now - slots_[i].at > longest_period) slots_[i].outdated = true;
    if (slots_[i].outdated) reusable = i;
  }
  store_in(slots_, reusable, {change, now, false});
}

}  // namespace tiersim
