#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tiersim {

enum class ConditionType : std::uint8_t { able_to_scale, scaling_active, scaling_limited };

/// The type as Kubernetes writes it: "AbleToScale".
[[nodiscard]] std::string_view name_of(ConditionType type);

/// One of `status.conditions`.
struct HpaCondition {
  bool status = false;
  std::string_view reason;  ///< "SucceededRescale"; a literal
  std::string message;
};

/// `status.conditions`: each is absent until a sync first sets it and then keeps its last value.
class HpaConditions {
 public:
  static constexpr std::array types = {ConditionType::able_to_scale, ConditionType::scaling_active,
                                       ConditionType::scaling_limited};

  [[nodiscard]] const std::optional<HpaCondition>& operator[](ConditionType type) const {
    return conditions_[static_cast<std::size_t>(type)];
  }
  void set(ConditionType type, bool status, std::string_view reason, std::string message) {
    conditions_[static_cast<std::size_t>(type)] = HpaCondition{status, reason, std::move(message)};
  }

 private:
  std::array<std::optional<HpaCondition>, types.size()> conditions_{};
};

/// A Kubernetes event about the autoscaler.
struct HpaEvent {
  bool warning = false;     ///< type Warning, else Normal
  std::string_view reason;  ///< "SuccessfulRescale"; a literal
  std::string message;
};

/// `status.currentMetrics`: what was seen of one metric.
struct MetricStatus {
  std::optional<std::int32_t> average_utilization{};   ///< whole percent of the request
  std::optional<std::int64_t> average_value_milli{};   ///< per pod
  std::optional<std::int64_t> value_milli{};           ///< of the object, or the sum of the series
};

/// Why a sync ended early or is reported as failed, although it may have scaled.
struct SyncError {
  std::string_view reason;  ///< "FailedGetScale", "FailedGetResourceMetric", …; "PartialMetrics": it went on without some
  std::string message;
};

/// The outcome of one sync.
struct HpaDecision {
  std::int32_t replicas = 0;               ///< the count that the scale holds afterwards
  bool rescaled = false;                   ///< a new count is to be written
  std::optional<std::int32_t> proposal{};  ///< maximum over the metrics, before windows, rates and bounds; none: not computed
  std::optional<std::size_t> metric{};     ///< index in `spec.metrics` of the one that proposed it
  std::vector<std::optional<MetricStatus>> metrics{};  ///< by index in `spec.metrics`; none: failed or not read
  std::optional<SyncError> error{};
  HpaConditions conditions{};              ///< as they stand after the sync
  std::vector<HpaEvent> events{};          ///< of this sync
  /// One sentence for people: "cpu at 132 % of request against a target of 70 %: 5 pods wanted 10; limited to 8 by
  /// Percent 60/15s".
  std::string reason;
};

}  // namespace tiersim
