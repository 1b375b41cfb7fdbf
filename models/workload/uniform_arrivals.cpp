#include "models/workload/uniform_arrivals.hpp"

#include <cmath>
#include <utility>

#include "sim/assert.hpp"

namespace tiersim {

UniformArrivals::UniformArrivals(RateProfile profile, double first)
    : profile_(std::move(profile)), first_(first) {
  TIERSIM_ASSERT(std::isfinite(first) && first >= 0);
}

TimePoint UniformArrivals::advance() {
  const auto segments = profile_.segments();
  const double area =
      first_ + static_cast<double>(given_);  // not a running sum: no error builds up
  for (; index_ < segments.size(); ++index_) {
    const RateProfile::Segment& segment = segments[index_];
    if (segment.area <= 0 || segment.area_before + segment.area < area) continue;
    const double offset = segment.offset_ns(area - segment.area_before);
    if (offset >= static_cast<double>((TimePoint::max() - segment.begin).count())) break;
    ++given_;
    return segment.begin + Duration{static_cast<Duration::rep>(offset)};
  }
  index_ = segments.size();
  return never;
}

}  // namespace tiersim
