#include "models/flow.hpp"

namespace tiersim {

namespace {

__extension__ using Wide = __int128;

Wide ticks(TimePoint instant) {
  return instant.time_since_epoch().count();
}

}  // namespace

void Flow::enter(TimePoint now) {
  area_ = area_until(now);
  last_ = now;
  ++arrived_;
  ++inside_;
  arrival_instants_ += ticks(now);
}

void Flow::leave(TimePoint arrived, TimePoint now, OutcomeKind outcome) {
  area_ = area_until(now);
  last_ = now;
  --inside_;
  arrival_instants_ -= ticks(arrived);
  sojourns_ += ticks(now) - ticks(arrived);
  ++outcomes_[static_cast<std::size_t>(outcome)];
  if (Outcome{outcome}.failed()) {
    ++failed_;
  } else {
    ++completed_;
  }
}

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

Flow::Wide Flow::area_until(TimePoint now) const {
  return area_ + static_cast<Wide>(inside_) * (now - last_).count();
}

Flow::Wide Flow::ages_at(TimePoint now) const {
  return static_cast<Wide>(inside_) * ticks(now) - arrival_instants_;
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
  return area_until(now) == sojourns_ + ages_at(now) - ages_at_start_;
}

}  // namespace tiersim
