#include "models/messaging/rabbitmq_queue.hpp"

#include <algorithm>

#include "sim/assert.hpp"

namespace tiersim::rabbitmq {

Consumer Queue::subscribe(std::size_t prefetch, bool auto_ack, Deliveries& out) {
  const Consumer consumer = consumers_.size();
  consumers_.push_back({.prefetch = prefetch, .auto_ack = auto_ack});
  rotation_.push_back(consumer);
  deliver(out);
  return consumer;
}

Queue::Published Queue::publish(Message message, Deliveries& out) {
  ready_.push_back({++published_, message, false});
  deliver(out);
  if (!params_.max_length || ready_.size() <= *params_.max_length) return {};
  if (params_.overflow == Overflow::reject_publish) {
    ready_.pop_back();
    return {.rejected = true};
  }
  const Message dropped = ready_.front().message;
  ready_.pop_front();
  return {.dropped = dropped};
}

void Queue::deliver(Deliveries& out) {
  while (!ready_.empty()) {
    const auto next = std::find_if(rotation_.begin(), rotation_.end(), [this](Consumer consumer) {
      return consumers_[consumer].has_credit();
    });
    if (next == rotation_.end()) return;
    const Consumer consumer = *next;
    rotation_.splice(rotation_.end(), rotation_, next);
    const Entry entry = ready_.front();
    ready_.pop_front();
    if (!consumers_[consumer].auto_ack) consumers_[consumer].held.push_back(entry);
    out.push_back({entry.message, consumer, entry.redelivered});
  }
}

Queue::Entry Queue::take(Consumer consumer, Message message) {
  std::vector<Entry>& held = consumers_[consumer].held;
  const auto found = std::find_if(
      held.begin(), held.end(), [message](const Entry& entry) { return entry.message == message; });
  TIERSIM_ASSERT(found != held.end());
  const Entry entry = *found;
  held.erase(found);
  return entry;
}

void Queue::ack(Consumer consumer, Message message, Deliveries& out) {
  take(consumer, message);
  deliver(out);
}

void Queue::nack(Consumer consumer, Message message, bool requeue, Deliveries& out) {
  const Entry entry = take(consumer, message);
  if (requeue) put_back(entry);
  deliver(out);
}

void Queue::cancel(Consumer consumer, Deliveries& out) {
  rotation_.remove(consumer);
  std::vector<Entry> held;
  held.swap(consumers_[consumer].held);
  for (const Entry& entry : held) put_back(entry);
  deliver(out);
}

/// To where it was before, as far as that is possible.
void Queue::put_back(Entry entry) {
  entry.redelivered = true;
  const auto later = std::find_if(ready_.begin(), ready_.end(), [&entry](const Entry& other) {
    return other.place > entry.place;
  });
  ready_.insert(later, entry);
}

std::size_t Queue::unacknowledged() const {
  std::size_t sum = 0;
  for (const Subscription& consumer : consumers_) sum += consumer.held.size();
  return sum;
}

}  // namespace tiersim::rabbitmq
