#include "models/autoscaling/per_pod_metric.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "models/autoscaling/wrapping.hpp"

namespace tiersim {
namespace {

struct Usage {
  double ratio = 0;
  std::int32_t percent = 0;  ///< of the request; only of a utilization
  std::int64_t average_milli = 0;
};

/// Compares values with a target; nothing when there is nothing to compare with.
class Gauge {
 public:
  virtual ~Gauge() = default;
  [[nodiscard]] virtual std::optional<Usage> measure(const PodValues& values) const = 0;
  /// What a pod without a sample is taken to use when the count is to fall: enough to be careful.
  [[nodiscard]] virtual std::int64_t assumed_usage(const std::string& pod) const = 0;
};

class UtilizationGauge final : public Gauge {
 public:
  UtilizationGauge(RequestsByPod requests, std::int32_t target_percent)
      : requests_(std::move(requests)), target_percent_(target_percent) {}

  [[nodiscard]] std::optional<Usage> measure(const PodValues& values) const override {
    std::int64_t usage = 0;
    std::int64_t requested = 0;
    std::int64_t pods = 0;
    for (const auto& [pod, value] : values) {
      const auto request = requests_.find(pod);
      if (request == requests_.end()) continue;
      usage = wrapping_add(usage, value.milli);
      requested = wrapping_add(requested, request->second);
      ++pods;
    }
    if (requested == 0) return std::nullopt;
    // A whole percent, cut off, before it is divided: 77.9 % of a target of 70 % is 1.1.
    const auto percent = static_cast<std::int32_t>(wrapping_multiply(usage, 100) / requested);
    return Usage{static_cast<double>(percent) / static_cast<double>(target_percent_), percent,
                 usage / pods};
  }

  [[nodiscard]] std::int64_t assumed_usage(const std::string& pod) const override {
    const auto percent = static_cast<std::int64_t>(std::max(100, target_percent_));
    return wrapping_multiply(requests_.find(pod)->second, percent) / 100;
  }

 private:
  RequestsByPod requests_;
  std::int32_t target_percent_;
};

class AverageGauge final : public Gauge {
 public:
  explicit AverageGauge(std::int64_t target_milli) : target_milli_(target_milli) {}

  [[nodiscard]] std::optional<Usage> measure(const PodValues& values) const override {
    std::int64_t sum = 0;
    for (const auto& [pod, value] : values) sum = wrapping_add(sum, value.milli);
    const std::int64_t average = sum / static_cast<std::int64_t>(values.size());
    return Usage{static_cast<double>(average) / static_cast<double>(target_milli_), 0, average};
  }

  [[nodiscard]] std::int64_t assumed_usage(const std::string& pod) const override {
    static_cast<void>(pod);
    return target_milli_;
  }

 private:
  std::int64_t target_milli_;
};

struct Proposal {
  std::int32_t replicas = 0;
  Usage usage{};
};

/// The count after the pods that cannot be counted were taken to be idle (on the way up) or busy
/// (on the way down).
std::int32_t careful_replicas(PodValues values, const PodGroups& groups, const Gauge& gauge,
                              double ratio, const MetricContext& context) {
  if (ratio < 1.0) {
    for (const std::string& pod : groups.missing) values[pod].milli = gauge.assumed_usage(pod);
  } else if (ratio > 1.0) {
    for (const std::string& pod : groups.missing) values[pod].milli = 0;
    for (const std::string& pod : groups.unready) values[pod].milli = 0;
  }
  const std::optional<Usage> usage = gauge.measure(values);
  if (!usage || context.tolerances.within(usage->ratio)) return context.current;
  if ((ratio < 1.0 && usage->ratio > 1.0) || (ratio > 1.0 && usage->ratio < 1.0))
    return context.current;
  const std::int32_t replicas =
      to_replicas(std::ceil(usage->ratio * static_cast<double>(values.size())));
  if ((usage->ratio < 1.0 && replicas > context.current) ||
      (usage->ratio > 1.0 && replicas < context.current)) {
    return context.current;
  }
  return replicas;
}

std::optional<Proposal> propose(const PodValues& values, const PodGroups& groups,
                                const Gauge& gauge, const MetricContext& context) {
  const std::optional<Usage> usage = gauge.measure(values);
  if (!usage) return std::nullopt;
  const bool up_with_unready = !groups.unready.empty() && usage->ratio > 1.0;
  Proposal proposal{context.current, *usage};
  if (up_with_unready || !groups.missing.empty()) {
    proposal.replicas = careful_replicas(values, groups, gauge, usage->ratio, context);
  } else if (!context.tolerances.within(usage->ratio)) {
    proposal.replicas = to_replicas(std::ceil(usage->ratio * static_cast<double>(groups.counted)));
  }
  return proposal;
}

MetricStatus failed(MetricFailure failure) {
  MetricStatus status;
  status.failure = std::move(failure);
  return status;
}

/// Sorts the pods and drops the samples that do not count; the failure if none is left.
std::variant<PodGroups, MetricFailure> sift(PodValues& values, std::string_view resource,
                                            const MetricContext& context) {
  if (context.pods.empty())
    return MetricFailure{"NoPods", "no pods returned by selector while calculating replica count"};
  PodGroups groups = group_pods(context.now, context.pods, values, resource, context.settings);
  for (const std::string& pod : groups.ignored) values.erase(pod);
  for (const std::string& pod : groups.unready) values.erase(pod);
  if (values.empty()) {
    return MetricFailure{"NoMetricsForTargetedPods",
                         "did not receive metrics for targeted pods (pods might be unready)"};
  }
  return groups;
}

}  // namespace

MetricStatus utilization_proposal(PodValues values, std::string_view resource,
                                  std::string_view container, std::int32_t target_percent,
                                  const MetricContext& context) {
  const auto groups = sift(values, resource, context);
  if (const auto* failure = std::get_if<MetricFailure>(&groups)) return failed(*failure);
  auto requests = pod_requests(context.pods, resource, container, context.settings);
  if (const auto* failure = std::get_if<MetricFailure>(&requests)) return failed(*failure);
  const UtilizationGauge gauge(std::get<RequestsByPod>(std::move(requests)), target_percent);
  const auto proposal = propose(values, std::get<PodGroups>(groups), gauge, context);
  if (!proposal) return failed({"NoMatchedPods", "no metrics returned matched known pods"});
  MetricStatus status;
  status.replicas = proposal->replicas;
  status.average_utilization = proposal->usage.percent;
  status.average_milli = proposal->usage.average_milli;
  return status;
}

MetricStatus average_value_proposal(PodValues values, std::string_view resource,
                                    std::int64_t target_milli, const MetricContext& context) {
  const auto groups = sift(values, resource, context);
  if (const auto* failure = std::get_if<MetricFailure>(&groups)) return failed(*failure);
  const auto proposal =
      propose(values, std::get<PodGroups>(groups), AverageGauge(target_milli), context);
  MetricStatus status;
  status.replicas = proposal->replicas;
  status.average_milli = proposal->usage.average_milli;
  return status;
}

}  // namespace tiersim
