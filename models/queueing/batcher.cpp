#include "models/queueing/batcher.hpp"

namespace tiersim {

Batcher::Batcher(Simulation& simulation, Params params) : Event(simulation), params_(params) {
  TIERSIM_ASSERT(params_.size_max >= 1 && params_.timeout >= Duration::zero());
}

void Batcher::fire() {
  const TimePoint now = simulation().now();
  const std::size_t size = open_.size();
  while (!open_.empty()) {
    Item& item = open_.pop();
    item.batch_ = {size, size == params_.size_max, now - opened_, now - item.came_};
    item.go_on(simulation());
  }
}

void Batcher::enter(Item& item) {
  // Whoever comes at the very end of the time-out is too late, though the timer may be later still.
  if (!open_.empty() && simulation().now() - opened_ >= params_.timeout) {
    cancel();
    fire();
  }
  if (open_.empty()) {
    opened_ = simulation().now();
    schedule_in(params_.timeout);
  }
  open_.push(item);
  if (open_.size() < params_.size_max) return;
  cancel();
  fire();
}

void Batcher::leave(Item& item) {
  open_.remove(item);
  if (open_.empty()) cancel();
}

}  // namespace tiersim
