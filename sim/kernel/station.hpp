#pragma once
#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "sim/kernel/simulation.hpp"
#include "sim/kernel/waiting_line.hpp"

namespace tiersim {

/// c equal servers behind one waiting line: the M/G/c of the textbooks.
///
/// A visit waits and is served in one suspension; the server that becomes free takes the next in
/// line inside the same event. Disciplines, places in the line (balking), patience (reneging) and,
/// under Discipline::priority, preemption with resumption are parameters.
class Station {
 public:
  static constexpr std::size_t unbounded = std::numeric_limits<std::size_t>::max();

  struct Params {
    std::size_t servers = 1;
    Discipline discipline = Discipline::fifo;
    std::size_t waiting_max = unbounded;  ///< places in the line; who finds it full balks
    bool preemptive =
        false;  ///< with Discipline::priority: a better one interrupts, the rest is resumed later
  };

  /// `chance` is needed by Discipline::random only and must outlive the station.
  Station(Simulation& simulation, Params params, Stream* chance = nullptr);
  Station(const Station&) = delete;
  Station& operator=(const Station&) = delete;

  enum class End : std::uint8_t { served, balked, reneged };

  struct Result {
    End end = End::served;
    Duration wait{};  ///< time not in service
  };

  struct Options {
    Duration patience = forever;
    std::int32_t priority = 0;
    TimePoint deadline = TimePoint::max();
  };

  class Place;
  class Visit;
  class Customer;
  /// `Station::Result result = co_await station.visit(6ms)`
  [[nodiscard]] Visit visit(Duration service, Options options);
  [[nodiscard]] Visit visit(Duration service);

  [[nodiscard]] std::size_t servers() const { return servers_; }

  [[nodiscard]] std::size_t busy() const { return busy_; }

  [[nodiscard]] std::size_t waiting() const { return line_.size(); }

  /// Busy time of all servers since the start, in server-seconds.
  [[nodiscard]] double busy_seconds() const;
  /// More servers take waiters at once; fewer take effect as services end.
  void resize(std::size_t servers);
  /// Every server works at this multiple of its speed from now on, services under way included.
  /// Precondition: positive.
  void set_speed(double speed);

 private:
  __extension__ using Area = unsigned __int128;  ///< servers times nanoseconds, exactly

  [[nodiscard]] Area busy_area() const;
  void enter(Place& place);
  void begin(Place& place);
  void schedule_end(Place& place);
  void cancel_end(Place& place);
  void end(Place& place);
  void leave(Place& place);
  void renege(Place& place);
  void take_waiters();
  void join_line(Place& place);
  void join_special_line(Place& place);
  bool preempt_for(const Place& place);
  void begin_busy();
  void end_busy();

  [[nodiscard]] static std::uint64_t ticks(TimePoint instant) {
    return static_cast<std::uint64_t>(instant.time_since_epoch().count());
  }

  /// Service that one in service still needs, at normal speed.
  [[nodiscard]] Duration rest_of(const Place& place) const;
  [[nodiscard]] Duration at_present_speed(Duration service) const;

  Simulation& simulation_;
  std::size_t servers_;
  std::size_t waiting_max_;
  bool preemptive_;
  bool all_may_wait_;  ///< nobody balks or interrupts
  double speed_ = 1.0;
  std::size_t busy_ = 0;
  Area began_ = 0;  ///< sum of the instants at which a server became busy, less those at which idle
  WaitingLine line_;
  IntrusiveList<Waiter> in_service_;
};

/// A place at a station, in its line or in service: what a coroutine's visit and a customer without
/// a coroutine have in common.
class Station::Place : protected Waiter, protected WheelEntry {
 protected:
  enum class State : std::uint8_t { outside, waiting, serving };

  Place(Station& station, Duration service, Options options)
      : station_(station), remaining_(service) {
    set(options);
  }

  ~Place() {
    if (state_ != State::outside) [[unlikely]]
      station_.leave(*this);
  }

  void set(const Options& options) {
    patience_ = options.patience;
    priority = options.priority;
    deadline = options.deadline;
  }

