#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/autoscaling/hpa_spec.hpp"
#include "sim/time.hpp"

namespace tiersim::threshold {

/// By how much one step changes the count.
struct Step {
  std::int32_t value = 1;  ///< greater than 0
  bool percent = false;    ///< of the current count; else pods
};

/// Settings of the threshold scaler, a model of tiersim: the plain controller that many write
/// themselves. Names follow Kubernetes' way.
struct Params {
  double scaleUpThreshold = 0;    ///< at or above it
  double scaleDownThreshold = 0;  ///< at or below it
  std::int32_t minReplicas = 1;
  std::int32_t maxReplicas = 10;
  std::int32_t intervalSeconds = 60;  ///< between two evaluations
  std::int32_t scaleUpSamples = 1;    ///< consecutive samples that breach
  std::int32_t scaleDownSamples = 5;
  Step scaleUpStep{};                      ///< a percentage is rounded up
  Step scaleDownStep{};                    ///< a percentage is rounded down, to one at least
  std::int32_t cooldownUpSeconds = 60;     ///< no step up within it of the last change
  std::int32_t cooldownDownSeconds = 300;  ///< no step down within it of the last change
};

/// What cannot be carried out; empty when all is well.
[[nodiscard]] std::vector<SpecViolation> validate(const Params& params);

/// What one evaluation came to.
struct Decision {
  std::int32_t current = 0;
  std::int32_t proposed = 0;  ///< by the step, before cool-down and bounds
  std::int32_t desired = 0;   ///< what the scale is to be
  std::string reason{};       ///< one sentence; empty when no threshold is breached
  std::string held_back{};    ///< what keeps the count from the proposal: "cooldownUpSeconds 60"
};

/// Scales up a step at one threshold, down a step at another, with cool-downs between.
class ThresholdScaler {
 public:
  /// Precondition: `validate` finds nothing.
  explicit ThresholdScaler(const Params& params) : params_(params) {}

  /// To be called every intervalSeconds. `metric` without a value is no sample: nothing is counted
  /// and nothing changes. The caller writes `desired` to the scale. Precondition: `now` is not
  /// before that of the last call.
  [[nodiscard]] Decision evaluate(TimePoint now, std::int32_t current,
                                  std::optional<double> metric);

  [[nodiscard]] std::int32_t samples_above() const { return above_; }

  [[nodiscard]] std::int32_t samples_below() const { return below_; }

 private:
  [[nodiscard]] Decision step(TimePoint now, std::int32_t current, bool up) const;

  Params params_;
  std::int32_t above_ = 0;  // consecutive samples at or above scaleUpThreshold
  std::int32_t below_ = 0;
  std::optional<TimePoint> last_change_{};
};

}  // namespace tiersim::threshold
