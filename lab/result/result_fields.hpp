#pragma once
// The names of result.json, said once: the writer and the reader both visit them in this order.
#include <concepts>
#include <type_traits>

#include "lab/result/result.hpp"

namespace tiersim::lab {

template <class T, class Struct>
concept Of = std::same_as<std::remove_const_t<T>, Struct>;

void fields(auto& field, Of<TimeSummary> auto& time) {
  field("mean", time.mean);
  field("p50", time.p50);
  field("p75", time.p75);
  field("p90", time.p90);
  field("p95", time.p95);
  field("p99", time.p99);
  field("p999", time.p999);
  field("max", time.max);
}

void fields(auto& field, Of<Objective> auto& objective) {
  field("expression", objective.expression);
  field("metric", objective.metric);
  field("relation", objective.relation);
  field("unit", objective.unit);
  field("value", objective.value);
  field("low", objective.low);
  field("high", objective.high);
  field("limit", objective.limit);
  field("verdict", objective.verdict);
}

void fields(auto& field, Of<RequestSummary> auto& requests) {
  field("offered", requests.offered);
  field("completed", requests.completed);
  field("failed", requests.failed);
  field("in_flight", requests.in_flight);
  field("throughput_per_s", requests.throughput_per_s);
  field("goodput_per_s", requests.goodput_per_s);
  field("error_rate", requests.error_rate);
  field("availability", requests.availability);
  field("outcomes", requests.outcomes);
  field("latency_s", requests.latency_s);
}

void fields(auto& field, Of<Requests> auto& requests) {
  field("all", requests.all);
  field("classes", requests.classes);
  field("workloads", requests.workloads);
}

void fields(auto& field, Of<ReplicaSummary> auto& replicas) {
  field("mean", replicas.mean);
  field("min", replicas.min);
  field("max", replicas.max);
  field("end", replicas.end);
}

void fields(auto& field, Of<Component> auto& component) {
  field("kind", component.kind);
  field("zone", component.zone);
  field("utilization", component.utilization);
  field("in_flight_mean", component.in_flight_mean);
  field("wait_s", component.wait_s);
  field("service_s", component.service_s);
  field("replicas", component.replicas);
  field("counters", component.counters);
  field("littles_law_error", component.littles_law_error);
}

void fields(auto& field, Of<TierTime> auto& tier) {
  field("component", tier.component);
  field("wait_s", tier.wait_s);
  field("service_s", tier.service_s);
  field("slowest_wait_s", tier.slowest_wait_s);
  field("slowest_service_s", tier.slowest_service_s);
}

void fields(auto& field, Of<SeriesColumn> auto& column) {
  field("component", column.component);
  field("metric", column.metric);
  field("values", column.values);
}

void fields(auto& field, Of<Series> auto& series) {
  field("time_s", series.time_s);
  field("columns", series.columns);
}

void fields(auto& field, Of<TimelineEvent> auto& event) {
  field("time_s", event.time_s);
  field("component", event.component);
  field("event", event.event);
  field("detail", event.detail);
}

void fields(auto& field, Of<ScalingProposal> auto& proposal) {
  field("source", proposal.source);
  field("unit", proposal.unit);
  field("value", proposal.value);
  field("target", proposal.target);
  field("replicas", proposal.replicas);
  field("failure", proposal.failure);
}

void fields(auto& field, Of<ScalingLimit> auto& limit) {
  field("rule", limit.rule);
  field("held", limit.held);
}

void fields(auto& field, Of<ScalingCondition> auto& condition) {
  field("type", condition.type);
  field("status", condition.status);
  field("reason", condition.reason);
}

void fields(auto& field, Of<ScalingDecision> auto& decision) {
  field("time_s", decision.time_s);
  field("last_s", decision.last_s);
  field("evaluations", decision.evaluations);
  field("component", decision.component);
  field("scaler", decision.scaler);
  field("current", decision.current);
  field("result", decision.result);
  field("ready", decision.ready);
  field("wanted", decision.wanted);
  field("proposals", decision.proposals);
  field("decided_by", decision.decided_by);
  field("limits", decision.limits);
  field("conditions", decision.conditions);
  field("reason", decision.reason);
}

void fields(auto& field, Of<Alert> auto& alert) {
  field("name", alert.name);
  field("severity", alert.severity);
  field("fired_s", alert.fired_s);
  field("resolved_s", alert.resolved_s);
  field("detail", alert.detail);
}

void fields(auto& field, Of<Advice> auto& advice) {
  field("component", advice.component);
  field("summary", advice.summary);
  field("evidence", advice.evidence);
}

void fields(auto& field, Of<CostItem> auto& item) {
  field("name", item.name);
  field("quantity", item.quantity);
  field("unit", item.unit);
  field("price", item.price);
  field("amount", item.amount);
}

void fields(auto& field, Of<Cost> auto& cost) {
  field("total", cost.total);
  field("per_hour", cost.per_hour);
  field("per_month", cost.per_month);
  field("per_million_requests", cost.per_million_requests);
  field("currency", cost.currency);
  field("as_of", cost.as_of);
  field("items", cost.items);
}

void fields(auto& field, Of<Invariants> auto& invariants) {
  field("conservation", invariants.conservation);
  field("littles_law_error", invariants.littles_law_error);
  field("details", invariants.details);
}

void fields(auto& field, Of<TopologyNode> auto& node) {
  field("path", node.path);
  field("kind", node.kind);
  field("label", node.label);
  field("utilization", node.utilization);
  field("replicas", node.replicas);
}

void fields(auto& field, Of<TopologyEdge> auto& edge) {
  field("from", edge.from);
  field("to", edge.to);
  field("calls_per_s", edge.calls_per_s);
  field("label", edge.label);
}

void fields(auto& field, Of<Topology> auto& topology) {
  field("nodes", topology.nodes);
  field("edges", topology.edges);
}

void fields(auto& field, Of<Assumption> auto& assumption) {
  field("pointer", assumption.pointer);
  field("value", assumption.value);
  field("unit", assumption.unit);
  field("default", assumption.is_default);
  field("help", assumption.help);
}

void fields(auto& field, Of<TheoryRow> auto& row) {
  field("metric", row.metric);
  field("unit", row.unit);
  field("theory", row.theory);
  field("simulated", row.simulated);
}

void fields(auto& field, Of<Theory> auto& theory) {
  field("model", theory.model);
  field("rows", theory.rows);
}

void fields(auto& field, Of<Run> auto& run) {
  field("seed", run.seed);
  field("replications", run.replications);
  field("replications_asked", run.replications_asked);
  field("duration_s", run.duration_s);
  field("warm_up_s", run.warm_up_s);
  field("confidence_level", run.confidence_level);
  field("events", run.events);
  field("wall_s", run.wall_s);
  field("events_per_s", run.events_per_s);
  field("cpu_s", run.cpu_s);
  field("peak_rss_bytes", run.peak_rss_bytes);
}

/// The three scenario_ members of Result stand together as the object "scenario".
template <class ResultType>
struct ScenarioName {
  ResultType& result;
};

void fields(auto& field, Of<ScenarioName<Result>> auto& scenario) {
  field("name", scenario.result.scenario_name);
  field("hash", scenario.result.scenario_hash);
  field("description", scenario.result.scenario_description);
}

void fields(auto& field, Of<ScenarioName<const Result>> auto& scenario) {
  field("name", scenario.result.scenario_name);
  field("hash", scenario.result.scenario_hash);
  field("description", scenario.result.scenario_description);
}

template <Of<Result> ResultType>
void fields(auto& field, ResultType& result) {
  field("tiersim_version", result.tiersim_version);
  field("tiersim_commit", result.tiersim_commit);
  ScenarioName<ResultType> scenario{result};
  field("scenario", scenario);
  field("run", result.run);
  field("partial", result.partial);
  field("verdict", result.verdict);
  field("slo", result.objectives);
  field("requests", result.requests);
  field("components", result.components);
  field("breakdown", result.breakdown);
  field("cost", result.cost);
  field("intervals", result.intervals);
  field("timeline", result.timeline);
  field("decisions", result.decisions);
  field("alerts", result.alerts);
  field("diagnosis", result.diagnosis);
  field("invariants", result.invariants);
  field("topology", result.topology);
  field("assumptions", result.assumptions);
  field("theory", result.theory);
  field("per_replication", result.per_replication);
  field("series", result.series);
}

}  // namespace tiersim::lab
