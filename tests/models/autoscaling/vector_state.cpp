#include <stdexcept>

#include "tests/models/autoscaling/vector_reading.hpp"

namespace tiersim::vectors {
namespace {

PodPhase read_phase(const Json& json) {
  const std::string phase = json.is_null() ? "Running" : json.get<std::string>();
  if (phase == "Pending") return PodPhase::pending;
  if (phase == "Running") return PodPhase::running;
  if (phase == "Succeeded") return PodPhase::succeeded;
  if (phase == "Failed") return PodPhase::failed;
  if (phase == "Unknown") return PodPhase::unknown;
  throw std::runtime_error("no phase of a pod: \"" + phase + "\"");
}

ResourceRequests read_requests(const Json& json) {
  return json.is_null() ? ResourceRequests{} : json.get<ResourceRequests>();
}

std::vector<ContainerView> read_containers(const Json& list) {
  std::vector<ContainerView> containers;
  for (const Json& entry : list) {
    const Json& policy = member(entry, "restartPolicy");
    containers.push_back({entry.at("name").get<std::string>(),
                          read_requests(member(entry, "requestMilli")),
                          policy.is_string() && policy.get<std::string>() == "Always"});
  }
  return containers;
}

PodView read_pod(const Json& json, TimePoint now) {
  PodView pod;
  if (const Json& name = member(json, "name"); !name.is_null()) pod.name = name.get<std::string>();
  pod.phase = read_phase(member(json, "phase"));
  pod.deleted = member(json, "deleted").is_boolean() && json["deleted"].get<bool>();
  const Json& ready = member(json, "ready");
  pod.ready = ready.is_boolean() ? std::optional(ready.get<bool>()) : std::nullopt;
  if (const Json& age = member(json, "startAgeSeconds"); !age.is_null())
    pod.start_time = now - seconds(age);
  const Json& transition = member(json, "readyTransitionAgeSeconds");
  pod.ready_transition = transition.is_null() ? TimePoint{} : now - seconds(transition);
  if (const Json& containers = member(json, "containers"); !containers.is_null()) {
    pod.containers = read_containers(containers);
  } else {
    pod.containers.push_back({"", read_requests(member(json, "requestMilli"))});
  }
  pod.init_containers = read_containers(member(json, "initContainers"));
  pod.pod_requests_milli = read_requests(member(json, "podRequestMilli"));
  return pod;
}

std::optional<std::int64_t> milli(const Json& json) {
  return json.is_null() ? std::nullopt : std::optional(json.get<std::int64_t>());
}

PodSample read_sample(const Json& json, TimePoint now) {
  PodSample sample{.pod = json.at("pod").get<std::string>(),
                   .milli = milli(member(json, "valueMilli"))};
  if (const Json& age = member(json, "ageSeconds"); !age.is_null())
    sample.timestamp = now - seconds(age);
  if (const Json& window = member(json, "windowSeconds"); !window.is_null())
    sample.window = seconds(window);
  for (const Json& part : member(json, "containers")) {
    sample.containers.push_back(
        {part.at("name").get<std::string>(), milli(member(part, "valueMilli"))});
  }
  return sample;
}

template <class Visit>
void for_each_of_groups(const Json& groups, const Visit& visit) {
  for (std::size_t g = 0; g < groups.size(); ++g) {
    const auto count = groups[g].at("count").get<std::size_t>();
    for (std::size_t i = 0; i < count; ++i)
      visit(groups[g], "g" + std::to_string(g) + "-" + std::to_string(i));
  }
}

MetricReading read_reading(const Json& json, const Json& groups, TimePoint now) {
  MetricReading reading;
  if (const Json& error = member(json, "error"); !error.is_null())
    reading.error = error.get<std::string>();
  for (const Json& sample : member(json, "samples"))
    reading.samples.push_back(read_sample(sample, now));
  if (const auto value = milli(member(json, "valueMilli"))) reading.values_milli.push_back(*value);
  for (const Json& value : member(json, "valuesMilli"))
    reading.values_milli.push_back(value.get<std::int64_t>());
  if (const Json& key = member(json, "fromPodGroups"); !key.is_null()) {
    for_each_of_groups(groups, [&](const Json& group, std::string name) {
      const Json& value =
          member(member(group, "usageMilli"), key.get_ref<const std::string&>().c_str());
      if (value.is_null()) return;
      reading.samples.push_back({.pod = std::move(name),
                                 .timestamp = now - seconds(group.at("ageSeconds")),
                                 .window = seconds(group.at("windowSeconds")),
                                 .milli = value.get<std::int64_t>()});
    });
  }
  return reading;
}

}  // namespace

std::vector<PodView> read_pods(const Json& state, TimePoint now) {
  std::vector<PodView> pods;
  for (const Json& pod : member(state, "pods")) pods.push_back(read_pod(pod, now));
  for_each_of_groups(member(state, "podGroups"), [&](const Json& group, std::string name) {
    pods.push_back(read_pod(group, now));
    pods.back().name = std::move(name);
  });
  return pods;
}

ScaleView read_scale(const Json& state) {
  ScaleView scale;
  scale.spec_replicas = state.at("currentReplicas").get<std::int32_t>();
  const Json& status = member(state, "statusReplicas");
  scale.status_replicas = status.is_null() ? scale.spec_replicas : status.get<std::int32_t>();
  const std::string selector =
      member(state, "selector").is_null() ? "" : state["selector"].get<std::string>();
  if (selector == "missing") scale.selector = SelectorState::missing;
  if (selector == "unparsable") scale.selector = SelectorState::unparsable;
  if (selector == "ambiguous") scale.selector = SelectorState::ambiguous;
  const std::string fault =
      member(state, "scaleError").is_null() ? "" : state["scaleError"].get<std::string>();
  if (fault == "get") scale.fault = ScaleView::Fault::get;
  if (fault == "update") scale.fault = ScaleView::Fault::update;
  return scale;
}

MetricsView read_metrics(const Json& state, TimePoint now) {
  MetricsView view{read_pods(state, now), {}};
  for (const Json& entry : member(state, "metrics")) {
    view.readings.push_back(read_reading(entry, member(state, "podGroups"), now));
  }
  return view;
}

}  // namespace tiersim::vectors
