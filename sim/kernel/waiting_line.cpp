#include "sim/kernel/waiting_line.hpp"

namespace tiersim {

void WaitingLine::push_ordered(Waiter& waiter) {
  ++size_;
  if (discipline_ != Discipline::random) {
    heap_push(waiter);
    return;
  }
  waiter.place_ = heap_.size();
  heap_.push_back(&waiter);
}

Waiter& WaitingLine::next() {
  TIERSIM_ASSERT(size_ > 0 && discipline_ != Discipline::random);
  if (discipline_ == Discipline::fifo) return list_.front();
  if (discipline_ == Discipline::lifo) return list_.back();
  return *heap_.front();
}

Waiter& WaitingLine::pop_by_discipline() {
  TIERSIM_ASSERT(size_ > 0);
  if (discipline_ == Discipline::random) {
    TIERSIM_ASSERT(chance_ != nullptr);
    Waiter& drawn = *heap_[chance_->below(heap_.size())];
    remove(drawn);
    return drawn;
  }
  Waiter& first = next();
  remove(first);
  return first;
}

void WaitingLine::remove(Waiter& waiter) {
  --size_;
  if (is_list()) {
    waiter.unlink();
  } else if (discipline_ == Discipline::random) {
    Waiter& last = *heap_.back();
    heap_[waiter.place_] = &last;
    last.place_ = waiter.place_;
    heap_.pop_back();
  } else {
    heap_remove(waiter.place_);
  }
}

bool WaitingLine::before(const Waiter& a, const Waiter& b) const {
  if (discipline_ == Discipline::priority && a.priority != b.priority)
    return a.priority < b.priority;
  if (discipline_ == Discipline::earliest_deadline && a.deadline != b.deadline)
    return a.deadline < b.deadline;
  return a.ticket_ < b.ticket_;
}

void WaitingLine::heap_push(Waiter& waiter) {
  heap_.push_back(&waiter);
  waiter.place_ = heap_.size() - 1;
  heap_sift(waiter.place_);
}

void WaitingLine::heap_place(std::size_t place, Waiter& waiter) {
  heap_[place] = &waiter;
  waiter.place_ = place;
}

/// Moves the waiter at `place` up or down to where it belongs.
void WaitingLine::heap_sift(std::size_t place) {
  Waiter& waiter = *heap_[place];
  while (place > 0 && before(waiter, *heap_[(place - 1) / 2])) {
    heap_place(place, *heap_[(place - 1) / 2]);
    place = (place - 1) / 2;
  }
  for (;;) {
    std::size_t child = 2 * place + 1;
    if (child >= heap_.size()) break;
    if (child + 1 < heap_.size() && before(*heap_[child + 1], *heap_[child])) ++child;
    if (!before(*heap_[child], waiter)) break;
    heap_place(place, *heap_[child]);
    place = child;
  }
  heap_place(place, waiter);
}

void WaitingLine::heap_remove(std::size_t place) {
  Waiter& last = *heap_.back();
  heap_.pop_back();
  if (place == heap_.size()) return;
  heap_place(place, last);
  heap_sift(place);
}

}  // namespace tiersim
