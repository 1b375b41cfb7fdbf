#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "models/queueing/presence.hpp"
#include "models/queueing/queue_place.hpp"
#include "sim/chance/distribution.hpp"

namespace tiersim {

/// Servers that are switched off when they have nothing to do and need a set-up before they serve
/// again: a pool that scales to zero, functions with cold starts.
///
/// Who comes takes an idle server, the one idle for the shortest time; otherwise waits, first come
/// first served, and starts a server that is off, if there are any. Whichever server is free first
/// takes the first in line. There are never more set-ups under way than customers waiting: the
/// youngest one no longer needed is given up. Source: A. Gandhi, M. Harchol-Balter, I. Adan,
/// "Server farms with setup costs", Performance Evaluation 67, 2010.
class SetupPool {
 public:
  struct Params {
    std::size_t servers = 1;
    Distribution setup;      ///< from the switch to the first service
    Distribution idle_time;  ///< on without work, before a server goes off; 0: off at once
  };

  /// Everything is off at the start.
  SetupPool(Simulation& simulation, Params params, Stream setups, Stream idle_times);
  SetupPool(const SetupPool&) = delete;
  SetupPool& operator=(const SetupPool&) = delete;
  ~SetupPool();

  /// What a server is doing.
  enum class State : std::uint8_t { off, setting_up, idle, busy };

  struct Result {
    Duration wait{};
    bool started_server = false;  ///< a cold start
  };

  class Visit;
  /// `SetupPool::Result result = co_await pool.visit(6ms)`: goes on when it has been served.
  [[nodiscard]] Visit visit(Duration service);

  [[nodiscard]] std::size_t waiting() const { return line_.size(); }

  /// Servers in that state now.
  [[nodiscard]] std::size_t count(State state) const { return presence(state).count(); }

  /// Time that the servers have spent in that state since the start, in server-seconds.
  [[nodiscard]] double server_seconds(State state) const {
    return presence(state).seconds(simulation_.now());
  }

 private:
  class Server;

  [[nodiscard]] const Presence& presence(State state) const {
    return presence_[static_cast<std::size_t>(state)];
  }

  void enter(Visit& visit);
  void leave(Visit& visit);
  void turn(Server& server, State state);
  void serve(Server& server, Visit& visit);
  void serve_next(Server& server);
  void give_up_setups();

  Simulation& simulation_;
  Params params_;
  Stream setups_;
  Stream idle_times_;
  QueueLine<Visit> line_;
  std::array<Presence, 4> presence_;
  std::array<IntrusiveList<Server>, 4> by_state_;  ///< the newest behind
  std::vector<std::unique_ptr<Server>> servers_;
};

/// One visit by a coroutine. Destroyed early it leaves the line, or frees its server.
class [[nodiscard]] SetupPool::Visit final : public QueuePlace {
 public:
  Visit(SetupPool& pool, Duration service) : pool_(pool), service_(service) {}

  ~Visit() {
    if (state_ != State::outside) pool_.leave(*this);
  }

  void await_suspend(std::coroutine_handle<> caller) {
    begin_wait(pool_.simulation_.now(), caller);
    pool_.enter(*this);
  }

  [[nodiscard]] Result await_resume() const { return {wait_, started_server_}; }

 private:
  friend class SetupPool;

  SetupPool& pool_;
  Duration service_;
  Server* server_ = nullptr;  ///< that serves it
  bool started_server_ = false;
};

inline SetupPool::Visit SetupPool::visit(Duration service) {
  return Visit{*this, service};
}

}  // namespace tiersim
