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
      busy_since_(simulation.now()),
      line_(params.discipline, chance) {
  TIERSIM_ASSERT(!params.preemptive || params.discipline == Discipline::priority);
}

void Station::count_busy(std::ptrdiff_t change) {
  busy_seconds_ = busy_seconds();
  busy_since_ = simulation_.now();
  busy_ += static_cast<std::size_t>(change);
}

double Station::busy_seconds() const {
  return busy_seconds_ + static_cast<double>(busy_) * to_seconds(simulation_.now() - busy_since_);
}

void Station::enter(Visit& visit) {
  line_.enrol(visit);
  if (busy_ < servers_ || (preemptive_ && preempt_for(visit))) {
    begin(visit);
    return;
  }
  if (line_.size() >= waiting_max_ || visit.patience_ <= Duration::zero()) {
    visit.result_.end = line_.size() >= waiting_max_ ? End::balked : End::reneged;
    visit.state_ = Visit::State::ended;
    return;
  }
  visit.state_ = Visit::State::waiting;
  visit.waiting_since_ = simulation_.now();
  line_.push_enrolled(visit);
  visit.arm(simulation_, visit.patience_);
}

void Station::begin(Visit& visit) {
  if (visit.state_ == Visit::State::waiting)
    visit.result_.wait += simulation_.now() - visit.waiting_since_;
  visit.state_ = Visit::State::serving;
  visit.started_ = simulation_.now();
  visit.schedule_in(scaled(visit.remaining_, 1.0 / speed_));
  in_service_.push_back(visit);
  count_busy(+1);
}

void Station::end(Visit& visit) {
  visit.Waiter::unlink();
  visit.state_ = Visit::State::ended;
  count_busy(-1);
  take_waiters();
}

void Station::leave(Visit& visit) {
  if (visit.state_ == Visit::State::waiting) {
    line_.remove(visit);
    return;
  }
  visit.cancel();
  end(visit);
}

void Station::take_waiters() {
  while (busy_ < servers_ && !line_.empty()) {
    auto& next = static_cast<Visit&>(line_.pop());
    next.disarm();
    begin(next);
  }
}

Duration Station::rest_of(const Visit& visit) const {
  return std::max(visit.remaining_ - scaled(simulation_.now() - visit.started_, speed_),
                  Duration::zero());
}

bool Station::preempt_for(const Visit& visit) {
  // The worst in service; of equals the one that began last, so that the least work is interrupted.
  // Whose service ends at this very instant is left alone: its server is free before the clock
  // moves.
  Visit* worst = nullptr;
  in_service_.for_each([this, &worst](Waiter& waiter) {
    auto& candidate = static_cast<Visit&>(waiter);
    if (worst != nullptr && candidate.priority < worst->priority) return;
    if (rest_of(candidate) > Duration::zero()) worst = &candidate;
  });
  if (worst == nullptr || worst->priority <= visit.priority) return false;
  worst->cancel();
  worst->Waiter::unlink();
  worst->remaining_ = rest_of(*worst);
  worst->state_ = Visit::State::waiting;
  worst->waiting_since_ = simulation_.now();
  line_.push_enrolled(*worst);
  count_busy(-1);
  return true;
}

void Station::resize(std::size_t servers) {
  servers_ = servers;
  take_waiters();
}

void Station::set_speed(double speed) {
  TIERSIM_ASSERT(speed > 0);
  in_service_.for_each([this, speed](Waiter& waiter) {
    auto& visit = static_cast<Visit&>(waiter);
    visit.remaining_ = rest_of(visit);
    visit.started_ = simulation_.now();
    visit.reschedule(simulation_.after(scaled(visit.remaining_, 1.0 / speed)));
  });
  speed_ = speed;
}

void Station::Visit::expire() {
  station_.line_.remove(*this);
  result_ = {End::reneged, station_.simulation_.now() - waiting_since_};
  state_ = State::ended;
  station_.simulation_.make_ready(wake_);
}

}  // namespace tiersim
