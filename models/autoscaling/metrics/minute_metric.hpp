#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "models/context.hpp"
#include "models/control_loop.hpp"
#include "sim/kernel/process.hpp"

namespace tiersim::metrics {

/// What becomes of the samples of a minute.
enum class MinuteStatistic : std::uint8_t { average, sum };

/// A metric in CloudWatch, with a period of one minute: six samples make a datapoint, which is
/// there when its minute is over. Minutes are those of the run's clock.
class MinuteMetric final : public ControlLoop {
 public:
  /// Gives the state now, or what came since it was asked last; nothing: no data.
  using Probe = std::function<std::optional<double>()>;

  static constexpr Duration sample_interval = 10s;

  MinuteMetric(Context context, Probe probe, MinuteStatistic statistic)
      : context_(std::move(context)),
        probe_(std::move(probe)),
        statistic_(statistic),
        loops_(context_.simulation()) {}

  void start() override;

  /// The last day at least, the latest last; a minute without a sample is empty.
  [[nodiscard]] std::span<const std::optional<double>> datapoints() const { return datapoints_; }

 private:
  Process loop();

  Context context_;
  Probe probe_;
  MinuteStatistic statistic_;
  std::vector<std::optional<double>> datapoints_{};
  ProcessScope loops_;  // last: goes first
};

}  // namespace tiersim::metrics
