#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "models/context.hpp"
#include "models/published.hpp"
#include "models/scaling.hpp"

namespace tiersim::metrics {

/// CPU that the tasks of a service used since the last look, in percent of what they reserve; the
/// mean over tasks. ECSServiceAverageCPUUtilization.
class CpuProbe {
 public:
  /// `target` outlives this.
  CpuProbe(Context context, Scalable& target) : context_(std::move(context)), target_(&target) {}

  std::optional<double> operator()();

 private:
  struct Seen {
    TimePoint at{};
    TimePoint container_start{};
    double cpu_seconds = 0;
  };

  Context context_;
  Scalable* target_;
  std::vector<PodSnapshot> pods_{};
  std::map<std::uint64_t, Seen> seen_{};
};

/// Memory of the tasks of a service, in percent of what they reserve; the mean over tasks.
/// ECSServiceAverageMemoryUtilization.
class MemoryProbe {
 public:
  /// `target` outlives this.
  explicit MemoryProbe(Scalable& target) : target_(&target) {}

  std::optional<double> operator()();

 private:
  Scalable* target_;
  std::vector<PodSnapshot> pods_{};
};

/// Requests that came to a balancer since the last look, for each ready target.
/// ALBRequestCountPerTarget, whose unit is the count in a minute.
class RequestsPerTargetProbe {
 public:
  /// Both outlive this.
  RequestsPerTargetProbe(Publisher& balancer, Scalable& target)
      : balancer_(&balancer), target_(&target) {}

  std::optional<double> operator()();

 private:
  Publisher* balancer_;
  Scalable* target_;
  std::vector<PodSnapshot> pods_{};
  std::vector<PublishedValue> page_{};
  double before_ = 0;
};

}  // namespace tiersim::metrics
