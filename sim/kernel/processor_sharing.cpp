#include "sim/kernel/processor_sharing.hpp"

#include <algorithm>
#include <cmath>

#include "sim/assert.hpp"

namespace tiersim {

namespace {

// The clock has whole nanoseconds: a job ends at the nearest one, so it may lack what a core does
// in half of one.
constexpr double clock_tolerance = 0.75e-9;

Duration round_up(double seconds) {
  return Duration{static_cast<std::int64_t>(std::ceil(seconds * 1e9))};
}

}  // namespace

ProcessorSharing::ProcessorSharing(Simulation& simulation, Params params)
    : simulation_(simulation), params_(params), last_(simulation.now()), completion_(*this) {
  TIERSIM_ASSERT(params.cores > 0 && params.quota > 0 && params.period > Duration::zero());
  budget_ = full_budget();
}

double ProcessorSharing::rate_per_job() const {
  const auto n = static_cast<double>(heap_.size());
  return n <= params_.cores ? 1.0 : params_.cores / n;
}

TimePoint ProcessorSharing::period_start(TimePoint at) const {
  return at - at.time_since_epoch() % params_.period;
}

void ProcessorSharing::advance() {
  const TimePoint now = simulation_.now();
  const TimePoint start = period_start(now);
  const bool new_period = start > last_;
  const double span = to_seconds(now - last_);
  if (heap_.empty()) {
    if (new_period) budget_ = full_budget();
  } else if (throttled_) {
    throttled_s_ += span;
    if (new_period) {
      throttled_ = false;
      budget_ = full_budget();
    }
  } else if (span > 0) {
    const double consumption = rate_per_job() * static_cast<double>(heap_.size());
    attained_ += span * rate_per_job() * speed_;
    used_ += span * consumption;
    budget_ = new_period ? full_budget() - consumption * to_seconds(now - start)
                         : budget_ - consumption * span;
  }
  last_ = now;
}

void ProcessorSharing::enter(Use& job) {
  advance();
  // An idle CPU starts counting anew: attained service stays small, and its rounding with it.
  if (heap_.empty()) attained_ = 0.0;
  job.finish_ = attained_ + to_seconds(job.demand_);
  job.ticket_ = ++tickets_;
  job.place_ = heap_.size();
  heap_.push_back(&job);
  sift(job.place_);
  plan();
}

void ProcessorSharing::leave(Use& job) {
  advance();
  remove(job.place_);
  plan();
}

bool ProcessorSharing::first_is_done() const {
  return heap_.front()->finish_ <= attained_ + clock_tolerance * std::max(1.0, speed_);
}

void ProcessorSharing::on_event() {
  advance();
  while (!heap_.empty() && first_is_done()) {
    Use& done = *heap_.front();
    remove(0);
    simulation_.make_ready(done.wake_);
  }
  plan();
}

void ProcessorSharing::plan() {
  completion_.cancel();
  if (heap_.empty()) {
    throttled_ = false;
    return;
  }
  // Who is done at this very instant is let go first.
  if (budget_ <= clock_tolerance && !first_is_done()) throttled_ = true;
  const Duration to_next_period = period_start(last_) + params_.period - last_;
  if (throttled_) {
    completion_.schedule_in(to_next_period);
    return;
  }
  Duration wait =
      from_seconds(std::max(0.0, (heap_.front()->finish_ - attained_) / (rate_per_job() * speed_)));
  const double consumption = rate_per_job() * static_cast<double>(heap_.size());
  if (budget_ < consumption * to_seconds(to_next_period)) {
    wait = std::min(wait, round_up(std::max(0.0, budget_ / consumption)));
  } else if (consumption > params_.quota) {
    wait = std::min(wait, to_next_period + round_up(full_budget() / consumption));
  }
  completion_.schedule_in(wait);
}

double ProcessorSharing::used_core_seconds() {
  advance();
  return used_;
}

double ProcessorSharing::throttled_seconds() {
  advance();
  return throttled_s_;
}

void ProcessorSharing::set_speed(double speed) {
  TIERSIM_ASSERT(speed > 0);
  advance();
  speed_ = speed;
  plan();
}

bool ProcessorSharing::before(const Use& a, const Use& b) const {
  return a.finish_ != b.finish_ ? a.finish_ < b.finish_ : a.ticket_ < b.ticket_;
}

void ProcessorSharing::sift(std::size_t place) {
  Use& job = *heap_[place];
  while (place > 0 && before(job, *heap_[(place - 1) / 2])) {
    heap_[place] = heap_[(place - 1) / 2];
    heap_[place]->place_ = place;
    place = (place - 1) / 2;
  }
  for (;;) {
    std::size_t child = 2 * place + 1;
    if (child >= heap_.size()) break;
    if (child + 1 < heap_.size() && before(*heap_[child + 1], *heap_[child])) ++child;
    if (!before(*heap_[child], job)) break;
    heap_[place] = heap_[child];
    heap_[place]->place_ = place;
    place = child;
  }
  heap_[place] = &job;
  job.place_ = place;
}

void ProcessorSharing::remove(std::size_t place) {
  heap_[place]->place_ = Use::outside;
  Use* const last = heap_.back();
  heap_.pop_back();
  if (place == heap_.size()) return;
  heap_[place] = last;
  last->place_ = place;
  sift(place);
}

}  // namespace tiersim
