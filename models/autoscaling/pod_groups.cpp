#include "models/autoscaling/pod_groups.hpp"

#include <optional>

#include "models/autoscaling/wrapping.hpp"

namespace tiersim {
namespace {

/// Whether the pod's cpu says nothing about load yet: it starts up, or its window began before it
/// was ready.
bool is_unready(TimePoint now, const PodView& pod, const PodValue& value,
                const ControllerSettings& settings) {
  if (!pod.ready || !pod.start_time) return true;
  if (now - *pod.start_time < settings.cpu_initialization_period) {
    return !*pod.ready || value.timestamp < pod.ready_transition + value.window;
  }
  return !*pod.ready && *pod.start_time + settings.initial_readiness_delay > pod.ready_transition;
}

std::variant<std::int64_t, MetricFailure> container_requests(const PodView& pod,
                                                             std::string_view resource,
                                                             std::string_view container) {
  std::int64_t sum = 0;
  bool found = container.empty();
  std::optional<MetricFailure> failure;
  const auto add = [&](const ContainerView& view) {
    if (!container.empty() && view.name != container) return;
    found = true;
    const auto request = view.requests_milli.find(resource);
    if (request != view.requests_milli.end()) {
      sum = wrapping_add(sum, request->second);
    } else if (!failure) {
      failure =
          MetricFailure{"MissingRequest", "missing request for " + std::string(resource) +
                                              " in container " + view.name + " of pod " + pod.name};
    }
  };
  for (const ContainerView& view : pod.containers) add(view);
  for (const ContainerView& view : pod.init_containers) {
    if (view.restart_always) add(view);
  }
  if (failure) return *failure;
  if (!found) {
    return MetricFailure{"ContainerNotFound",
                         "container " + std::string(container) + " not found in pod " + pod.name};
  }
  return sum;
}

std::optional<std::int64_t> value_of(const PodSample& sample, std::string_view container) {
  if (container.empty() && sample.containers.empty()) return sample.milli;
  std::int64_t sum = 0;
  bool found = container.empty();
  for (const PodSample::Container& part : sample.containers) {
    if (!container.empty() && part.name != container) continue;
    if (!part.milli) return std::nullopt;
    found = true;
    sum = wrapping_add(sum, *part.milli);
  }
  return found ? std::optional(sum) : std::nullopt;
}

}  // namespace

PodGroups group_pods(TimePoint now, const std::vector<PodView>& pods, const PodValues& values,
                     std::string_view resource, const ControllerSettings& settings) {
  PodGroups groups;
  for (const PodView& pod : pods) {
    if (pod.deleted || pod.phase == PodPhase::failed) {
      groups.ignored.push_back(pod.name);
      continue;
    }
    if (pod.phase == PodPhase::pending) {
      groups.unready.push_back(pod.name);
      continue;
    }
    const auto value = values.find(pod.name);
    if (value == values.end()) {
      groups.missing.push_back(pod.name);
    } else if (resource == "cpu" && is_unready(now, pod, value->second, settings)) {
      groups.unready.push_back(pod.name);
    } else {
      ++groups.counted;
    }
  }
  return groups;
}

std::variant<RequestsByPod, MetricFailure> pod_requests(const std::vector<PodView>& pods,
                                                        std::string_view resource,
                                                        std::string_view container,
                                                        const ControllerSettings& settings) {
  RequestsByPod requests;
  for (const PodView& pod : pods) {
    if (settings.pod_level_resources && container.empty()) {
      const auto whole = pod.pod_requests_milli.find(resource);
      if (whole != pod.pod_requests_milli.end()) {
        requests[pod.name] = whole->second;
        continue;
      }
    }
    const auto sum = container_requests(pod, resource, container);
    if (const auto* failure = std::get_if<MetricFailure>(&sum)) return *failure;
    requests[pod.name] = std::get<std::int64_t>(sum);
  }
  return requests;
}

PodValues pod_values(const std::vector<PodSample>& samples, std::string_view container) {
  PodValues values;
  for (const PodSample& sample : samples) {
    if (const auto milli = value_of(sample, container))
      values[sample.pod] = {*milli, sample.timestamp, sample.window};
  }
  return values;
}

}  // namespace tiersim
