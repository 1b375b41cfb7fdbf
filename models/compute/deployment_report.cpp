#include <algorithm>

#include "models/compute/deployment.hpp"

namespace tiersim {

int Deployment::count(PodStage stage) const {
  return static_cast<int>(std::count_if(pods_.begin(), pods_.end(),
                                        [stage](const auto& pod) { return pod->stage == stage; }));
}

int Deployment::replicas_status() const {
  return count(PodStage::pending) + count(PodStage::starting) + count(PodStage::ready) +
         count(PodStage::unready) + count(PodStage::down);
}

void Deployment::pods(std::vector<PodSnapshot>& snapshots) {
  snapshots.clear();
  const ResourceAmounts& requests = params_.resources.requests;
  for (const auto& pod : pods_) {
    if (pod->stage == PodStage::gone) continue;
    PodSnapshot seen;
    seen.number = pod->number();
    seen.pending = pod->stage == PodStage::pending;
    seen.deleted = pod->stage == PodStage::terminating;
    seen.ready = pod->stage == PodStage::ready;
    seen.start_time = pod->accepted;
    seen.ready_transition = pod->ready_changed;
    seen.container_start = pod->started;
    seen.cpu_seconds = pod->container_cpu_seconds();
    seen.cpu_request_milli =
        requests.cpu ? static_cast<std::int64_t>(requests.cpu->count * 1000.0 + 0.5) : 0;
    seen.memory_bytes = pod->memory_bytes();
    seen.memory_request_bytes = requests.memory ? requests.memory->count : 0;
    snapshots.push_back(seen);
  }
}

void Deployment::publish(std::string_view metric, std::vector<PublishedValue>& series) {
  for (const auto& pod : pods_) {
    if (!pod->serves() && pod->stage != PodStage::terminating) continue;
    const auto in_service = static_cast<double>(pod->slots_in_use());
    const auto waiting = static_cast<double>(pod->waiting());
    const auto put = [&](double value) { series.push_back({pod->number(), value}); };
    if (metric == "requests_total") put(static_cast<double>(pod->container_requests()));
    if (metric == "in_flight") put(in_service + waiting);
    if (metric == "waiting") put(waiting);
    if (metric == "in_service") put(in_service);
    if (metric == "slot_utilization") put(in_service / static_cast<double>(params_.slots));
    if (metric == "memory_bytes") put(static_cast<double>(pod->memory_bytes()));
    if (metric == "cpu_seconds_total") put(pod->container_cpu_seconds());
  }
}

double Deployment::cpu_capacity() const {
  if (params_.resources.limits.cpu) return params_.resources.limits.cpu->count;
  return params_.node_cpu.count;
}

void Deployment::begin_measuring() {
  Component::begin_measuring();
  replicas_.restart(context_.now());
  replicas_min_ = replicas_max_ = replicas_status();
  cpu_before_ = buried_cpu_seconds_;
  throttled_before_ = buried_throttled_s_;
  for (const auto& pod : pods_) {
    cpu_before_ += pod->cpu_seconds();
    throttled_before_ += pod->throttled_seconds();
  }
  restarts_ = 0;
  measuring_since_ = context_.now();
}

void Deployment::report(std::vector<ComponentReport>& reports) {
  const double measured = to_seconds(context_.now() - measuring_since_);
  const double mean = replicas_.average(context_.now());
  double cpu = buried_cpu_seconds_ - cpu_before_;
  double throttled = buried_throttled_s_ - throttled_before_;
  for (const auto& pod : pods_) {
    cpu += pod->cpu_seconds();
    throttled += pod->throttled_seconds();
  }
  ComponentReport report = basic_report(Params::kind);
  report.busy_seconds = cpu;
  report.capacity_seconds = mean * measured * cpu_capacity();
  report.replicas =
      ReplicaReport{mean, static_cast<double>(replicas_min_), static_cast<double>(replicas_max_),
                    static_cast<double>(replicas_status())};
  report.counters["pods_created"] = static_cast<double>(pods_created_);
  report.counters["restarts"] = static_cast<double>(restarts_);
  report.counters["throttled_s"] = throttled;
  const double pod_hours = mean * measured / 3600.0;
  const ResourceAmounts& requests = params_.resources.requests;
  report.quantities["pod_hour"] = pod_hours;
  if (requests.cpu) report.quantities["cpu_hour"] = pod_hours * requests.cpu->count;
  if (requests.memory) {
    report.quantities["memory_gib_hour"] =
        pod_hours * static_cast<double>(requests.memory->count) / (1024.0 * 1024.0 * 1024.0);
  }
  reports.push_back(std::move(report));
}

void Deployment::sample(Gauges& gauges) {
  bury();
  double cpu = buried_cpu_seconds_;
  std::size_t slots = 0;
  std::size_t waiting = 0;
  for (const auto& pod : pods_) {
    cpu += pod->cpu_seconds();
    slots += pod->slots_in_use();
    waiting += pod->waiting();
  }
  const int ready = count(PodStage::ready);
  const double span = to_seconds(context_.now() - sampled_at_);
  gauges.put(path(), "replicas_desired", replicas_spec_);
  gauges.put(path(), "replicas_current", replicas_status());
  gauges.put(path(), "replicas_ready", ready);
  if (sets_.back().revision > 1)
    gauges.put(path(), "replicas_updated", pods_of(sets_.back().revision));
  if (ready > 0 && span > 0) {
    const double asked =
        params_.resources.requests.cpu ? params_.resources.requests.cpu->count : cpu_capacity();
    gauges.put(path(), "cpu_utilization", (cpu - cpu_at_sample_) / (span * asked * ready));
    gauges.put(path(), "slot_utilization",
               static_cast<double>(slots) / (static_cast<double>(params_.slots) * ready));
  }
  gauges.put(path(), "waiting", static_cast<double>(waiting));
  cpu_at_sample_ = cpu;
  sampled_at_ = context_.now();
}

}  // namespace tiersim
