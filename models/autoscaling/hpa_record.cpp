#include "models/autoscaling/hpa_record.hpp"

#include "models/autoscaling/hpa_wording.hpp"

namespace tiersim {
namespace {

ValueRange only(double value) {
  return {value, value};
}

bool is_resource(const MetricSpec& metric, std::string_view name) {
  return (metric.type == "Resource" || metric.type == "ContainerResource") && metric.name == name;
}

std::string source_of(const MetricSpec& metric) {
  std::string text = metric.name;
  if (!metric.container.empty()) text += " of container " + metric.container;
  if (!metric.describedObject.empty()) text += " of " + metric.describedObject;
  return text;
}

/// The measurement beside its target, in the unit that people read.
void measure(const MetricSpec& metric, const MetricStatus& status, Proposal& proposal) {
  if (metric.target.averageUtilization) {
    proposal.unit = "%";
    proposal.target = static_cast<double>(*metric.target.averageUtilization);
    if (status.average_utilization)
      proposal.value = only(static_cast<double>(*status.average_utilization));
    return;
  }
  constexpr double mebibyte_milli = 1024.0 * 1024.0 * 1000.0;
  const bool memory = is_resource(metric, "memory");
  const double scale = memory ? mebibyte_milli : 1000.0;
  proposal.unit = memory ? "MiB" : is_resource(metric, "cpu") ? "CPU" : "";
  const bool by_average = metric.target.averageValue.has_value();
  if (by_average) proposal.unit += proposal.unit.empty() ? "per pod" : " per pod";
  const std::optional<Quantity>& target =
      by_average ? metric.target.averageValue : metric.target.value;
  if (target) proposal.target = static_cast<double>(target->milli) / scale;
  const std::optional<std::int64_t> milli = by_average ? status.average_milli : status.value_milli;
  if (milli) proposal.value = only(static_cast<double>(*milli) / scale);
}

Proposal proposal_of(const MetricSpec& metric, const MetricStatus& status) {
  Proposal proposal{.source = source_of(metric)};
  measure(metric, status, proposal);
  if (status.failure) {
    proposal.failure = std::string(failure_reason(metric)) + ": " + status.failure->message;
  } else {
    proposal.replicas = only(status.replicas);
  }
  return proposal;
}

void add_condition(const char* type, const std::optional<HpaCondition>& condition,
                   Decision& record) {
  if (condition) record.conditions.push_back({type, condition->status, condition->reason});
}

}  // namespace

Decision record_of(const HorizontalPodAutoscalerSpec& spec, const HpaDecision& decision,
                   std::int64_t ready) {
  Decision record{.scaler = "HorizontalPodAutoscaler"};
  record.current = decision.current;
  record.result = decision.desired;
  record.ready = only(static_cast<double>(ready));
  if (decision.proposed) record.wanted = only(*decision.proposed);
  for (std::size_t i = 0; i < decision.metrics.size(); ++i)
    record.proposals.push_back(proposal_of((*spec.metrics)[i], decision.metrics[i]));
  record.winner = decision.winner;
  record.limits = decision.limits;
  add_condition("AbleToScale", decision.conditions.able_to_scale, record);
  add_condition("ScalingActive", decision.conditions.scaling_active, record);
  add_condition("ScalingLimited", decision.conditions.scaling_limited, record);
  record.reason = decision.reason;
  return record;
}

}  // namespace tiersim
