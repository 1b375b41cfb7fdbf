#include <algorithm>

#include "models/autoscaling/cluster/cluster.hpp"

namespace tiersim::cluster {

void Cluster::count_nodes() {
  const auto ready = static_cast<int>(
      std::count_if(nodes_.begin(), nodes_.end(), [](const auto& one) { return one->node.ready; }));
  nodes_mean_.set(context_.now(), ready);
  nodes_min_ = std::min(nodes_min_, ready);
  nodes_max_ = std::max(nodes_max_, ready);
}

/// Instances are paid for from the request until they are deleted.
void Cluster::count_paid(const nodes::NodeShape& shape, double change) {
  paid_[{shape.instance_type + (shape.spot ? " spot" : ""), shape.price_per_hour}].add(
      context_.now(), change);
}

void Cluster::begin_measuring() {
  Component::begin_measuring();
  const TimePoint now = context_.now();
  nodes_mean_.restart(now);
  nodes_min_ = nodes_max_ = static_cast<int>(nodes_mean_.value());
  cpu_requested_.restart(now);
  cpu_allocatable_.restart(now);
  for (auto& [type, nodes] : paid_) nodes.restart(now);
  counters_.clear();
}

void Cluster::report(std::vector<ComponentReport>& reports) {
  const TimePoint now = context_.now();
  ComponentReport report = basic_report(Params::kind);
  report.busy_seconds = cpu_requested_.area(now);
  report.capacity_seconds = cpu_allocatable_.area(now);
  report.replicas = ReplicaReport{nodes_mean_.average(now), static_cast<double>(nodes_min_),
                                  static_cast<double>(nodes_max_), nodes_mean_.value()};
  for (const char* const name :
       {"nodes_created", "nodes_removed", "evictions", "interruptions", "unschedulable"})
    report.counters[name] = counters_[name];
  double hours = 0;
  for (const auto& [type, nodes] : paid_) {
    const double used = nodes.area(now) / 3600.0;
    hours += used;
    if (type.second > 0) report.priced.push_back({type.first, used, "node_hour", type.second});
  }
  report.quantities["node_hour"] = hours;
  reports.push_back(std::move(report));
}

void Cluster::sample(Gauges& gauges) {
  nodes::Resources asked;
  nodes::Resources allocatable;
  for (const auto& state : nodes_) {
    allocatable += state->node.shape.allocatable;
    for (const nodes::Pod& pod : state->node.pods) asked += pod.requests;
  }
  gauges.put(path(), "nodes_ready", nodes_mean_.value());
  gauges.put(path(), "nodes_coming", static_cast<double>(coming_.size()));
  gauges.put(path(), "pods_pending", static_cast<double>(queue_.size()));
  if (allocatable.cpu_milli == 0) return;
  gauges.put(path(), "cpu_requested",
             static_cast<double>(asked.cpu_milli) / static_cast<double>(allocatable.cpu_milli));
  gauges.put(
      path(), "memory_requested",
      static_cast<double>(asked.memory_bytes) / static_cast<double>(allocatable.memory_bytes));
}

void Cluster::evacuate() {
  life_.destroy_all();
}

}  // namespace tiersim::cluster
