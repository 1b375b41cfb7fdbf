#include "models/workload/timestamp_arrivals.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/assert.hpp"

namespace tiersim {

TimestampArrivals::TimestampArrivals(std::shared_ptr<const TimestampTrace> trace,
                                     const Params& params)
    : trace_(std::move(trace)), params_(params) {
  TIERSIM_ASSERT(trace_ != nullptr);
  TIERSIM_ASSERT(trace_->classes.empty() || trace_->classes.size() == trace_->times.size());
  TIERSIM_ASSERT(std::is_sorted(trace_->times.begin(), trace_->times.end()));
  TIERSIM_ASSERT(std::isfinite(params_.rate_scale) && params_.rate_scale >= 0);
  TIERSIM_ASSERT(std::isfinite(params_.speed) && params_.speed > 0);
}

TimePoint TimestampArrivals::played(std::size_t index) const {
  const Duration recorded = trace_->times[index].time_since_epoch();
  if (params_.speed == 1) return params_.start + recorded;
  return params_.start + Duration{static_cast<Duration::rep>(static_cast<double>(recorded.count()) /
                                                             params_.speed)};
}

TimePoint TimestampArrivals::advance() {
  while (given_ == copies_) {
    if (index_ == trace_->times.size()) return never;
    ++index_;
    owed_ += params_.rate_scale;
    const double whole = std::floor(owed_);
    owed_ -= whole;
    copies_ = static_cast<std::uint64_t>(whole);
    given_ = 0;
  }
  const TimePoint at = played(index_ - 1);
  const auto number = static_cast<Duration::rep>(given_++);
  if (number == 0 || index_ == trace_->times.size()) return at;
  const auto copies = static_cast<Duration::rep>(copies_);
  const Duration gap = played(index_) - at;
  return at + gap / copies * number + gap % copies * number / copies;
}

std::optional<ClassId> TimestampArrivals::last_class() const {
  if (trace_->classes.empty() || index_ == 0) return std::nullopt;
  return trace_->classes[index_ - 1];
}

}  // namespace tiersim
