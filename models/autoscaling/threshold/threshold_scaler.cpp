#include "models/autoscaling/threshold/threshold_scaler.hpp"

#include <algorithm>

#include "models/autoscaling/hpa_wording.hpp"

namespace tiersim::threshold {
namespace {

/// Whole numbers throughout: 10 % of 30 is 3, not 3.0000000000000004 rounded up.
std::int64_t change_of(const Step& step, std::int32_t current, bool up) {
  if (!step.percent) return step.value;
  const std::int64_t hundredths = static_cast<std::int64_t>(current) * step.value;
  return up ? (hundredths + 99) / 100 : std::max<std::int64_t>(1, hundredths / 100);
}

std::string in_a_row(std::int32_t samples) {
  return samples == 1 ? "" : " " + std::to_string(samples) + " times in a row";
}

}  // namespace

std::vector<SpecViolation> validate(const Params& params) {
  std::vector<SpecViolation> violations;
  const auto need = [&](bool holds, const char* field, const char* message) {
    if (!holds) violations.push_back({field, std::string("threshold.") + field, message});
  };
  // Written so that NaN does not hold.
  need(params.scaleDownThreshold < params.scaleUpThreshold, "scaleDownThreshold",
       "must be below scaleUpThreshold, or the count would swing");
  need(params.minReplicas >= 0, "minReplicas", "must be 0 or more");
  need(params.maxReplicas >= std::max(1, params.minReplicas), "maxReplicas",
       "must be 1 or more, and minReplicas or more");
  need(params.intervalSeconds > 0, "intervalSeconds", "must be greater than 0");
  need(params.scaleUpSamples > 0, "scaleUpSamples", "must be greater than 0");
  need(params.scaleDownSamples > 0, "scaleDownSamples", "must be greater than 0");
  need(params.scaleUpStep.value > 0, "scaleUpStep", "must be greater than 0");
  need(params.scaleDownStep.value > 0, "scaleDownStep", "must be greater than 0");
  need(params.cooldownUpSeconds >= 0, "cooldownUpSeconds", "must be 0 or more");
  need(params.cooldownDownSeconds >= 0, "cooldownDownSeconds", "must be 0 or more");
  return violations;
}

Decision ThresholdScaler::step(TimePoint now, std::int32_t current, bool up) const {
  const std::int64_t change =
      change_of(up ? params_.scaleUpStep : params_.scaleDownStep, current, up);
  constexpr std::int64_t most = 2'147'483'647;
  Decision decision{.current = current};
  decision.proposed = static_cast<std::int32_t>(
      std::clamp<std::int64_t>(current + (up ? change : -change), 0, most));
  decision.desired = std::clamp(decision.proposed, params_.minReplicas, params_.maxReplicas);
  if (decision.desired < decision.proposed) {
    decision.held_back = "maxReplicas " + std::to_string(params_.maxReplicas);
  } else if (decision.desired > decision.proposed) {
    decision.held_back = "minReplicas " + std::to_string(params_.minReplicas);
  }
  const std::int32_t cooldown = up ? params_.cooldownUpSeconds : params_.cooldownDownSeconds;
  const bool cooling = last_change_ && now - *last_change_ < std::chrono::seconds(cooldown);
  if (cooling && decision.desired != current) {
    decision.desired = current;
    decision.held_back =
        (up ? "cooldownUpSeconds " : "cooldownDownSeconds ") + std::to_string(cooldown);
  }
  decision.reason = up ? "metric at or above scaleUpThreshold" + in_a_row(above_)
                       : "metric at or below scaleDownThreshold" + in_a_row(below_);
  decision.reason += ": " + pods(current) + " wanted " + std::to_string(decision.proposed);
  if (!decision.held_back.empty()) decision.reason += "; held back by " + decision.held_back;
  return decision;
}

Decision ThresholdScaler::evaluate(TimePoint now, std::int32_t current,
                                   std::optional<double> metric) {
  Decision decision{.current = current, .proposed = current, .desired = current};
  if (metric) {
    above_ = *metric >= params_.scaleUpThreshold ? above_ + 1 : 0;
    below_ = *metric <= params_.scaleDownThreshold ? below_ + 1 : 0;
    if (above_ >= params_.scaleUpSamples) decision = step(now, current, true);
    if (below_ >= params_.scaleDownSamples) decision = step(now, current, false);
  }
  if (current < params_.minReplicas || current > params_.maxReplicas) {
    decision.desired = std::clamp(current, params_.minReplicas, params_.maxReplicas);
    decision.held_back.clear();
    decision.reason = pods(current) + (current == 1 ? " is" : " are") +
                      (current < params_.minReplicas
                           ? " below minReplicas " + std::to_string(params_.minReplicas)
                           : " above maxReplicas " + std::to_string(params_.maxReplicas));
  }
  if (decision.desired != current) last_change_ = now;
  return decision;
}

}  // namespace tiersim::threshold
