#include "models/workload/count_trace_arrivals.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/assert.hpp"

namespace tiersim {

CountTraceArrivals::CountTraceArrivals(std::shared_ptr<const CountTrace> trace,
                                       const Params& params, Stream stream)
    : begin_(params.start), stream_(std::move(stream)), params_(params), trace_(std::move(trace)) {
  TIERSIM_ASSERT(trace_ != nullptr);
  TIERSIM_ASSERT(std::isfinite(params_.rate_scale) && params_.rate_scale >= 0);
  TIERSIM_ASSERT(std::isfinite(params_.speed) && params_.speed > 0);
  const double interval_ns = static_cast<double>(trace_->interval.count()) / params_.speed;
  TIERSIM_ASSERT(interval_ns >= 1);
  TIERSIM_ASSERT(interval_ns * static_cast<double>(trace_->counts.size()) <
                 to_seconds(TimePoint::max() - begin_) * 1e9);
}

TimePoint CountTraceArrivals::advance() {
  return params_.process == IntervalProcess::poisson ? next_poisson() : next_counted();
}

TimePoint CountTraceArrivals::boundary(std::size_t index) const {
  const auto number = static_cast<Duration::rep>(index);
  if (params_.speed == 1) return params_.start + trace_->interval * number;
  const double interval_ns = static_cast<double>(trace_->interval.count()) / params_.speed;
  return params_.start +
         Duration{static_cast<Duration::rep>(static_cast<double>(number) * interval_ns)};
}

bool CountTraceArrivals::enter_next() {
  gap_ns_ = 0;
  if (next_index_ >= trace_->counts.size()) return false;
  const double recorded = trace_->counts[next_index_];
  count_ = std::isnan(recorded) ? 0 : recorded * params_.rate_scale;
  TIERSIM_ASSERT(count_ >= 0 && count_ < 0x1p53);
  begin_ = boundary(next_index_);
  ++next_index_;
  length_ns_ = static_cast<double>((boundary(next_index_) - begin_).count());
  if (count_ > 0) gap_ns_ = length_ns_ / count_;
  return true;
}

TimePoint CountTraceArrivals::next_poisson() {
  double area = stream_.exponential();
  // What an interval leaves of the exponential goes on into the next one: the process has no
  // memory, and no draw is lost.
  double from_ns = offset_ns_;
  while (true) {
    if (gap_ns_ > 0) {
      offset_ns_ = from_ns + area * gap_ns_;
      if (offset_ns_ < length_ns_) return begin_ + Duration{static_cast<Duration::rep>(offset_ns_)};
      area = (offset_ns_ - length_ns_) / gap_ns_;
    }
    if (!enter_next()) return never;
    from_ns = 0;
  }
}

TimePoint CountTraceArrivals::next_counted() {
  while (left_ == 0) {
    if (!enter_next()) return never;
    const double owed_before = owed_;
    const double whole = std::floor(owed_ + count_);
    left_ = static_cast<std::uint64_t>(whole);
    owed_ = owed_ + count_ - whole;
    offset_ns_ = params_.process == IntervalProcess::uniform ? (1 - owed_before) * gap_ns_ : 0;
  }
  --left_;
  // An arrival due exactly at the end of its interval still belongs to it.
  const double offset = std::min(offset_ns_, length_ns_ - 1);
  if (params_.process == IntervalProcess::uniform) offset_ns_ += gap_ns_;
  return begin_ + Duration{static_cast<Duration::rep>(offset)};
}

}  // namespace tiersim
