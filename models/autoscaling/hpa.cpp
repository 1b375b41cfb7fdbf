#include "models/autoscaling/hpa.hpp"

#include <utility>

#include "models/autoscaling/hpa_wording.hpp"
#include "sim/assert.hpp"

namespace tiersim {
namespace {

std::string seconds(Duration span) {
  return std::to_string(std::chrono::duration_cast<std::chrono::seconds>(span).count()) + "s";
}

void set(std::optional<HpaCondition>& condition, bool status, std::string_view reason,
         std::string message) {
  condition = HpaCondition{status, std::string(reason), std::move(message)};
}

/// Why the controller would not even look at the metrics; the reason is empty when the selector is
/// fine.
std::pair<std::string_view, std::string_view> selector_fault(SelectorState state) {
  switch (state) {
    case SelectorState::missing:
      return {"InvalidSelector", "the HPA target's scale is missing a selector"};
    case SelectorState::unparsable:
      return {"InvalidSelector", "the HPA target's selector cannot be parsed"};
    case SelectorState::ambiguous:
      return {"AmbiguousSelector",
              "pods by this selector are also selected by another HorizontalPodAutoscaler"};
    case SelectorState::fine:
      break;
  }
  return {};
}

}  // namespace

/// One sync on its way.
struct HorizontalPodAutoscaler::Sync {
  TimePoint now;
  const ScaleView& scale;
  const MetricsView& metrics;
  HpaDecision decision{};
  std::string rescale_reason{};  ///< in the controller's own words
};

HorizontalPodAutoscaler::HorizontalPodAutoscaler(HorizontalPodAutoscalerSpec spec,
                                                 const ControllerSettings& settings,
                                                 HpaHistory history)
    : spec_(with_defaults(std::move(spec))), settings_(settings), history_(std::move(history)) {}

Duration HorizontalPodAutoscaler::window_up() const {
  return std::chrono::seconds(*spec_.behavior->scaleUp->stabilizationWindowSeconds);
}

Duration HorizontalPodAutoscaler::window_down() const {
  if (!spec_.behavior || !spec_.behavior->scaleDown->stabilizationWindowSeconds)
    return settings_.downscale_stabilization;
  return std::chrono::seconds(*spec_.behavior->scaleDown->stabilizationWindowSeconds);
}

HpaDecision HorizontalPodAutoscaler::sync(TimePoint now, const ScaleView& scale,
                                          const MetricsView& metrics) {
  Sync sync{now, scale, metrics};
  sync.decision.current = sync.decision.desired = scale.spec_replicas;
  if (scale.fault == ScaleView::Fault::get) {
    set(conditions_.able_to_scale, false, "FailedGetScale",
        "the HPA controller was unable to get the target's current scale");
    sync.decision.error = sync.decision.reason = "FailedGetScale";
    sync.decision.events.push_back({true, "FailedGetScale", conditions_.able_to_scale->message});
  } else {
    set(conditions_.able_to_scale, true, "SucceededGetScale",
        "the HPA controller was able to get the target's current scale");
    if (!history_.recommendations) {
      history_.recommendations.emplace();
      history_.recommendations->append({scale.spec_replicas, now});
    }
    decide(sync);
    if (sync.decision.desired != sync.decision.current) rescale(sync);
  }
  sync.decision.conditions = conditions_;
  return std::move(sync.decision);
}

void HorizontalPodAutoscaler::decide(Sync& sync) {
  const std::int32_t current = sync.decision.current;
  const std::int32_t replicas_min = *spec_.minReplicas;
  if (current == 0 && replicas_min != 0) {
    set(conditions_.scaling_active, false, "ScalingDisabled",
        "scaling is disabled since the replica count of the target is zero");
    sync.decision.reason =
        "something else scaled to 0: autoscaling is off until it scales up again";
  } else if (current > spec_.maxReplicas) {
    sync.rescale_reason = "Current number of replicas above Spec.MaxReplicas";
    jump(sync, spec_.maxReplicas, "above maxReplicas ");
  } else if (current < replicas_min) {
    sync.rescale_reason = "Current number of replicas below Spec.MinReplicas";
    jump(sync, replicas_min, "below minReplicas ");
  } else if (compute_metrics(sync)) {
    normalise(sync);
  }
}

void HorizontalPodAutoscaler::jump(Sync& sync, std::int32_t to, std::string_view bound) {
  const std::string_view name = bound.substr(bound.find(' ') + 1);
  sync.decision.limits.push_back({std::string(name) + std::to_string(to), to});
  sync.decision.desired = to;
  sync.decision.reason = pods(sync.decision.current) +
                         (sync.decision.current == 1 ? " is " : " are ") + std::string(bound) +
                         std::to_string(to);
}

/// Evaluates every metric; false when there is nothing to act on.
bool HorizontalPodAutoscaler::compute_metrics(Sync& sync) {
  HpaDecision& decision = sync.decision;
  if (const auto [reason, message] = selector_fault(sync.scale.selector); !reason.empty()) {
    fail_metrics(sync, reason, std::string(message));
    return false;
  }
  const MetricContext context{sync.now,
                              decision.current,
                              sync.scale.status_replicas,
                              sync.metrics.pods,
                              tolerances_of(spec_, settings_),
                              settings_};
  const std::vector<MetricSpec>& specs = *spec_.metrics;
  TIERSIM_ASSERT(sync.metrics.readings.size() == specs.size());
  std::optional<std::size_t> first_failed;
  std::size_t failures = 0;
  for (std::size_t i = 0; i < specs.size(); ++i) {
    const MetricStatus& status =
        decision.metrics.emplace_back(evaluate(specs[i], sync.metrics.readings[i], context));
    if (status.failure) {
      ++failures;
      if (!first_failed) first_failed = i;
      decision.events.push_back(
          {true, std::string(failure_reason(specs[i])), status.failure->message});
    } else if (!decision.winner || status.replicas > *decision.proposed) {
      decision.winner = i;
      decision.proposed = status.replicas;
    }
  }
  if (first_failed && (!decision.winner || *decision.proposed < decision.current)) {
    fail_metrics(sync, failure_reason(specs[*first_failed]),
                 decision.metrics[*first_failed].failure->message);
    return false;
  }
  set(conditions_.scaling_active, true, "ValidMetricFound",
      "the HPA was able to successfully calculate a replica count from " +
          controller_name(specs[*decision.winner]));
  decision.reason = described(specs[*decision.winner], decision.metrics[*decision.winner]) + ": " +
                    pods(decision.current) + " wanted " + std::to_string(*decision.proposed);
  if (first_failed) {
    decision.error = "PartialMetrics";
    decision.reason += " (" + std::to_string(failures) + " of " + std::to_string(specs.size()) +
                       " metrics failed)";
  }
  return true;
}

void HorizontalPodAutoscaler::fail_metrics(Sync& sync, std::string_view reason,
                                           std::string message) {
  sync.decision.error = reason;
  sync.decision.reason = "no decision: " + message;
  sync.decision.events.push_back({true, "FailedComputeMetricsReplicas", message});
  set(conditions_.scaling_active, false, reason,
      "the HPA was unable to compute the replica count: " + message);
}

void HorizontalPodAutoscaler::normalise(Sync& sync) {
  HpaDecision& decision = sync.decision;
  if (*decision.proposed > decision.current) {
    sync.rescale_reason = controller_name((*spec_.metrics)[*decision.winner]) + " above target";
  } else if (*decision.proposed < decision.current) {
    sync.rescale_reason = "All metrics below target";
  }
  const std::int32_t stabilised = stabilise(sync);
  const LimitedReplicas limited =
      spec_.behavior
          ? limited_by_behavior(sync.now, decision.current, stabilised, spec_, history_.events)
          : limited_plainly(decision.current, stabilised, *spec_.minReplicas, spec_.maxReplicas,
                            settings_);
  const bool is_limited = limited.replicas != stabilised;
  set(conditions_.scaling_limited, is_limited, limited.reason,
      is_limited ? "the desired replica count is limited to " + std::to_string(limited.replicas) +
                       " by " + limited.by
                 : "the desired count is within the acceptable range");
  decision.desired = limited.replicas;
  if (is_limited) {
    decision.held_back = limited.by;
    decision.limits.push_back({limited.by, limited.replicas});
    decision.reason += "; limited to " + std::to_string(limited.replicas) + " by " + limited.by;
  }
}

std::int32_t HorizontalPodAutoscaler::stabilise(Sync& sync) {
  HpaDecision& decision = sync.decision;
  const std::int32_t proposed = *decision.proposed;
  const std::int32_t stabilised =
      spec_.behavior ? history_.recommendations->stabilize(sync.now, decision.current, proposed,
                                                           window_up(), window_down())
                     : history_.recommendations->stabilize(sync.now, proposed, window_down());
  const std::string_view reason =
      stabilisation_reason(spec_.behavior.has_value(), decision.current, proposed, stabilised);
  if (stabilised == proposed) {
    set(conditions_.able_to_scale, true, reason, "recommended size matches current size");
    return stabilised;
  }
  const bool up = reason == "ScaleUpStabilized";
  decision.held_back =
      (up ? "scale-up window " : "scale-down window ") + seconds(up ? window_up() : window_down());
  decision.limits.push_back({decision.held_back, stabilised});
  decision.reason += "; " + decision.held_back + " holds " + std::to_string(stabilised);
  set(conditions_.able_to_scale, true, reason,
      up ? "recent recommendations were lower than current one, applying the lowest recent "
           "recommendation"
         : "recent recommendations were higher than current one, applying the highest recent "
           "recommendation");
  return stabilised;
}

void HorizontalPodAutoscaler::rescale(Sync& sync) {
  HpaDecision& decision = sync.decision;
  const std::string event =
      "New size: " + std::to_string(decision.desired) + "; reason: " + sync.rescale_reason;
  if (sync.scale.fault == ScaleView::Fault::update) {
    set(conditions_.able_to_scale, false, "FailedUpdateScale",
        "the HPA controller was unable to update the target scale");
    decision.events.push_back(
        {true, "FailedRescale", event + "; error: " + conditions_.able_to_scale->message});
    decision.error = "FailedUpdateScale";
    decision.desired = decision.current;
    return;
  }
  set(conditions_.able_to_scale, true, "SucceededRescale",
      "the HPA controller was able to update the target scale to " +
          std::to_string(decision.desired));
  decision.events.push_back({false, "SuccessfulRescale", event});
  decision.rescaled = true;
  store_event(sync.now, decision.current, decision.desired);
  last_scale_time_ = sync.now;
}

void HorizontalPodAutoscaler::store_event(TimePoint now, std::int32_t from, std::int32_t to) {
  if (!spec_.behavior) return;
  if (to > from) {
    history_.events.up.store(now, to - from, longest_period(*spec_.behavior->scaleUp));
  } else {
    history_.events.down.store(now, from - to, longest_period(*spec_.behavior->scaleDown));
  }
}

}  // namespace tiersim
