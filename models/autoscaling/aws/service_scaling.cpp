#include "models/autoscaling/aws/service_scaling.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "models/autoscaling/hpa_wording.hpp"

namespace tiersim::aws {
namespace {

std::string number(double value) {
  return decimal(std::llround(value * 1000));
}

ValueRange only(double value) {
  return {value, value};
}

tiersim::Proposal measured(const std::string& source, const metrics::MinuteMetric& metric,
                           double target) {
  tiersim::Proposal proposal{.source = source};
  proposal.target = target;
  const Datapoints datapoints = metric.datapoints();
  if (!datapoints.empty() && datapoints.back())
    proposal.value = only(*datapoints.back());
  else
    proposal.failure = "no datapoint of the last minute";
  return proposal;
}

}  // namespace

std::vector<std::optional<double>> by_period(Datapoints minutes, std::int32_t period_s) {
  const auto length = static_cast<std::size_t>(std::max(1, period_s / 60));
  std::vector<std::optional<double>> periods;
  for (std::size_t begin = minutes.size() % length; begin < minutes.size(); begin += length) {
    double sum = 0;
    int count = 0;
    for (const std::optional<double>& minute : minutes.subspan(begin, length)) {
      if (!minute) continue;
      sum += *minute;
      ++count;
    }
    periods.push_back(count > 0 ? std::optional(sum / count) : std::nullopt);
  }
  return periods;
}

ServiceScaling::ServiceScaling(Context context, Scalable& target, ServicePolicies policies,
                               cron::WallClock clock)
    : context_(std::move(context)),
      target_(target),
      policies_(std::move(policies)),
      clock_(clock),
      scalable_(ScalableTarget::Service::application, policies_.bounds),
      step_states_(policies_.steps.size(), AlarmState::insufficient_data),
      simple_states_(policies_.simple.size(), AlarmState::insufficient_data),
      loops_(context_.simulation()) {
  for (const SimpleWork& work : policies_.simple) simple_.emplace_back(work.cooldown);
}

void ServiceScaling::start() {
  Stream stream = context_.stream("phase");
  const double share = stream.uniform();
  loops_.spawn(minute_loop(from_seconds(share * 60)));
  if (!policies_.actions.empty()) loops_.spawn(schedule_loop());
}

Process ServiceScaling::minute_loop(Duration phase) {
  co_await context_.simulation().delay(phase);
  for (;;) {
    evaluate();
    co_await context_.simulation().delay(60s);
  }
}

Process ServiceScaling::schedule_loop() {
  cron::UtcTime done = clock_.at(context_.now()) - std::chrono::seconds(1);
  for (;;) {
    const std::optional<cron::UtcTime> next = next_action(done);
    if (!next) co_return;
    const Duration wait = clock_.instant_of(*next) - context_.now();
    if (wait > Duration::zero()) co_await context_.simulation().delay(wait);
    carry_out(done, *next);
    done = *next;
  }
}

std::optional<cron::UtcTime> ServiceScaling::next_action(cron::UtcTime after) const {
  std::optional<cron::UtcTime> next;
  for (const ScheduledAction& action : policies_.actions) {
    const auto at = action.schedule.next_after(after, action.Timezone, action.StartTime);
    if (at && (!action.EndTime || *at <= *action.EndTime) && (!next || *at < *next)) next = at;
  }
  return next;
}

void ServiceScaling::carry_out(cron::UtcTime since, cron::UtcTime now) {
  const std::int32_t current = target_.replicas_spec();
  const ScheduledDecision decision =
      aws::carry_out(policies_.actions, since, now, scalable_.bounds(), current);
  if (decision.reason.empty()) return;
  scalable_.set_bounds(decision.bounds);
  if (decision.desired != current)
    target_.scale_to(decision.desired, decision.reason);
  else
    context_.note("scheduled", decision.reason);
}

ServiceScaling::Alarm ServiceScaling::look(const AlarmParams& params,
                                           const metrics::MinuteMetric& metric, AlarmState& state) {
  const auto periods = by_period(metric.datapoints(), params.Period);
  state = aws::evaluate(params, periods, state);
  return {state, periods.empty() ? std::nullopt : periods.back()};
}

ScalingDecision ServiceScaling::by_policies() {
  std::vector<TrackedMetric> tracked;
  for (const TrackingWork& work : policies_.tracking) {
    const Datapoints datapoints = work.metric->datapoints();
    tracked.push_back({work.policy, {datapoints.begin(), datapoints.end()}});
  }
  std::vector<StepAlarm> steps;
  for (std::size_t i = 0; i < policies_.steps.size(); ++i) {
    const StepWork& work = policies_.steps[i];
    const Alarm alarm = look(work.alarm, *work.metric, step_states_[i]);
    if (alarm.state == AlarmState::alarm && alarm.value)
      steps.push_back({work.policy, *alarm.value, work.alarm.Threshold});
  }
  return scalable_.evaluate(context_.now(), target_.replicas_spec(), 0, tracked, steps);
}

/// The first simple policy whose alarm is in ALARM.
ScalingDecision ServiceScaling::by_simple_policies() {
  const std::int32_t current = target_.replicas_spec();
  ScalingDecision decision{.current = current, .proposed = current, .desired = current};
  for (std::size_t i = 0; i < policies_.simple.size(); ++i) {
    const SimpleWork& work = policies_.simple[i];
    const Alarm alarm = look(work.alarm, *work.metric, simple_states_[i]);
    if (alarm.state != AlarmState::alarm || !decision.reason.empty()) continue;
    decision = simple_[i].act(context_.now(), current, scalable_.bounds(), work.adjustment);
    decision.reason = work.name + " at " + number(alarm.value.value_or(0)) + ", " + decision.reason;
  }
  return decision;
}

void ServiceScaling::evaluate() {
  act(by_policies());
  if (!policies_.simple.empty()) act(by_simple_policies());
}

void ServiceScaling::act(const ScalingDecision& decision) {
  record(decision);
  std::string reason = decision.reason;
  if (!decision.held_back.empty())
    reason += (reason.empty() ? "held by " : "; held back by ") + decision.held_back;
  if (decision.desired != decision.current) {
    held_back_ = decision.held_back;
    target_.scale_to(decision.desired, reason);
  } else if (decision.held_back != held_back_) {
    held_back_ = decision.held_back;
    if (!held_back_.empty()) context_.note("scale_limited", reason);
  }
}

void ServiceScaling::record(const ScalingDecision& decision) {
  target_.pods(pods_);
  Decision record{.scaler = "Application Auto Scaling"};
  record.current = decision.current;
  record.result = decision.desired;
  record.ready = only(static_cast<double>(ready_among(pods_)));
  record.wanted = only(decision.proposed);
  for (const TrackingWork& work : policies_.tracking)
    record.proposals.push_back(measured(work.name, *work.metric, work.policy.TargetValue));
  for (const StepWork& work : policies_.steps)
    record.proposals.push_back(measured(work.name, *work.metric, work.alarm.Threshold));
  for (const SimpleWork& work : policies_.simple)
    record.proposals.push_back(measured(work.name, *work.metric, work.alarm.Threshold));
  if (!decision.held_back.empty()) record.limits.push_back({decision.held_back, decision.desired});
  record.reason = decision.reason;
  context_.record(std::move(record));
}

}  // namespace tiersim::aws
