#pragma once
#include <string>

#include "lab/scenario/autoscaler_spec.hpp"
#include "lab/scenario/spec_reader.hpp"

namespace tiersim::lab {

/// Reads what policies and alarms look at in CloudWatch.
class AwsMetricReader : public SpecReader {
 public:
  explicit AwsMetricReader(ReadingContext& context)
      : SpecReader(context.reader), context_(context) {}

 protected:
  /// `MetricName`: CPUUtilization, MemoryUtilization or a name of the section "metrics".
  [[nodiscard]] AwsMetric named_metric(const Node& node, const std::string& owner);
  /// A PredefinedMetricSpecification.
  [[nodiscard]] AwsMetric predefined(const Node& node);

 private:
  /// The balancer that a ResourceLabel names: the component of that name.
  std::string balancer(const Node& node, const std::string& owner);

  ReadingContext& context_;
};

}  // namespace tiersim::lab
