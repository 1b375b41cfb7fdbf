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
      interval_(std::chrono::seconds(params.intervalSeconds)),
      scaler_(params),
      metric_(metric),
      metric_name_(std::move(metric_name)),
      loops_(context_.simulation()) {}

void ThresholdLoop::start() {
  Stream stream = context_.stream("phase");
  const double share = stream.uniform();
  loops_.spawn(loop(from_seconds(share * to_seconds(interval_))));
}

Process ThresholdLoop::loop(Duration phase) {
  co_await context_.simulation().delay(phase);
  for (;;) {
    evaluate();
    co_await context_.simulation().delay(interval_);
  }
}

void ThresholdLoop::evaluate() {
  const std::optional<double> value = metric_.value(context_.now());
  const Decision decision = scaler_.evaluate(context_.now(), target_.replicas_spec(), value);
  const std::string reason = with_metric(decision.reason, metric_name_, value.value_or(0));
  if (decision.desired != decision.current) {
    held_back_ = decision.held_back;
    target_.scale_to(decision.desired, reason);
  } else if (decision.held_back != held_back_) {
    held_back_ = decision.held_back;
    if (!held_back_.empty()) context_.note("scale_limited", reason);
  }
}

}  // namespace tiersim::threshold
