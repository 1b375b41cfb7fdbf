#include "models/workload/renewal_arrivals.hpp"

#include <algorithm>
#include <utility>

#include "sim/assert.hpp"

namespace tiersim {

RenewalArrivals::RenewalArrivals(Distribution interarrival, Stream stream, TimePoint start)
    : interarrival_(std::move(interarrival)), stream_(std::move(stream)), now_(start) {
  TIERSIM_ASSERT(interarrival_.mean() > 0);
}

TimePoint RenewalArrivals::advance() {
  const Duration gap = std::max(interarrival_.sample_duration(stream_), Duration{});
  if (gap >= TimePoint::max() - now_) {
    now_ = TimePoint::max();
    return never;
  }
  now_ += gap;
  return now_;
}

}  // namespace tiersim
