#pragma once
#include <cstdint>
#include <vector>

#include "models/autoscaling/replica_calculator.hpp"

namespace tiersim {

/// The sum of non-negative series, at most 2^63 − 1.
[[nodiscard]] std::int64_t capped_sum(const std::vector<std::int64_t>& values);

/// `Value`: the ratio of total to target times the pods that are ready. A total that does not fall
/// when pods are added drives the count to its maximum.
[[nodiscard]] MetricStatus value_proposal(std::int64_t total_milli, std::int64_t target_milli,
                                          const MetricContext& context);

/// `AverageValue`: as many replicas as the target goes into the total.
[[nodiscard]] MetricStatus per_replica_proposal(std::int64_t total_milli, std::int64_t target_milli,
                                                const MetricContext& context);

}  // namespace tiersim
