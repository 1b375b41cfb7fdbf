#pragma once
// Nine minutes of an autoscaler, made by hand: a step up in two, a bound, a window, a step down.
#include "lab/result/result.hpp"

namespace tiersim::lab::example {

inline ScalingDecision decision(double time_s, double current, double result, Interval percent,
                                Interval wanted) {
  ScalingDecision made;
  made.time_s = made.last_s = time_s;
  made.component = "api";
  made.scaler = "HorizontalPodAutoscaler";
  made.current = current;
  made.result = result;
  made.ready = {current, current};
  made.wanted = wanted;
  made.proposals = {{"cpu", "%", percent, 70, wanted, ""}};
  made.decided_by = "cpu";
  made.conditions = {{"AbleToScale", true, "ReadyForNewScale"},
                     {"ScalingActive", true, "ValidMetricFound"}};
  return made;
}

inline ScalingDecision lasting(ScalingDecision decision, double last_s, std::uint64_t evaluations) {
  decision.last_s = last_s;
  decision.evaluations = evaluations;
  return decision;
}

inline ScalingDecision held(ScalingDecision decision, std::string rule, std::string reason) {
  decision.limits = {{std::move(rule), decision.result}};
  decision.reason = std::move(reason);
  return decision;
}

/// Pods of "api" over 600 s, evaluated every 15 s.
inline Result scaled_api() {
  Result result;
  result.scenario_name = "scaled_api";
  result.run.duration_s = 600;
  result.components["api"].kind = "deployment";
  result.components["db"].kind = "postgres";
  ScalingDecision calm = lasting(decision(3, 3, 3, {61, 68}, {3, 3}), 48, 4);
  calm.reason = "cpu at 61 % of request against a target of 70 %: 3 pods wanted 3";
  result.decisions = {
      calm,
      held(decision(63, 3, 6, {180, 180}, {8, 8}), "Percent 100/15s",
           "cpu at 180 % of request against a target of 70 %: 3 pods wanted 8; limited to 6 by "
           "Percent 100/15s"),
      held(decision(78, 6, 10, {175, 175}, {15, 15}), "maxReplicas 10",
           "cpu at 175 % of request against a target of 70 %: 6 pods wanted 15; limited to 10 by "
           "maxReplicas 10"),
      held(lasting(decision(93, 10, 10, {95, 105}, {14, 15}), 183, 7), "maxReplicas 10",
           "cpu at 101 % of request against a target of 70 %: 10 pods wanted 15; limited to 10 by "
           "maxReplicas 10"),
      held(lasting(decision(198, 10, 10, {20, 31}, {3, 5}), 468, 19), "scale-down window 300s",
           "cpu at 31 % of request against a target of 70 %: 10 pods wanted 5; scale-down window "
           "300s holds 10"),
      decision(483, 10, 5, {20, 20}, {3, 3})};
  result.decisions.back().reason =
      "cpu at 20 % of request against a target of 70 %: 10 pods wanted 3; scale-down window 300s "
      "holds 5";
  return result;
}

}  // namespace tiersim::lab::example
