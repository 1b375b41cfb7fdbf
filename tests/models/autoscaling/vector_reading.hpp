#pragma once
#include <vector>

#include <nlohmann/json.hpp>

#include "models/autoscaling/hpa.hpp"

namespace tiersim::vectors {

using Json = nlohmann::json;

/// `object[key]`, or null when there is none.
[[nodiscard]] const Json& member(const Json& object, const char* key);
[[nodiscard]] Duration seconds(const Json& number);

[[nodiscard]] HorizontalPodAutoscalerSpec read_spec(const Json& json);
[[nodiscard]] ControllerSettings read_controller(const Json& json);
[[nodiscard]] std::vector<PodView> read_pods(const Json& state, TimePoint now);
[[nodiscard]] ScaleView read_scale(const Json& state);
/// Pods (or groups of them) and the readings of each metric.
[[nodiscard]] MetricsView read_metrics(const Json& state, TimePoint now);
/// Recommendations and events, by their ages.
[[nodiscard]] HpaHistory read_history(const Json& state, TimePoint now);
[[nodiscard]] std::vector<Recommendation> read_recommendations(const Json& list, TimePoint now);
[[nodiscard]] ScaleEvents read_events(const Json& list, TimePoint now);

/// A spec as JSON, quantities in thousandths, metrics unfolded; absent fields are null.
[[nodiscard]] Json to_json(const HorizontalPodAutoscalerSpec& spec);

}  // namespace tiersim::vectors
