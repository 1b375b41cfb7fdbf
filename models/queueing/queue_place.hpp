#pragma once
#include <coroutine>
#include <cstddef>
#include <cstdint>

#include "sim/kernel/simulation.hpp"

namespace tiersim {

/// The place of a suspended coroutine in a queue of this room, and what it is told when it goes on.
/// Lives in the coroutine's frame.
class QueuePlace : public ListHook {
 public:
  QueuePlace(const QueuePlace&) = delete;
  QueuePlace& operator=(const QueuePlace&) = delete;

  [[nodiscard]] bool await_ready() const { return false; }

 protected:
  enum class State : std::uint8_t { outside, waiting, serving };

  QueuePlace() = default;

  ~QueuePlace() { wake_.unlink(); }

  void begin_wait(TimePoint now, std::coroutine_handle<> caller) {
    wake_.handle = caller;
    came_ = now;
    state_ = State::waiting;
  }

  void begin_service(TimePoint now) {
    wait_ = now - came_;
    state_ = State::serving;
  }

  void go_on(Simulation& simulation) {
    state_ = State::outside;
    simulation.make_ready(wake_);
  }

  TimePoint came_{};
  Duration wait_{};
  State state_ = State::outside;

 private:
  ReadyHook wake_;
};

/// Places in order of arrival, counted. A place that is taken out says so.
template <class Place>
class QueueLine {
 public:
  [[nodiscard]] std::size_t size() const { return size_; }

  [[nodiscard]] bool empty() const { return size_ == 0; }

  void push(Place& place) {
    places_.push_back(place);
    ++size_;
  }

  /// The one who came first. Precondition: not empty.
  Place& pop() {
    --size_;
    return places_.pop_front();
  }

  /// Precondition: it is in this line.
  void remove(Place& place) {
    place.take_out();
    --size_;
  }

 private:
  IntrusiveList<Place> places_;
  std::size_t size_ = 0;
};

}  // namespace tiersim
