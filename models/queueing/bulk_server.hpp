#pragma once
#include <cstddef>

#include "models/queueing/presence.hpp"
#include "models/queueing/queue_place.hpp"
#include "sim/chance/distribution.hpp"

namespace tiersim {

/// One server that serves many at once: when it is free and at least so many wait, it takes the
/// first ones in line, up to a largest batch, and is busy for one service time, whatever the size.
/// Nobody joins a batch under way. Group commit, a GPU that infers in batches, a lift. Source:
/// M. F. Neuts, "A general class of bulk queues with Poisson input", Annals of Mathematical
/// Statistics 38(3), 1967.
class BulkServer final : private Event {
 public:
  struct Params {
    Distribution service;       ///< of a batch
    std::size_t batch_min = 1;  ///< no service begins with fewer
    std::size_t batch_max = 1;
  };

  /// Precondition: 1 <= batch_min <= batch_max. `chance` draws the service times.
  BulkServer(Simulation& simulation, Params params, Stream chance);

  struct Result {
    Duration wait{};
    std::size_t batch = 0;  ///< customers served together, this one included
  };

  class Visit;
  /// `BulkServer::Result result = co_await server.visit()`: goes on when it has been served.
  [[nodiscard]] Visit visit();

  [[nodiscard]] std::size_t waiting() const { return waiting_.count(); }

  [[nodiscard]] bool is_busy() const { return busy_.count() > 0; }

  /// Time spent waiting by all customers since the start, customer-seconds.
  [[nodiscard]] double waiting_seconds() const { return waiting_.seconds(simulation().now()); }

  /// Busy time since the start, seconds.
  [[nodiscard]] double busy_seconds() const { return busy_.seconds(simulation().now()); }

 private:
  void fire() override;
  void enter(Visit& visit);
  void leave(Visit& visit);
  void serve_if_enough();

  Params params_;
  Stream chance_;
  QueueLine<Visit> line_;
  QueueLine<Visit> in_service_;
  Presence waiting_;
  Presence busy_;
};

/// One visit by a coroutine. Destroyed early it leaves the line, or the batch, whose service goes
/// on.
class [[nodiscard]] BulkServer::Visit final : public QueuePlace {
 public:
  explicit Visit(BulkServer& server) : server_(server) {}

  ~Visit() {
    if (state_ != State::outside) server_.leave(*this);
  }

  void await_suspend(std::coroutine_handle<> caller) {
    begin_wait(server_.simulation().now(), caller);
    server_.enter(*this);
  }

  [[nodiscard]] Result await_resume() const { return {wait_, batch_}; }

 private:
  friend class BulkServer;

  [[nodiscard]] bool is_waiting() const { return state_ == State::waiting; }

  BulkServer& server_;
  std::size_t batch_ = 0;
};

inline BulkServer::Visit BulkServer::visit() {
  return Visit{*this};
}

}  // namespace tiersim
