#include "models/autoscaling/vpa/container_usage.hpp"

#include <algorithm>

namespace tiersim::vpa {

void AggregateUsage::add_cpu(TimePoint at, double cores, double weight) {
  cpu_.add(cores, weight, at);
  first_ = first_ ? std::min(*first_, at) : at;
  last_ = std::max(last_, at);
  ++samples_;
}

void AggregateUsage::add_memory_peak(TimePoint at, std::int64_t bytes) {
  memory_.add(static_cast<double>(bytes), 1, at);
}

void AggregateUsage::subtract_memory_peak(TimePoint at, std::int64_t bytes) {
  memory_.subtract(static_cast<double>(bytes), 1, at);
}

double AggregateUsage::confidence() const {
  if (!first_) return 0;
  constexpr double samples_per_day = 1440;
  const double days = to_seconds(last_ - *first_) / 86'400;
  return std::min(days, static_cast<double>(samples_) / samples_per_day);
}

bool AggregateUsage::is_expired(TimePoint now, const UsageSettings& settings) const {
  return first_ && now - last_ >= settings.memory_interval * settings.memory_intervals;
}

void ContainerUsage::add_cpu(TimePoint at, double cores) {
  aggregate_->add_cpu(at, cores, settings_.cpu_sample_weight);
}

void ContainerUsage::observe_memory(TimePoint at, std::int64_t bytes, bool oom) {
  if (!interval_end_) interval_end_ = at;
  const std::int64_t peak = std::max(memory_peak_, oom_peak_);
  if (at < *interval_end_) {
    if (peak == 0 || bytes <= peak) return;
    aggregate_->subtract_memory_peak(*interval_end_, peak);
  } else {
    const auto passed = (at - *interval_end_) / settings_.memory_interval;
    *interval_end_ += (passed + 1) * settings_.memory_interval;
    memory_peak_ = oom_peak_ = 0;
  }
  aggregate_->add_memory_peak(*interval_end_, bytes);
  (oom ? oom_peak_ : memory_peak_) = bytes;
}

void ContainerUsage::add_memory(TimePoint at, std::int64_t bytes) {
  observe_memory(at, bytes, false);
}

void ContainerUsage::add_oom(TimePoint at, std::int64_t requested_bytes) {
  const std::int64_t used = std::max(requested_bytes, memory_peak_);
  const auto scaled =
      static_cast<std::int64_t>(static_cast<double>(used) * settings_.oom_bump_up_ratio);
  observe_memory(at, std::max(used + settings_.oom_bump_up_min_bytes, scaled), true);
}

}  // namespace tiersim::vpa
