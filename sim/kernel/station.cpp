#include "sim/kernel/station.hpp"

#include <algorithm>
#include <cmath>

#include "sim/assert.hpp"

namespace tiersim {

namespace {

Duration scaled(Duration span, double factor) {
  if (factor == 1.0) return span;
  const double nanoseconds = std::ceil(static_cast<double>(span.count()) * factor);
  return nanoseconds < 9.2e18 ? Duration{static_cast<std::int64_t>(nanoseconds)} : forever;
}

}  // namespace

Station::Station(Simulation& simulation, Params params, Stream* chance)
    : simulation_(simulation),
      servers_(params.servers),
      waiting_max_(params.waiting_max),
      preemptive_(params.preemptive),
      all_may_wait_(!params.preemptive && params.waiting_max == unbounded),
      line_(params.discipline, chance) {
  TIERSIM_ASSERT(!params.preemptive || params.discipline == Discipline::priority);
}

double Station::busy_seconds() const {
  return static_cast<double>(busy_area()) / 1e9;
}

Duration Station::at_present_speed(Duration service) const {
  return scaled(service, 1.0 / speed_);
}

/// Interrupts somebody, balks, has no patience at all, or waits.
void Station::join_special_line(Place& place) {
  if (preemptive_ && preempt_for(place)) {
    begin(place);
  } else if (line_.size() >= waiting_max_) {
    place.result_.end = End::balked;
  } else if (place.patience_ <= Duration::zero()) {
    place.result_.end = End::reneged;
  } else {
    join_line(place);
  }
}

void Station::cancel_end(Place& place) {
  if (place.caller_) {
    simulation_.cancel(place.end_);
  } else {
    static_cast<Customer&>(place).cancel();
  }
}

void Station::leave(Place& place) {
  if (place.state_ == Place::State::serving) {
    cancel_end(place);
    end(place);
    return;
  }
  place.WheelEntry::unlink();
  line_.remove(place);
  place.state_ = Place::State::outside;
}

void Station::take_waiters() {
  while (busy_ < servers_ && !line_.empty()) {
    auto& next = static_cast<Place&>(line_.pop());
    next.WheelEntry::unlink();
    next.result_.wait += simulation_.now() - next.since_;
    begin_busy();
    begin(next);
  }
}

Duration Station::rest_of(const Place& place) const {
  return std::max(place.remaining_ - scaled(simulation_.now() - place.since_, speed_),
                  Duration::zero());
}

/// Takes a server from somebody worse, if there is one; the server stays counted busy.
bool Station::preempt_for(const Place& place) {
  // The worst in service; of equals the one that began last, so that the least work is interrupted.
  // Whose service ends at this very instant is left alone: its server is free before the clock
  // moves.
  Place* worst = nullptr;
  in_service_.for_each([this, &worst](Waiter& waiter) {
    auto& candidate = static_cast<Place&>(waiter);
    if (worst != nullptr && candidate.priority < worst->priority) return;
    if (rest_of(candidate) > Duration::zero()) worst = &candidate;
  });
  if (worst == nullptr || worst->priority <= place.priority) return false;
  cancel_end(*worst);
  worst->Waiter::unlink();
  worst->remaining_ = rest_of(*worst);
  worst->state_ = Place::State::waiting;
  worst->since_ = simulation_.now();
  line_.push_enrolled(*worst);
  return true;
}

void Station::resize(std::size_t servers) {
  servers_ = servers;
  take_waiters();
}

void Station::set_speed(double speed) {
  TIERSIM_ASSERT(speed > 0);
  in_service_.for_each([this](Waiter& waiter) {
    auto& place = static_cast<Place&>(waiter);
    place.remaining_ = rest_of(place);
    place.since_ = simulation_.now();
    cancel_end(place);
  });
  speed_ = speed;
  in_service_.for_each([this](Waiter& waiter) { schedule_end(static_cast<Place&>(waiter)); });
}

void Station::renege(Place& place) {
  line_.remove(place);
  place.result_ = {End::reneged, simulation_.now() - place.since_};
  place.state_ = Place::State::outside;
}

void Station::Visit::expire() {
  station_.renege(*this);
  wake_.handle = caller_;
  station_.simulation_.make_ready(wake_);
}

void Station::Customer::fire() {
  station_.end(*this);
  leave(result_);
}

void Station::Customer::expire() {
  station_.renege(*this);
  leave(result_);
}

}  // namespace tiersim
