#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "models/autoscaling/hpa_spec.hpp"
#include "models/autoscaling/hpa_views.hpp"

namespace tiersim {

/// A pod's value of one metric.
struct PodValue {
  std::int64_t milli = 0;
  TimePoint timestamp{};
  Duration window{};
};

using PodValues = std::map<std::string, PodValue, std::less<>>;

/// Why a metric gave no number: a stable code and a sentence.
struct MetricFailure {
  std::string_view code;
  std::string message;
};

/// The pods of a selector by what their samples are worth.
struct PodGroups {
  int counted = 0;
  std::vector<std::string> unready{};  ///< pending, or their cpu says nothing yet
  std::vector<std::string> missing{};  ///< no sample
  std::vector<std::string> ignored{};  ///< going or failed
};

/// Source: kubernetes pkg/controller/podautoscaler/replica_calculator.go, groupPods. Readiness
/// matters for cpu only.
[[nodiscard]] PodGroups group_pods(TimePoint now, const std::vector<PodView>& pods,
                                   const PodValues& values, std::string_view resource,
                                   const ControllerSettings& settings);

using RequestsByPod = std::map<std::string, std::int64_t, std::less<>>;

/// What each pod asks for, in thousandths; of one container when `container` is not empty. One
/// container without the request makes the whole fail. Same source, calculateRequests.
[[nodiscard]] std::variant<RequestsByPod, MetricFailure> pod_requests(
    const std::vector<PodView>& pods, std::string_view resource, std::string_view container,
    const ControllerSettings& settings);

/// The values of a per-pod answer; `container` not empty takes that container alone. A pod that
/// lacks it has no value.
[[nodiscard]] PodValues pod_values(const std::vector<PodSample>& samples,
                                   std::string_view container);

}  // namespace tiersim
