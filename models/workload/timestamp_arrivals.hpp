#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "models/workload/arrival_process.hpp"

namespace tiersim {

/// The recorded instant of every request; immutable once shared between replications.
struct TimestampTrace {
  std::vector<TimePoint> times;  ///< not decreasing
  std::vector<ClassId> classes;  ///< of each request, or empty
};

/// Replays recorded requests one by one. The trace is shared, never copied.
/// With `rate_scale` each request stands for that many: what is left over goes on to the next one
/// (the total is the scaled total, rounded to the nearest), and several that stand for one are
/// spread evenly up to the next recorded instant.
class TimestampArrivals final : public ArrivalProcess {
 public:
  struct Params {
    double rate_scale = 1;  ///< >= 0
    double speed =
        1;  ///< plays the trace this many times as fast, which raises the rate by as much; > 0
    TimePoint start{};  ///< where `TimePoint{}` of the trace comes to lie
  };

  /// Preconditions: times in order; classes empty or as many as times.
  TimestampArrivals(std::shared_ptr<const TimestampTrace> trace, const Params& params);
  [[nodiscard]] std::optional<ClassId> last_class() const override;

 protected:
  TimePoint advance() override;

 private:
  [[nodiscard]] TimePoint played(std::size_t index) const;

  std::shared_ptr<const TimestampTrace> trace_;
  Params params_;
  std::size_t index_ = 0;     ///< the recorded request after the present one
  double owed_ = 0.5;         ///< arrivals due but not given
  std::uint64_t copies_ = 0;  ///< arrivals that the present request stands for
  std::uint64_t given_ = 0;   ///< of those
};

}  // namespace tiersim
