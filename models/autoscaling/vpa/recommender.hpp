#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "models/autoscaling/vpa/container_usage.hpp"

namespace tiersim::vpa {

/// Amounts of the two resources.
struct Amounts {
  std::int64_t cpu_milli = 0;
  std::int64_t memory_bytes = 0;

  friend bool operator==(const Amounts&, const Amounts&) = default;
};

/// Flags of the recommender. Source: vertical-pod-autoscaler/pkg/recommender/logic.
struct RecommenderSettings {
  double target_percentile = 0.9;
  double lower_bound_percentile = 0.5;
  double upper_bound_percentile = 0.95;
  double safety_margin_fraction = 0.15;  ///< --recommendation-margin-fraction
  std::int64_t pod_min_cpu_milli = 25;   ///< --pod-recommendation-min-cpu-millicores
  std::int64_t pod_min_memory_bytes =
      std::int64_t{250} * 1024 * 1024;  ///< --pod-recommendation-min-memory-mb 250
};

/// The bounds that a VerticalPodAutoscaler object sets for a container.
struct ResourcePolicy {
  std::optional<std::int64_t> minAllowed_cpu_milli{};
  std::optional<std::int64_t> minAllowed_memory_bytes{};
  std::optional<std::int64_t> maxAllowed_cpu_milli{};
  std::optional<std::int64_t> maxAllowed_memory_bytes{};
};

/// What a container should ask for.
struct Recommendation {
  Amounts target{};
  Amounts lower_bound{};
  Amounts upper_bound{};
  Amounts uncapped_target{};  ///< before minAllowed and maxAllowed
  double confidence = 0;      ///< days
  std::string reason{};       ///< one sentence
};

/// The recommendation for a container, one of `containers` of its pod. Nothing while there is no
/// sample of CPU or none of memory.
[[nodiscard]] std::optional<Recommendation> recommend(const AggregateUsage& usage,
                                                      std::int32_t containers,
                                                      const ResourcePolicy& policy = {},
                                                      const RecommenderSettings& settings = {});

/// The limit that keeps its proportion when a request changes; 0 stays no limit.
[[nodiscard]] std::int64_t proportional_limit(std::int64_t limit, std::int64_t request,
                                              std::int64_t recommended);

}  // namespace tiersim::vpa
