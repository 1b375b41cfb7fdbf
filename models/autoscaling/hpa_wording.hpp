#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "models/autoscaling/hpa_spec.hpp"
#include "models/autoscaling/replica_calculator.hpp"

namespace tiersim {

/// Thousandths as people write them: 1500 is "1.5".
[[nodiscard]] std::string decimal(std::int64_t milli);

/// A count of pods: "1 pod", "5 pods".
[[nodiscard]] std::string pods(std::int32_t count);

/// "cpu at 132 % of request against a target of 70 %". Precondition: the metric gave a number.
[[nodiscard]] std::string described(const MetricSpec& metric, const MetricStatus& status);

/// The reason of condition and event when a metric of this type fails: "FailedGetResourceMetric".
[[nodiscard]] std::string_view failure_reason(const MetricSpec& metric);

/// The metric in the controller's own words, in its SuccessfulRescale event:
/// "cpu resource utilization (percentage of request)".
[[nodiscard]] std::string controller_name(const MetricSpec& metric);

}  // namespace tiersim
