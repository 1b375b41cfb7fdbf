#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "models/autoscaling/hpa_spec.hpp"

namespace tiersim::aws {

/// The average of a metric over each period, the latest last; a period without a datapoint is
/// empty.
using Datapoints = std::span<const std::optional<double>>;

/// A CloudWatch alarm, under the field names of its API.
struct AlarmParams {
  double Threshold = 0;
  std::string ComparisonOperator = "GreaterThanOrEqualToThreshold";  ///< or GreaterThanThreshold,
                                                                     ///< LessThan…
  std::int32_t Period = 60;                                          ///< seconds
  std::int32_t EvaluationPeriods = 1;
  std::optional<std::int32_t> DatapointsToAlarm{};  ///< of EvaluationPeriods; unset: all of them
  std::string TreatMissingData = "missing";         ///< missing, notBreaching, breaching, ignore
};

enum class AlarmState : std::uint8_t { insufficient_data, ok, alarm };

[[nodiscard]] std::vector<SpecViolation> validate(const AlarmParams& params);

/// The state after the last EvaluationPeriods datapoints. Periods before the first datapoint are
/// missing. CloudWatch looks further back when some are missing; that is not modelled.
[[nodiscard]] AlarmState evaluate(const AlarmParams& params, Datapoints datapoints,
                                  AlarmState before);

}  // namespace tiersim::aws
