#include "models/autoscaling/threshold/threshold_loop.hpp"

#include <cmath>
#include <utility>

#include "models/autoscaling/hpa_wording.hpp"

namespace tiersim::threshold {
namespace {

/// The core speaks of "metric"; people want its name and what it said.
std::string with_metric(const std::string& reason, const std::string& name, double value) {
  constexpr std::string_view subject = "metric ";
  if (!reason.starts_with(subject)) return reason;
  return name + " " + decimal(std::llround(value * 1000)) + " is " + reason.substr(subject.size());
}

}  // namespace

ThresholdLoop::ThresholdLoop(Context context, Scalable& target, const Params& params,
                             MetricSource& metric, std::string metric_name)
    : context_(std::move(context)),
      target_(target),
      params_(params),
      scaler_(params),
      metric_(metric),
      metric_name_(std::move(metric_name)),
      loops_(context_.simulation()) {}

void ThresholdLoop::start() {
  Stream stream = context_.stream("phase");
  const double share = stream.uniform();
  loops_.spawn(loop(from_seconds(share * params_.intervalSeconds)));
}

Process ThresholdLoop::loop(Duration phase) {
  co_await context_.simulation().delay(phase);
  for (;;) {
    evaluate();
    co_await context_.simulation().delay(std::chrono::seconds(params_.intervalSeconds));
  }
}

void ThresholdLoop::evaluate() {
  const std::optional<double> value = metric_.value(context_.now());
  const Decision decision = scaler_.evaluate(context_.now(), target_.replicas_spec(), value);
  const std::string reason = with_metric(decision.reason, metric_name_, value.value_or(0));
  record(decision, value, reason);
  if (decision.desired != decision.current) {
    held_back_ = decision.held_back;
    target_.scale_to(decision.desired, reason);
  } else if (decision.held_back != held_back_) {
    held_back_ = decision.held_back;
    if (!held_back_.empty()) context_.note("scale_limited", reason);
  }
}

void ThresholdLoop::record(const Decision& decision, std::optional<double> value,
                           const std::string& reason) {
  const auto only = [](double number) { return ValueRange{number, number}; };
  target_.pods(pods_);
  tiersim::Decision record{.scaler = "threshold"};
  record.current = decision.current;
  record.result = decision.desired;
  record.ready = only(static_cast<double>(ready_among(pods_)));
  record.wanted = only(decision.proposed);
  Proposal proposal{.source = metric_name_};
  if (value) {
    const bool rising = *value > params_.scaleDownThreshold;
    proposal.value = only(*value);
    proposal.target = rising ? params_.scaleUpThreshold : params_.scaleDownThreshold;
    proposal.replicas = only(decision.proposed);
  } else {
    proposal.failure = "no data";
  }
  record.proposals.push_back(std::move(proposal));
  if (!decision.held_back.empty()) record.limits.push_back({decision.held_back, decision.desired});
  record.reason = reason;
  context_.record(std::move(record));
}

}  // namespace tiersim::threshold
