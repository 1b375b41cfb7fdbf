#include "models/flow.hpp"

namespace tiersim {

void Flow::begin_measuring(TimePoint now) {
  since_ = last_ = now;
  area_ = sojourns_ = 0;
  ages_at_start_ = ages_at(now);
  outcomes_ = {};
  wait.clear();
  service.clear();
}

std::uint64_t Flow::ended_measured() const {
  std::uint64_t sum = 0;
  for (const std::uint64_t count : outcomes_) sum += count;
  return sum;
}

double Flow::inside_mean(TimePoint now) const {
  if (now <= since_) return 0.0;
  return static_cast<double>(area_until(now)) / static_cast<double>((now - since_).count());
}

double Flow::littles_law_error(TimePoint now) const {
  const auto area = static_cast<double>(area_until(now));
  if (area <= 0) return 0.0;
  const double difference = area - static_cast<double>(sojourns_);
  return (difference < 0 ? -difference : difference) / area;
}

bool Flow::littles_law_holds(TimePoint now) const {
  return area_until(now) + ages_at_start_ == sojourns_ + ages_at(now);
}

}  // namespace tiersim
