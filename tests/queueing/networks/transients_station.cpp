#include "tests/queueing/networks/transients_station.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace tiersim::queueing {

RateProfile sine_profile(double lambda0, double beta, double period_s) {
  constexpr int points = 4096;
  std::vector<RatePoint> profile;
  profile.reserve(points + 1);
  for (int i = 0; i <= points; ++i) {
    const double turn = static_cast<double>(i) / points;
    const double rate = lambda0 * (1.0 + beta * std::sin(2 * std::numbers::pi * turn));
    profile.push_back({TimePoint{from_seconds(turn * period_s)}, std::max(0.0, rate)});
  }
  return RateProfile(std::move(profile));
}

ThinnedArrivals::ThinnedArrivals(RateProfile profile, Duration period, Stream stream)
    : profile_(std::move(profile)),
      period_(period),
      constant_(profile_.points().size() == 1),
      stream_(stream) {
  for (const RatePoint& point : profile_.points())
    highest_per_s_ = std::max(highest_per_s_, point.per_s);
}

Duration ThinnedArrivals::next_gap(Duration now) {
  Duration at = now;
  for (;;) {
    at += from_seconds(stream_.exponential() / highest_per_s_);
    if (constant_) return at - now;
    const TimePoint on_profile{period_ == forever ? at : at % period_};
    if (stream_.uniform() * highest_per_s_ < profile_.rate(on_profile)) return at - now;
  }
}

TransientStation::TransientStation(Simulation& simulation, Params params, ThinnedArrivals arrivals,
                                   RunKey key)
    : Event(simulation),
      params_(std::move(params)),
      arrivals_(std::move(arrivals)),
      service_(Stream::named(key, "station", "service")),
      start_(Stream::named(key, "station", "start")),
      station_(simulation, {.servers = params_.servers}),
      customers_(simulation) {}

void TransientStation::play(std::size_t last, std::vector<InstantTally>& tallies) {
  begin();
  for (std::size_t i = 0; i <= last; ++i) {
    const double at_s = params_.instants_s[i];
    if (params_.step && !stepped_ && params_.step->at_s <= at_s) {
      go_to(params_.step->at_s);
      change_servers();
    }
    go_to(at_s);
    tallies[i].record(look());
  }
  customers_.destroy_all();
}

void TransientStation::begin() {
  origin_ = simulation().now();
  stepped_ = false;
  station_.resize(params_.servers);
  present_ = 0;
  customers_in_all_ = 0;
  for (std::size_t n = draw_start(); n > 0; --n) customers_.spawn(customer());
  reschedule(simulation().after(arrivals_.next_gap(Duration::zero())));
}

void TransientStation::go_to(double at_s) {
  simulation().run_until(origin_ + from_seconds(at_s));
}

/// Servers taken away drop what they are doing at once, and new ones begin at once. Exponential
/// service has no memory, so everybody present may begin anew.
void TransientStation::change_servers() {
  stepped_ = true;
  const std::size_t present = present_;
  customers_.destroy_all();
  station_.resize(params_.step->servers);
  present_ = 0;
  for (std::size_t i = 0; i < present; ++i) customers_.spawn(customer());
  go_to(params_.step->at_s);
}

std::size_t TransientStation::draw_start() {
  double u = start_.uniform();
  std::size_t n = 0;
  while (n + 1 < params_.start.size() && (u -= params_.start[n]) >= 0) ++n;
  return n;
}

void TransientStation::fire() {
  schedule_in(arrivals_.next_gap(simulation().now() - origin_));
  customers_.start(customer());
}

Process TransientStation::customer() {
  ++present_;
  customers_in_all_ += 1;
  co_await station_.visit(from_seconds(service_.exponential() / params_.rate_per_s));
  --present_;
}

Snapshot TransientStation::look() const {
  return {.amount = static_cast<double>(present_),
          .waiting = static_cast<double>(station_.waiting()),
          .all_busy = present_ >= station_.servers(),
          .empty = present_ == 0,
          .customers = customers_in_all_};
}

}  // namespace tiersim::queueing
