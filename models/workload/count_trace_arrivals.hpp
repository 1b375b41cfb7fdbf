#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

#include "models/workload/arrival_process.hpp"
#include "models/workload/count_trace.hpp"
#include "sim/chance/stream.hpp"

namespace tiersim {

/// Where the requests of one recorded interval are placed in it; the record does not say.
enum class IntervalProcess : std::uint8_t {
  poisson,  ///< a Poisson process at the interval's rate: the number varies, its mean is the recorded one
  uniform,  ///< the recorded number, evenly spread
  batch,    ///< the recorded number, all at the start of the interval
};

/// Arrivals from recorded counts per interval. The trace is shared, never copied; nothing comes after its end.
/// With uniform and batch a count times `rate_scale` need not be whole: what is left over goes on to the next interval,
/// and the number of all arrivals is the scaled total, rounded to the nearest whole number.
class CountTraceArrivals final : public ArrivalProcess {
 public:
  struct Params {
    IntervalProcess process = IntervalProcess::poisson;
    double rate_scale = 1;  ///< multiplies every count; >= 0
    double speed = 1;       ///< plays the trace this many times as fast, which raises the rate by as much; > 0
    TimePoint start{};      ///< where the first interval begins
  };

  /// Preconditions: the interval is positive; counts are NaN or finite and not negative.
  CountTraceArrivals(std::shared_ptr<const CountTrace> trace, const Params& params, Stream stream);
  std::optional<TimePoint> next() override;

 private:
  bool enter_interval();
  std::optional<TimePoint> next_poisson();
  std::optional<TimePoint> next_counted();
  [[nodiscard]] Duration boundary(std::size_t index) const;

  std::shared_ptr<const CountTrace> trace_;
  Params params_;
  Stream stream_;
  std::size_t next_index_ = 0;     ///< the interval after the present one
  TimePoint begin_{};              ///< of the present interval
  TimePoint now_{};
  double length_ns_ = 0;
  double left_ns_ = 0;             ///< poisson: from `now_` to the interval's end
  double rest_ns_ = 0;             ///< poisson: part of a nanosecond not yet in `now_`
  double gap_ns_ = 0;              ///< mean interarrival time of the present interval
  double owed_ = 0.5;              ///< uniform, batch: arrivals due but not given; a half makes the total round to nearest
  double offset_ns_ = 0;           ///< uniform: of the next arrival in the interval
  std::uint64_t left_ = 0;         ///< uniform, batch: arrivals left in the interval
};

}  // namespace tiersim
