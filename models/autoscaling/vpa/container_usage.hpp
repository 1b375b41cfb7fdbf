#pragma once
#include <cstdint>
#include <optional>

#include "models/autoscaling/vpa/decaying_histogram.hpp"
#include "sim/time.hpp"

namespace tiersim::vpa {

/// How usage is gathered. Source: vertical-pod-autoscaler/pkg/recommender/model.
struct UsageSettings {
  Duration cpu_half_life = 24h;
  Duration memory_half_life = 24h;
  Duration memory_interval = 24h;     ///< one peak of memory counts for each
  std::int32_t memory_intervals = 8;  ///< without a sample for so many, all is forgotten
  double cpu_sample_weight = 0.1;
  std::int64_t oom_bump_up_min_bytes = std::int64_t{100} * 1024 * 1024;
  double oom_bump_up_ratio = 1.2;
};

/// The usage of all containers of one name, of all pods of a workload.
class AggregateUsage {
 public:
  explicit AggregateUsage(const UsageSettings& settings = {})
      : cpu_(cpu_buckets, settings.cpu_half_life),
        memory_(memory_buckets, settings.memory_half_life) {}

  [[nodiscard]] const DecayingHistogram& cpu() const { return cpu_; }

  [[nodiscard]] const DecayingHistogram& memory() const { return memory_; }

  void add_cpu(TimePoint at, double cores, double weight);
  void add_memory_peak(TimePoint at, std::int64_t bytes);
  void subtract_memory_peak(TimePoint at, std::int64_t bytes);

  /// How much is known: days from the first to the last sample of CPU, or samples per 1440 if that
  /// is less.
  [[nodiscard]] double confidence() const;

  /// Nothing new for as long as memory_intervals last: the aggregate is to be thrown away.
  [[nodiscard]] bool is_expired(TimePoint now, const UsageSettings& settings = {}) const;

 private:
  DecayingHistogram cpu_;
  DecayingHistogram memory_;
  std::optional<TimePoint> first_{};
  TimePoint last_{};
  std::int64_t samples_ = 0;
};

/// The samples of one container on their way into the aggregate.
class ContainerUsage {
 public:
  /// `aggregate` outlives this.
  explicit ContainerUsage(AggregateUsage& aggregate, const UsageSettings& settings = {})
      : aggregate_(&aggregate), settings_(settings) {}

  void add_cpu(TimePoint at, double cores);
  /// Counts if it is the peak of its interval so far; the interval's peak before is taken back. The
  /// first sample opens the first interval.
  void add_memory(TimePoint at, std::int64_t bytes);
  /// The container was killed for lack of memory: it needed more than it asked for and ever used.
  void add_oom(TimePoint at, std::int64_t requested_bytes);

 private:
  void observe_memory(TimePoint at, std::int64_t bytes, bool oom);

  AggregateUsage* aggregate_;
  UsageSettings settings_;
  std::optional<TimePoint> interval_end_{};
  std::int64_t memory_peak_ = 0;
  std::int64_t oom_peak_ = 0;
};

}  // namespace tiersim::vpa
