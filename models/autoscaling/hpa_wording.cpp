#include "models/autoscaling/hpa_wording.hpp"

namespace tiersim {
namespace {

/// Values of one metric beside each other: memory in MiB, everything else as it is.
std::string amount(const MetricSpec& metric, std::int64_t milli) {
  constexpr std::int64_t mebibyte = 1024 * 1024;
  const bool resource = metric.type == "Resource" || metric.type == "ContainerResource";
  if (resource && metric.name == "memory") return decimal(milli / mebibyte) + " MiB";
  if (resource && metric.name == "cpu") return decimal(milli) + " CPU";
  return decimal(milli);
}

}  // namespace

std::string decimal(std::int64_t milli) {
  const bool negative = milli < 0;
  const auto magnitude =
      negative ? 0 - static_cast<std::uint64_t>(milli) : static_cast<std::uint64_t>(milli);
  std::string text = std::to_string(magnitude / 1000);
  if (magnitude % 1000 != 0) {
    std::string fraction = std::to_string(1000 + magnitude % 1000);
    fraction.front() = '.';
    while (fraction.back() == '0') fraction.pop_back();
    text += fraction;
  }
  return negative ? "-" + text : text;
}

std::string pods(std::int32_t count) {
  return std::to_string(count) + (count == 1 ? " pod" : " pods");
}

std::string described(const MetricSpec& metric, const MetricStatus& status) {
  std::string text = metric.name;
  if (!metric.container.empty()) text += " of container " + metric.container;
  if (!metric.describedObject.empty()) text += " of " + metric.describedObject;
  const MetricTarget& target = metric.target;
  if (status.average_utilization) {
    return text + " at " + std::to_string(*status.average_utilization) +
           " % of request against a target of " +
           std::to_string(target.averageUtilization.value_or(0)) + " %";
  }
  if (status.value_milli) {
    return text + " at " + amount(metric, *status.value_milli) + " against a target of " +
           amount(metric, target.value.value_or(Quantity{}).milli);
  }
  const std::string goal = amount(metric, target.averageValue.value_or(Quantity{}).milli);
  if (!status.average_milli)
    return text + " without a replica to share it, against a target of " + goal + " per pod";
  return text + " at " + amount(metric, *status.average_milli) + " per pod against a target of " +
         goal;
}

std::string_view failure_reason(const MetricSpec& metric) {
  if (metric.type == "Resource") return "FailedGetResourceMetric";
  if (metric.type == "ContainerResource") return "FailedGetContainerResourceMetric";
  if (metric.type == "Pods") return "FailedGetPodsMetric";
  if (metric.type == "Object") return "FailedGetObjectMetric";
  if (metric.type == "External") return "FailedGetExternalMetric";
  return "InvalidMetricSourceType";
}

std::string controller_name(const MetricSpec& metric) {
  const bool by_average = metric.target.averageValue.has_value();
  if (metric.type == "Resource") {
    return metric.name +
           (by_average ? " resource" : " resource utilization (percentage of request)");
  }
  if (metric.type == "ContainerResource") {
    return metric.name + (by_average ? " container resource"
                                     : " container resource utilization (percentage of request)");
  }
  if (metric.type == "Pods") return "pods metric " + metric.name;
  if (metric.type == "Object") return "object metric " + metric.name;
  return "external metric " + metric.name;
}

}  // namespace tiersim
