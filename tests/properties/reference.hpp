#pragma once
// A simulation by the book, to compare the kernel with.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "tests/properties/script.hpp"

namespace tiersim::test {

/// Clock, events, timers and processes by the book: of all that is due the earliest first, of
/// equals the one noted first.
class Reference {
 public:
  explicit Reference(Script& script) : script_(script) {}

  void act(const Step& step) {
    switch (step.what) {
      case Do::schedule:
      case Do::standing:
        if (!is_due(Sort::event, step.actor)) note(Sort::event, step.actor, step.span);
        break;
      case Do::reschedule:
        remove(Sort::event, step.actor);
        note(Sort::event, step.actor, step.span);
        break;
      case Do::cancel:
        remove(Sort::event, step.actor);
        break;
      case Do::arm:
        if (!is_due(Sort::timer, step.actor) && step.span != forever)
          note(Sort::timer, step.actor, step.span);
        break;
      case Do::disarm:
        remove(Sort::timer, step.actor);
        break;
      case Do::wait:
        ready_.push_back({step.actor, step.span});
        break;
      case Do::pass:
        ready_.push_back({step.actor, constant_spans[step.actor % constant_spans.size()]});
        break;
      case Do::kill:
        if (step.actor != running_) kill(step.actor);
        break;
    }
  }

  void run_until(TimePoint end) {
    drain();
    for (;;) {
      const auto first = std::min_element(due_.begin(), due_.end(), [](const Due& a, const Due& b) {
        return a.at != b.at ? a.at < b.at : a.number < b.number;
      });
      if (first == due_.end() || first->at > end || first->at == TimePoint::max()) break;
      const Due due = *first;
      due_.erase(first);
      now_ = due.at;
      ++handled_;
      if (due.sort == Sort::process) running_ = due.actor;
      script_.happened(*this, {due.sort, due.actor, now_});
      running_.reset();
      drain();
    }
    now_ = std::max(now_, end);
  }

  [[nodiscard]] TimePoint now() const { return now_; }

  [[nodiscard]] std::uint64_t handled() const { return handled_; }

 private:
  struct Due {
    TimePoint at{};
    std::uint64_t number = 0;
    Sort sort = Sort::event;
    std::size_t actor = 0;
  };

  struct Spawned {
    std::size_t actor = 0;
    Duration span{};
  };

  [[nodiscard]] bool is_due(Sort sort, std::size_t actor) const {
    return std::any_of(due_.begin(), due_.end(),
                       [&](const Due& due) { return due.sort == sort && due.actor == actor; });
  }

  void note(Sort sort, std::size_t actor, Duration span) {
    const TimePoint at = span < TimePoint::max() - now_ ? now_ + span : TimePoint::max();
    due_.push_back({at, ++numbers_, sort, actor});
  }

  void remove(Sort sort, std::size_t actor) {
    std::erase_if(due_, [&](const Due& due) { return due.sort == sort && due.actor == actor; });
  }

  void kill(std::size_t actor) {
    remove(Sort::process, actor);
    std::erase_if(ready_, [&](const Spawned& spawned) { return spawned.actor == actor; });
  }

  void drain() {
    while (!ready_.empty()) {
      const Spawned spawned = ready_.front();
      ready_.pop_front();
      note(Sort::process, spawned.actor, spawned.span);
    }
  }

  Script& script_;
  TimePoint now_{};
  std::vector<Due> due_;
  std::deque<Spawned> ready_;
  std::optional<std::size_t> running_;
  std::uint64_t numbers_ = 0;
  std::uint64_t handled_ = 0;
};

}  // namespace tiersim::test
