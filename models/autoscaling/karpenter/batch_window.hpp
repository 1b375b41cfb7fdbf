#pragma once
#include <algorithm>
#include <optional>

#include "models/autoscaling/karpenter/node_pool.hpp"
#include "sim/time.hpp"

namespace tiersim::karpenter {

/// Pending pods are gathered until none has come for a while, or for long enough.
class BatchWindow {
 public:
  explicit BatchWindow(const Options& options)
      : idle_(options.batch_idle_duration), longest_(options.batch_max_duration) {}

  /// A pod became pending.
  void add(TimePoint now) {
    if (!opened_) opened_ = now;
    last_ = now;
  }

  /// When the batch is provisioned for, if no other pod comes; nothing: there is none.
  [[nodiscard]] std::optional<TimePoint> closes_at() const {
    if (!opened_) return std::nullopt;
    return std::min(last_ + idle_, *opened_ + longest_);
  }

  /// The batch was taken; the next pod opens another.
  void close() { opened_.reset(); }

 private:
  Duration idle_;
  Duration longest_;
  std::optional<TimePoint> opened_{};
  TimePoint last_{};
};

}  // namespace tiersim::karpenter
