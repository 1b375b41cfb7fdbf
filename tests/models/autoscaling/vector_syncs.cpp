#include "tests/models/autoscaling/vector_syncs.hpp"

namespace tiersim::vectors {
namespace {

template <class T>
Json nullable(const std::optional<T>& value) {
  return value ? Json(*value) : Json();
}

Json counts(const std::vector<Recommendation>& slots) {
  Json list = Json::array();
  for (const Recommendation& slot : slots) list.push_back(slot.replicas);
  return list;
}

Json changes(const ScaleEvents& events) {
  Json list = Json::array();
  for (const ScaleEvent& slot : events.slots()) list.push_back(slot.change);
  return list;
}

Json conditions(const HpaConditions& set) {
  Json json = Json::object();
  const auto add = [&](const char* type, const std::optional<HpaCondition>& condition) {
    if (condition)
      json[type] = {{"status", condition->status ? "True" : "False"},
                    {"reason", condition->reason}};
  };
  add("AbleToScale", set.able_to_scale);
  add("ScalingActive", set.scaling_active);
  add("ScalingLimited", set.scaling_limited);
  return json;
}

Json outcome(const HorizontalPodAutoscaler& autoscaler, const HpaDecision& decision) {
  Json json{
      {"desiredReplicas", decision.desired},
      {"rescaled", decision.rescaled},
      {"conditions", conditions(decision.conditions)},
      {"error", decision.error.empty() ? Json() : Json(decision.error)},
      {"proposedReplicas", nullable(decision.proposed)},
      {"recommendationsAfter",
       counts(autoscaler.history().recommendations.value_or(RecommendationHistory{}).slots())},
      {"scaleUpEventsAfter", changes(autoscaler.history().events.up)},
      {"scaleDownEventsAfter", changes(autoscaler.history().events.down)}};
  const std::vector<MetricSpec>& specs = *autoscaler.spec().metrics;
  for (std::size_t i = 0; i < decision.metrics.size(); ++i) {
    if (!specs[i].target.averageUtilization || decision.metrics[i].failure) continue;
    json["averageUtilization"] = nullable(decision.metrics[i].average_utilization);
    break;
  }
  return json;
}

HorizontalPodAutoscaler autoscaler_of(const Json& vector) {
  return HorizontalPodAutoscaler(read_spec(vector.at("spec")),
                                 read_controller(vector.at("controller")),
                                 read_history(member(vector, "state"), now));
}

/// A sync on this state; a metric that the state says nothing of has no answer.
HpaDecision sync(HorizontalPodAutoscaler& autoscaler, const Json& state, TimePoint at) {
  MetricsView metrics = read_metrics(state, at);
  metrics.readings.resize(autoscaler.spec().metrics->size());
  return autoscaler.sync(at, read_scale(state), metrics);
}

}  // namespace

std::string differing_key(const Json& expected, const Json& actual) {
  for (const auto& [key, value] : expected.items()) {
    const Json& got = member(actual, key.c_str());
    if (got != value) return key + ": expected " + value.dump() + ", got " + got.dump();
  }
  return "";
}

Json reconcile(const Json& vector) {
  HorizontalPodAutoscaler autoscaler = autoscaler_of(vector);
  const HpaDecision decision = sync(autoscaler, vector.at("state"), now);
  return outcome(autoscaler, decision);
}

std::string trace(const Json& vector) {
  HorizontalPodAutoscaler autoscaler = autoscaler_of(vector);
  for (const Json& step : vector.at("steps")) {
    const TimePoint at = now + seconds(step.at("t"));
    const HpaDecision decision = sync(autoscaler, step.at("state"), at);
    const Json actual = outcome(autoscaler, decision);
    Json expected = step.at("expect");
    if (step.contains("proposedReplicas")) expected["proposedReplicas"] = step["proposedReplicas"];
    const std::string difference = differing_key(expected, actual);
    if (!difference.empty())
      return "step at " + step.at("t").dump() + " s: " + difference + " (" + decision.reason + ")";
  }
  return "";
}

}  // namespace tiersim::vectors
