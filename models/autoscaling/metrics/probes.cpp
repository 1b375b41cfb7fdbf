#include "models/autoscaling/metrics/probes.hpp"

#include <algorithm>
#include <utility>

namespace tiersim::metrics {

std::optional<double> CpuProbe::operator()() {
  target_->pods(pods_);
  const TimePoint now = context_.now();
  std::map<std::uint64_t, Seen> seen;
  double percent = 0;
  int tasks = 0;
  for (const PodSnapshot& pod : pods_) {
    if (pod.pending || pod.failed || pod.deleted || pod.cpu_request_milli <= 0) continue;
    seen[pod.number] = {now, pod.container_start, pod.cpu_seconds};
    const auto before = seen_.find(pod.number);
    if (before == seen_.end() || before->second.container_start != pod.container_start ||
        before->second.at == now)
      continue;
    const double span_s = to_seconds(now - before->second.at);
    const double reserved = static_cast<double>(pod.cpu_request_milli) / 1000 * span_s;
    percent += (pod.cpu_seconds - before->second.cpu_seconds) / reserved * 100;
    ++tasks;
  }
  seen_ = std::move(seen);
  return tasks == 0 ? std::nullopt : std::optional(percent / tasks);
}

std::optional<double> MemoryProbe::operator()() {
  target_->pods(pods_);
  double percent = 0;
  int tasks = 0;
  for (const PodSnapshot& pod : pods_) {
    if (pod.pending || pod.failed || pod.deleted || pod.memory_request_bytes <= 0) continue;
    percent +=
        static_cast<double>(pod.memory_bytes) / static_cast<double>(pod.memory_request_bytes) * 100;
    ++tasks;
  }
  return tasks == 0 ? std::nullopt : std::optional(percent / tasks);
}

std::optional<double> RequestsPerTargetProbe::operator()() {
  page_.clear();
  balancer_->publish("requests_total", page_);
  target_->pods(pods_);
  double total = 0;
  for (const PublishedValue& series : page_) total += series.value;
  const double came = std::max(0.0, total - std::exchange(before_, total));
  const int targets = ready_among(pods_);
  return targets == 0 ? std::nullopt : std::optional(came / targets);
}

}  // namespace tiersim::metrics
