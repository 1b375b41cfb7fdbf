#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>

#include "models/workload/arrival_process.hpp"
#include "models/workload/count_trace.hpp"
#include "sim/chance/stream.hpp"

namespace tiersim {

/// Where the requests of one recorded interval are placed in it; the record does not say.
enum class IntervalProcess : std::uint8_t {
  poisson,  ///< a Poisson process at the interval's rate: the number varies, its mean is the
            ///< recorded one
  uniform,  ///< the recorded number, evenly spread
  batch,    ///< the recorded number, all at the start of the interval
};

/// Arrivals from recorded counts per interval. The trace is shared, never copied; nothing comes
/// after its end. With uniform and batch a count times `rate_scale` need not be whole: what is left
/// over goes on to the next interval, and the number of all arrivals is the scaled total, rounded
/// to the nearest whole number.
class CountTraceArrivals final : public ArrivalProcess {
 public:
  struct Params {
    IntervalProcess process = IntervalProcess::poisson;
    double rate_scale = 1;  ///< multiplies every count; >= 0
    double speed =
        1;  ///< plays the trace this many times as fast, which raises the rate by as much; > 0
    TimePoint start{};  ///< where the first interval begins
  };

  /// Preconditions: the interval is at least 1 ns after `speed`; counts are NaN or finite and not
  /// negative.
  CountTraceArrivals(std::shared_ptr<const CountTrace> trace, const Params& params, Stream stream);

 protected:
  TimePoint advance() override;

 private:
  /// Makes the next interval the present one and fetches its scaled count (absent: 0); false behind
  /// the last.
  bool enter_next();
  TimePoint next_poisson();
  TimePoint next_counted();
  [[nodiscard]] TimePoint boundary(std::size_t index) const;

  TimePoint begin_{};     ///< of the present interval
  double length_ns_ = 0;  ///< of the present interval
  double gap_ns_ = 0;     ///< mean interarrival time in the present interval; 0 while nothing comes
  double offset_ns_ = 0;  ///< poisson: of the last arrival; uniform: of the next one
  double owed_ =
      0.5;  ///< uniform, batch: arrivals due but not given; a half makes the total round to nearest
  std::uint64_t left_ = 0;      ///< uniform, batch: arrivals left in the interval
  double count_ = 0;            ///< of the present interval, scaled
  std::size_t next_index_ = 0;  ///< the interval after the present one
  Stream stream_;
  Params params_;
  std::shared_ptr<const CountTrace> trace_;
};

}  // namespace tiersim
