#include "models/workload/rate_profile.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/assert.hpp"

namespace tiersim {
namespace {

void check(const std::vector<RatePoint>& points) {
  TIERSIM_ASSERT(!points.empty());
  TIERSIM_ASSERT(points.front().at >= TimePoint{});
  for (const RatePoint& point : points)
    TIERSIM_ASSERT(std::isfinite(point.per_s) && point.per_s >= 0);
  const bool in_order =
      std::is_sorted(points.begin(), points.end(),
                     [](const RatePoint& a, const RatePoint& b) { return a.at < b.at; });
  TIERSIM_ASSERT(in_order);
}

RateProfile::Segment between(TimePoint begin, double per_s_begin, TimePoint end, double per_s_end) {
  const double seconds = to_seconds(end - begin);
  return {.begin = begin,
          .end = end,
          .per_s = per_s_begin,
          .slope_per_s2 = (per_s_end - per_s_begin) / seconds,
          .area = (per_s_begin + per_s_end) / 2 * seconds,
          .area_before = 0};
}

}  // namespace

double RateProfile::Segment::offset_ns(double wanted) const {
  if (wanted <= 0) return 0;
  double offset = 0;
  if (slope_per_s2 == 0) {
    offset = wanted * 1e9 / per_s;
  } else {
    // The root of per_s·x + slope/2·x² = wanted in the form that does not cancel when the slope is
    // small. At the end of a ramp down to 0 rounding can make the radicand negative.
    const double radicand = std::max(0.0, per_s * per_s + 2 * slope_per_s2 * wanted);
    offset = 2 * wanted / (per_s + std::sqrt(radicand)) * 1e9;
  }
  return std::min(offset, static_cast<double>((end - begin).count()));
}

RateProfile::RateProfile(double per_s)
    : RateProfile(std::vector<RatePoint>{{TimePoint{}, per_s}}) {}

RateProfile::RateProfile(std::vector<RatePoint> points) : points_(std::move(points)) {
  check(points_);
  const RatePoint& first = points_.front();
  if (first.at > TimePoint{})
    segments_.push_back(between(TimePoint{}, first.per_s, first.at, first.per_s));
  for (std::size_t i = 1; i < points_.size(); ++i) {
    const RatePoint& a = points_[i - 1];
    const RatePoint& b = points_[i];
    if (a.at < b.at) segments_.push_back(between(a.at, a.per_s, b.at, b.per_s));
  }
  const RatePoint& last = points_.back();
  const double area = last.per_s > 0 ? HUGE_VAL : 0;
  segments_.push_back({.begin = last.at,
                       .end = TimePoint::max(),
                       .per_s = last.per_s,
                       .slope_per_s2 = 0,
                       .area = area});
  for (std::size_t i = 1; i < segments_.size(); ++i) {
    segments_[i].area_before = segments_[i - 1].area_before + segments_[i - 1].area;
  }
}

const RateProfile::Segment& RateProfile::segment_at(TimePoint t) const {
  const auto after = std::upper_bound(
      segments_.begin() + 1, segments_.end(), t,
      [](TimePoint instant, const Segment& segment) { return instant < segment.begin; });
  return *(after - 1);
}

double RateProfile::rate(TimePoint t) const {
  return segment_at(t).rate(t);
}

double RateProfile::integral(TimePoint t) const {
  const Segment& segment = segment_at(t);
  const double seconds = to_seconds(t - segment.begin);
  return segment.area_before + (segment.per_s + segment.slope_per_s2 / 2 * seconds) * seconds;
}

std::optional<TimePoint> RateProfile::inverse(double area) const {
  for (auto segment =
           std::partition_point(segments_.begin(), segments_.end(),
                                [&](const Segment& s) { return s.area_before + s.area < area; });
       segment != segments_.end(); ++segment) {
    if (segment->area <= 0) continue;
    const double offset = segment->offset_ns(area - segment->area_before);
    if (offset >= static_cast<double>((TimePoint::max() - segment->begin).count()))
      return std::nullopt;
    return segment->begin + Duration{static_cast<Duration::rep>(offset)};
  }
  return std::nullopt;
}

RateProfile RateProfile::scaled(double factor) const {
  std::vector<RatePoint> points = points_;
  for (RatePoint& point : points) point.per_s *= factor;
  return RateProfile(std::move(points));
}

RateProfile RateProfile::played_at(double speed) const {
  TIERSIM_ASSERT(std::isfinite(speed) && speed > 0);
  std::vector<RatePoint> points = points_;
  for (RatePoint& point : points) {
    point.at = TimePoint{} + from_seconds(to_seconds(point.at) / speed);
    point.per_s *= speed;
  }
  return RateProfile(std::move(points));
}

}  // namespace tiersim
