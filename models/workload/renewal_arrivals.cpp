#include "models/workload/renewal_arrivals.hpp"

#include <utility>

#include "sim/assert.hpp"

namespace tiersim {

RenewalArrivals::RenewalArrivals(Distribution interarrival, Stream stream, TimePoint start)
    : interarrival_(std::move(interarrival)), stream_(std::move(stream)), now_(start) {
  TIERSIM_ASSERT(interarrival_.mean() > Duration{});
}

std::optional<TimePoint> RenewalArrivals::next() {
  const Duration gap = interarrival_.sample(stream_);
  if (gap >= TimePoint::max() - now_) {
    now_ = TimePoint::max();
    return std::nullopt;
  }
  now_ += gap;
  return now_;
}

}  // namespace tiersim
