#include "models/autoscaling/cluster/scheduling_queue.hpp"

#include <algorithm>

#include "sim/assert.hpp"

namespace tiersim::cluster {

SchedulingQueue::Waiting* SchedulingQueue::find(const std::string& pod) {
  const auto found =
      std::find_if(pods_.begin(), pods_.end(), [&](const Waiting& one) { return one.pod == pod; });
  return found == pods_.end() ? nullptr : &*found;
}

bool SchedulingQueue::contains(const std::string& pod) const {
  return std::any_of(pods_.begin(), pods_.end(),
                     [&](const Waiting& one) { return one.pod == pod; });
}

void SchedulingQueue::add(TimePoint now, std::string pod, std::int32_t priority) {
  TIERSIM_ASSERT(!contains(pod));
  Waiting waiting;
  waiting.pod = std::move(pod);
  waiting.priority = priority;
  waiting.due = now;
  pods_.push_back(std::move(waiting));
}

std::optional<std::string> SchedulingQueue::pop(TimePoint now) {
  Waiting* next = nullptr;
  for (Waiting& one : pods_) {
    if (one.in_hand || one.due > now) continue;
    const bool first = next == nullptr || one.priority > next->priority ||
                       (one.priority == next->priority && one.due < next->due);
    if (first) next = &one;
  }
  if (next == nullptr) return std::nullopt;
  next->in_hand = true;
  next->failed = false;
  return next->pod;
}

void SchedulingQueue::fail(TimePoint now, const std::string& pod) {
  Waiting* const waiting = find(pod);
  TIERSIM_ASSERT(waiting != nullptr && waiting->in_hand);
  waiting->in_hand = false;
  waiting->failed = true;
  ++waiting->attempts;
  waiting->last_try = now;
  waiting->due = now + flush_after;
}

void SchedulingQueue::notify(TimePoint now) {
  for (Waiting& one : pods_) {
    if (!one.failed) continue;
    Duration backoff = backoff_min;
    for (int i = 1; i < one.attempts && backoff < backoff_max; ++i) backoff *= 2;
    one.failed = false;
    one.due = std::max(now, one.last_try + std::min(backoff, backoff_max));
  }
}

void SchedulingQueue::remove(const std::string& pod) {
  std::erase_if(pods_, [&](const Waiting& one) { return one.pod == pod; });
}

std::optional<TimePoint> SchedulingQueue::next_due() const {
  std::optional<TimePoint> next;
  for (const Waiting& one : pods_) {
    if (!one.in_hand && (!next || one.due < *next)) next = one.due;
  }
  return next;
}

std::vector<std::string> SchedulingQueue::unschedulable() const {
  std::vector<std::string> names;
  for (const Waiting& one : pods_) {
    if (one.attempts > 0) names.push_back(one.pod);
  }
  return names;
}

}  // namespace tiersim::cluster
