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

  class Visit;
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
  friend class Visit;
  void enter(Visit& visit);
  void begin(Visit& visit);
  void end(Visit& visit);
  void leave(Visit& visit);
  void take_waiters();
  bool preempt_for(const Visit& visit);
  void count_busy(std::ptrdiff_t change);
  /// Service that a visit in service still needs, at normal speed.
  [[nodiscard]] Duration rest_of(const Visit& visit) const;

  Simulation& simulation_;
  std::size_t servers_;
  std::size_t waiting_max_;
  bool preemptive_;
  double speed_ = 1.0;
  std::size_t busy_ = 0;
  TimePoint busy_since_{};
  double busy_seconds_ = 0.0;
  WaitingLine line_;
  IntrusiveList<Waiter> in_service_;
};

/// One visit to a station. Destroyed early it leaves the line, or frees its server.
class [[nodiscard]] Station::Visit final : private Waiter, private Timer, private Event {
 public:
  Visit(Station& station, Duration service, Options options)
      : Event(station.simulation_),
        station_(station),
        remaining_(service),
        patience_(options.patience) {
    priority = options.priority;
    deadline = options.deadline;
  }

  ~Visit() override {
    if (state_ == State::waiting || state_ == State::serving) station_.leave(*this);
  }

  [[nodiscard]] bool await_ready() const { return false; }

  bool await_suspend(std::coroutine_handle<> caller) {
    wake_.handle = caller;
    arrived = station_.simulation_.now();
    station_.enter(*this);
    return state_ != State::ended;
  }

  Result await_resume() const { return result_; }

 private:
  friend class Station;
  enum class State : std::uint8_t { outside, waiting, serving, ended };

  void fire() override {
    station_.end(*this);
    wake_.handle.resume();  // straight from the queue: no other frame is on the stack
  }

  void expire() override;

  Station& station_;
  Duration remaining_;
  Duration patience_;
  TimePoint started_{};
  TimePoint waiting_since_{};
  ReadyNode wake_;
  Result result_;
  State state_ = State::outside;
};

inline Station::Visit Station::visit(Duration service, Options options) {
  return Visit{*this, service, options};
}

inline Station::Visit Station::visit(Duration service) {
  return Visit{*this, service, Options{}};
}

}  // namespace tiersim
