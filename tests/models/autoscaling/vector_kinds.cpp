#include "tests/models/autoscaling/vector_kinds.hpp"

#include <algorithm>
#include <map>
#include <variant>

#include "tests/models/autoscaling/vector_syncs.hpp"

namespace tiersim::vectors {
namespace {

/// Everything that a case of some kind can be asked; compared with what is asked.
using Run = Json (*)(const Json& vector);

template <class T>
Json nullable(const std::optional<T>& value) {
  return value ? Json(*value) : Json();
}

HorizontalPodAutoscalerSpec defaulted(const Json& vector) {
  return with_defaults(read_spec(vector.at("spec")));
}

std::int32_t replicas(const Json& state, const char* key) {
  return state.at(key).get<std::int32_t>();
}

std::vector<Recommendation> recommendations(const Json& state) {
  return read_recommendations(member(state, "recommendations"), now);
}

Json counts(const std::vector<Recommendation>& slots) {
  Json list = Json::array();
  for (const Recommendation& slot : slots) list.push_back(slot.replicas);
  return list;
}

Json sorted(std::vector<std::string> names) {
  std::sort(names.begin(), names.end());
  return names;
}

Json metric(const Json& vector) {
  const HorizontalPodAutoscalerSpec spec = defaulted(vector);
  const ControllerSettings settings = read_controller(vector.at("controller"));
  const Json& state = vector.at("state");
  const ScaleView scale = read_scale(state);
  const MetricsView view = read_metrics(state, now);
  const MetricStatus status = evaluate(spec.metrics->front(), view.readings.at(0),
                                       {now, scale.spec_replicas, scale.status_replicas, view.pods,
                                        tolerances_of(spec, settings), settings});
  if (status.failure) return {{"error", status.failure->code}};
  return {{"desiredReplicas", status.replicas},
          {"averageUtilization", nullable(status.average_utilization)},
          {"averageValueMilli", nullable(status.average_milli)},
          {"valueMilli", nullable(status.value_milli)}};
}

Json group(const Json& vector) {
  const Json& state = vector.at("state");
  PodValues values;
  for (const auto& [pod, sample] : state.at("samples").items()) {
    values[pod] = {sample.at("value").get<std::int64_t>(), now - seconds(sample.at("ageSeconds")),
                   seconds(sample.at("windowSeconds"))};
  }
  const PodGroups groups =
      group_pods(now, read_pods(state, now), values, state.at("resource").get<std::string>(),
                 read_controller(vector.at("controller")));
  return {{"readyPodCount", groups.counted},
          {"unreadyPods", sorted(groups.unready)},
          {"missingPods", sorted(groups.missing)},
          {"ignoredPods", sorted(groups.ignored)}};
}

Json requests(const Json& vector) {
  const Json& state = vector.at("state");
  const Json& container = member(state, "container");
  const auto answer =
      pod_requests(read_pods(state, now), state.at("resource").get<std::string>(),
                   container.is_null() ? std::string{} : container.get<std::string>(),
                   read_controller(vector.at("controller")));
  if (const auto* failure = std::get_if<MetricFailure>(&answer)) return {{"error", failure->code}};
  Json by_pod = Json::object();
  for (const auto& [pod, milli] : std::get<RequestsByPod>(answer)) by_pod[pod] = milli;
  return {{"requestsMilli", by_pod}};
}

Json stabilize_legacy(const Json& vector) {
  const Json& state = vector.at("state");
  RecommendationHistory history(recommendations(state));
  const std::int32_t stabilised =
      history.stabilize(now, replicas(state, "proposedReplicas"),
                        read_controller(vector.at("controller")).downscale_stabilization);
  return {{"stabilizedReplicas", stabilised}, {"recommendationsAfter", counts(history.slots())}};
}

Json stabilize_behavior(const Json& vector) {
  const ScalingBehavior behavior = defaulted(vector).behavior.value();
  const Json& state = vector.at("state");
  const std::int32_t current = replicas(state, "currentReplicas");
  const std::int32_t proposed = replicas(state, "proposedReplicas");
  const auto& down = behavior.scaleDown->stabilizationWindowSeconds;
  RecommendationHistory history(recommendations(state));
  const std::int32_t stabilised = history.stabilize(
      now, current, proposed, std::chrono::seconds(*behavior.scaleUp->stabilizationWindowSeconds),
      down ? std::chrono::seconds(*down)
           : read_controller(vector.at("controller")).downscale_stabilization);
  return {{"stabilizedReplicas", stabilised},
          {"recommendationsAfter", counts(history.slots())},
          {"reason", stabilisation_reason(true, current, proposed, stabilised)}};
}

Json convert_legacy(const Json& vector) {
  const HorizontalPodAutoscalerSpec spec = read_spec(vector.at("spec"));
  const Json& state = vector.at("state");
  const LimitedReplicas limited = limited_plainly(
      replicas(state, "currentReplicas"), replicas(state, "proposedReplicas"),
      spec.minReplicas.value_or(1), spec.maxReplicas, read_controller(vector.at("controller")));
  return {{"desiredReplicas", limited.replicas}, {"reason", limited.reason}};
}

Json convert_behavior(const Json& vector) {
  const Json& state = vector.at("state");
  const LimitedReplicas limited = limited_by_behavior(
      now, replicas(state, "currentReplicas"), replicas(state, "proposedReplicas"),
      defaulted(vector), read_history(state, now).events);
  return {{"desiredReplicas", limited.replicas}, {"reason", limited.reason}};
}

Json up_limit(const Json& vector) {
  const Json& state = vector.at("state");
  return {{"limit",
           scale_up_limit(now, replicas(state, "currentReplicas"), read_history(state, now).events,
                          *defaulted(vector).behavior.value().scaleUp)
               .replicas}};
}

Json down_limit(const Json& vector) {
  const Json& state = vector.at("state");
  return {{"limit", scale_down_limit(now, replicas(state, "currentReplicas"),
                                     read_history(state, now).events,
                                     *defaulted(vector).behavior.value().scaleDown)
                        .replicas}};
}

Json store_event(const Json& vector) {
  const Json& state = vector.at("state");
  const std::optional<ScalingBehavior> behavior = read_spec(vector.at("spec")).behavior;
  ScaleEvents events = read_events(state.at("events"), now);
  const std::int32_t before = events.change_within(now, seconds(state.at("periodSeconds")));
  if (behavior) {
    const bool up = state.at("direction").get<std::string>() == "scaleUp";
    events.store(now, replicas(state, "replicaChange"),
                 longest_period((up ? behavior->scaleUp : behavior->scaleDown).value()));
  }
  Json after = Json::array();
  for (const ScaleEvent& slot : events.slots()) {
    after.push_back({{"replicaChange", slot.change}, {"outdated", slot.outdated}});
  }
  return {{"changeInPeriodBefore", before}, {"eventsAfter", after}};
}

Json violations(const Json& vector) {
  std::vector<std::string> rules;
  for (const SpecViolation& violation : validate(defaulted(vector)))
    rules.push_back(violation.rule);
  return {{"violations", sorted(std::move(rules))}};
}

Json quantity(const Json& vector) {
  const auto read = parse_quantity(vector.at("state").at("text").get<std::string>());
  return {{"milli", read ? Json(read->milli) : Json()}};
}

/// Checks that `expected` is a part of `actual`; null means unset.
std::string missing_part(const Json& expected, const Json& actual, const std::string& place) {
  if (!expected.is_object()) {
    return expected == actual ? ""
                              : place + ": expected " + expected.dump() + ", got " + actual.dump();
  }
  for (const auto& [key, value] : expected.items()) {
    std::string difference = missing_part(value, member(actual, key.c_str()), place + "/" + key);
    if (!difference.empty()) return difference;
  }
  return "";
}

/// Quantities of the expected spec in thousandths, its metrics unfolded as ours are.
Json comparable(Json expected) {
  if (expected.contains("metrics") && !expected["metrics"].is_null()) {
    expected["metrics"] = to_json(read_spec({{"metrics", expected["metrics"]}}))["metrics"];
  }
  for (const char* direction : {"scaleUp", "scaleDown"}) {
    if (!member(member(member(expected, "behavior"), direction), "tolerance").is_string()) continue;
    Json& tolerance = expected["behavior"][direction]["tolerance"];
    tolerance = parse_quantity(tolerance.get<std::string>()).value_or(Quantity{}).milli;
  }
  return expected;
}

std::string defaults(const Json& vector) {
  return missing_part(comparable(vector.at("expect").at("spec")), to_json(defaulted(vector)),
                      "spec");
}

const std::map<std::string, Run, std::less<>>& runs() {
  static const std::map<std::string, Run, std::less<>> known = {
      {"metric", metric},
      {"reconcile", reconcile},
      {"groupPods", group},
      {"podRequests", requests},
      {"stabilizeLegacy", stabilize_legacy},
      {"stabilizeBehavior", stabilize_behavior},
      {"convertLegacy", convert_legacy},
      {"convertBehavior", convert_behavior},
      {"scaleUpLimit", up_limit},
      {"scaleDownLimit", down_limit},
      {"storeEvent", store_event},
      {"validate", violations},
      {"quantity", quantity},
  };
  return known;
}

}  // namespace

bool knows(std::string_view kind) {
  return kind == "trace" || kind == "defaults" || runs().contains(kind);
}

std::string difference(const Json& vector) {
  const auto kind = vector.at("kind").get<std::string>();
  if (kind == "trace") return trace(vector);
  if (kind == "defaults") return defaults(vector);
  return differing_key(vector.at("expect"), runs().find(kind)->second(vector));
}

}  // namespace tiersim::vectors
