#include "models/workload/poisson_arrivals.hpp"

#include <utility>

namespace tiersim {

PoissonArrivals::PoissonArrivals(RateProfile profile, Stream stream)
    : stream_(std::move(stream)), profile_(std::move(profile)) {
  enter(0);
}

TimePoint PoissonArrivals::advance() {
  double area = stream_.exponential();
  if (gap_ns_ > 0) {
    offset_ns_ += area * gap_ns_;
    if (offset_ns_ < length_ns_) return begin_ + Duration{static_cast<Duration::rep>(offset_ns_)};
    area = (offset_ns_ - length_ns_) / gap_ns_;
    if (!enter(index_ + 1)) return never;
  }
  return go_on(area);
}

bool PoissonArrivals::enter(std::size_t index) {
  const auto segments = profile_.segments();
  index_ = index;
  gap_ns_ = 0;
  offset_ns_ = 0;
  spent_ = 0;
  if (index >= segments.size()) return false;
  const RateProfile::Segment& segment = segments[index];
  begin_ = segment.begin;
  length_ns_ = static_cast<double>((segment.end - segment.begin).count());
  if (segment.slope_per_s2 == 0 && segment.per_s > 0) gap_ns_ = 1e9 / segment.per_s;
  return true;
}

TimePoint PoissonArrivals::go_on(double area) {
  const auto segments = profile_.segments();
  while (index_ < segments.size()) {
    const RateProfile::Segment& segment = segments[index_];
    if (gap_ns_ > 0) {
      offset_ns_ = area * gap_ns_;
      if (offset_ns_ < length_ns_) return begin_ + Duration{static_cast<Duration::rep>(offset_ns_)};
      area = (offset_ns_ - length_ns_) / gap_ns_;
    } else if (spent_ + area < segment.area) {
      spent_ += area;
      return begin_ + Duration{static_cast<Duration::rep>(segment.offset_ns(spent_))};
    } else {
      area -= segment.area - spent_;
    }
    enter(index_ + 1);
  }
  return never;
}

}  // namespace tiersim