  Station& station_;
  std::coroutine_handle<> caller_;  ///< none: a Customer
  Duration remaining_;              ///< service not yet had when it began or was resumed
  Duration patience_;
  TimePoint since_;    ///< waiting or served since
  std::uint32_t end_;  ///< of a coroutine's service: its slot in the simulation
  State state_ = State::outside;
  Result result_;

 private:
  friend class Station;
};

/// One visit to a station by a coroutine. Destroyed early it leaves the line, or frees its server.
class [[nodiscard]] Station::Visit final : private Place {
 public:
  Visit(Station& station, Duration service, Options options) : Place(station, service, options) {}

  ~Visit() { wake_.unlink(); }

  [[nodiscard]] bool await_ready() const { return false; }

  bool await_suspend(std::coroutine_handle<> caller) {
    caller_ = caller;
    station_.enter(*this);
    if (state_ != State::outside) return true;
    station_.simulation_.count_step();
    return false;
  }

  Result await_resume() {
    if (state_ == State::serving) station_.end(*this);
    return result_;
  }

 private:
  void expire() override;

  ReadyHook wake_;  ///< when it leaves the line for want of patience
};

/// Somebody who is served without being a coroutine: the cheapest form, for models that need no
/// more than a queue. The same object may come again and again.
class Station::Customer : private Event, private Place {
 public:
  explicit Customer(Station& station)
      : Event(station.simulation_), Place(station, Duration::zero(), {}) {}

  /// Joins the line, or is served at once. Precondition: has left since it last entered.
  void enter(Duration service, const Options& options);

  void enter(Duration service) { enter(service, Options{}); }

 protected:
  /// Served, or turned away, or out of patience. May enter again, and may destroy the customer.
  virtual void leave(const Result& result) = 0;

 private:
  friend class Station;
  void fire() final;
  void expire() final;
};

inline Station::Visit Station::visit(Duration service, Options options) {
  return Visit{*this, service, options};
}

inline Station::Visit Station::visit(Duration service) {
  return Visit{*this, service, Options{}};
}

inline Station::Area Station::busy_area() const {
  return Area{busy_} * ticks(simulation_.now()) - began_;
}

inline void Station::begin_busy() {
  began_ += ticks(simulation_.now());
  ++busy_;
}

inline void Station::end_busy() {
  began_ -= ticks(simulation_.now());
  --busy_;
}

inline void Station::schedule_end(Place& place) {
  const Duration span = speed_ == 1.0 ? place.remaining_ : at_present_speed(place.remaining_);
  const TimePoint at = simulation_.after(span);
  EventRecord record;
  if (place.caller_) {
    record = simulation_.record_of(at, place.caller_);
    place.end_ = record.slot();
  } else {
    record = static_cast<Customer&>(place).come(at);
  }
  simulation_.queue_.push(record);
}

/// Precondition: a server is free for it, and counted busy.
inline void Station::begin(Place& place) {
  place.state_ = Place::State::serving;
  place.since_ = simulation_.now();
  schedule_end(place);
  in_service_.push_back(place);
}

inline void Station::join_line(Place& place) {
  place.state_ = Place::State::waiting;
  place.since_ = simulation_.now();
  line_.push_enrolled(place);
  if (place.patience_ != forever) simulation_.arm(place, place.patience_);
}

inline void Station::enter(Place& place) {
  line_.enrol(place);
  if (busy_ < servers_) {
    begin_busy();
    begin(place);
  } else if (all_may_wait_ && place.patience_ > Duration::zero()) {
    join_line(place);
  } else {
    join_special_line(place);
  }
}

/// The server goes to the next in line before the one who was served goes on.
inline void Station::end(Place& place) {
  place.Waiter::take_out();
  place.state_ = Place::State::outside;
  if (line_.empty() || busy_ > servers_) {
    end_busy();
    return;
  }
  auto& next = static_cast<Place&>(line_.pop());
  next.WheelEntry::unlink();
  next.result_.wait += simulation_.now() - next.since_;
  begin(next);
}

inline void Station::Customer::enter(Duration service, const Options& options) {
  TIERSIM_ASSERT(state_ == State::outside);
  remaining_ = service;
  set(options);
  result_ = {};
  station_.enter(*this);
  if (state_ == State::outside) leave(result_);
}

}  // namespace tiersim
