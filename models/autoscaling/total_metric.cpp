#include "models/autoscaling/total_metric.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "models/autoscaling/wrapping.hpp"

namespace tiersim {

std::int64_t capped_sum(const std::vector<std::int64_t>& values) {
  constexpr std::int64_t cap = std::numeric_limits<std::int64_t>::max();
  std::int64_t sum = 0;
  for (const std::int64_t value : values) {
    if (value > 0 && sum > cap - value) return cap;
    sum = wrapping_add(sum, value);
  }
  return sum;
}

MetricStatus value_proposal(std::int64_t total_milli, std::int64_t target_milli,
                            const MetricContext& context) {
  MetricStatus status;
  status.value_milli = total_milli;
  const double ratio = static_cast<double>(total_milli) / static_cast<double>(target_milli);
  if (context.current == 0) {
    status.replicas = to_replicas(std::ceil(ratio));
  } else if (context.tolerances.within(ratio)) {
    status.replicas = context.current;
  } else if (context.pods.empty()) {
    status.failure =
        MetricFailure{"NoPods", "no pods returned by selector while calculating replica count"};
  } else {
    const auto ready = std::count_if(
        context.pods.begin(), context.pods.end(),
        [](const PodView& pod) { return pod.phase == PodPhase::running && pod.ready == true; });
    status.replicas = to_replicas(std::ceil(ratio * static_cast<double>(ready)));
  }
  return status;
}

MetricStatus per_replica_proposal(std::int64_t total_milli, std::int64_t target_milli,
                                  const MetricContext& context) {
  MetricStatus status;
  const auto total = static_cast<double>(total_milli);
  const auto target = static_cast<double>(target_milli);
  const auto replicas = static_cast<double>(context.status);
  const double ratio =
      total / (target * replicas);  // without replicas infinite or NaN: never within
  status.replicas =
      context.tolerances.within(ratio) ? context.status : to_replicas(std::ceil(total / target));
  if (context.status != 0) {
    const double average = std::ceil(total / replicas);
    status.average_milli = average < 9223372036854775807.0
                               ? static_cast<std::int64_t>(average)
                               : std::numeric_limits<std::int64_t>::max();
  }
  return status;
}

}  // namespace tiersim
