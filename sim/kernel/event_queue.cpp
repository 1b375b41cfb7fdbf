#include "sim/kernel/event_queue.hpp"

namespace tiersim {

void EventQueue::push_in_no_row(EventRecord record) {
  push(record);
}

void EventQueue::climb() {
  if (!ladder_) ladder_ = std::make_unique<EventLadder>();
  ladder_->assign(heap_.records());
  heap_.clear();
  ladder_on_ = true;
}

void EventQueue::descend() {
  moving_.clear();
  ladder_->drain(moving_);
  heap_.assign(moving_);
  ladder_on_ = false;
}

}  // namespace tiersim
