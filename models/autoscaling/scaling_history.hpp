#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "sim/time.hpp"

namespace tiersim {

/// A raw proposal: before windows, rates and bounds.
struct Recommendation {
  std::int32_t replicas = 0;
  TimePoint at{};
};

/// The proposals of past syncs. Storing one overwrites the last slot that is out of date, so slots
/// are not in order of time. Source: kubernetes pkg/controller/podautoscaler/horizontal.go,
/// stabilizeRecommendation….
class RecommendationHistory {
 public:
  RecommendationHistory() = default;

  explicit RecommendationHistory(std::vector<Recommendation> slots) : slots_(std::move(slots)) {}

  [[nodiscard]] const std::vector<Recommendation>& slots() const { return slots_; }

  void append(Recommendation recommendation) { slots_.push_back(recommendation); }

  /// Without `behavior`: the largest of the proposal and those of the window, its far end included.
  /// Stores the proposal.
  std::int32_t stabilize(TimePoint now, std::int32_t proposal, Duration window);
  /// With `behavior`: moves from `current` only as far as every proposal of the direction's window,
  /// its far end left out, agrees. Stores the proposal.
  std::int32_t stabilize(TimePoint now, std::int32_t current, std::int32_t proposal,
                         Duration window_up, Duration window_down);

 private:
  std::vector<Recommendation> slots_;
};

/// The reason of the condition AbleToScale after a proposal was stabilised.
[[nodiscard]] std::string_view stabilisation_reason(bool behavior, std::int32_t current,
                                                    std::int32_t proposed, std::int32_t stabilised);

/// A change of the replica count that the autoscaler made.
struct ScaleEvent {
  std::int32_t change = 0;  ///< greater than 0 in both directions
  TimePoint at{};
  bool outdated = false;  ///< the slot may be used again; reading looks at the age only
};

/// The changes in one direction.
class ScaleEvents {
 public:
  ScaleEvents() = default;

  explicit ScaleEvents(std::vector<ScaleEvent> slots) : slots_(std::move(slots)) {}

  [[nodiscard]] const std::vector<ScaleEvent>& slots() const { return slots_; }

  /// The sum of the changes younger than `period`.
  [[nodiscard]] std::int32_t change_within(TimePoint now, Duration period) const;
  /// Marks what is older than the longest period of the direction's policies and stores in the last
  /// marked slot, or a new one.
  void store(TimePoint now, std::int32_t change, Duration longest_period);

 private:
  std::vector<ScaleEvent> slots_;
};

}  // namespace tiersim
