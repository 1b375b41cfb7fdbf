#pragma once
#include "models/queueing/queue_place.hpp"
#include "sim/chance/distribution.hpp"

namespace tiersim {

/// One FIFO server with multiple vacations: whenever it finds nobody waiting it goes away, again
/// and again until somebody waits on its return. A poller, a cron job, a maintenance window.
///
/// It is away from the start. Source: Y. Levy, U. Yechiali, "Utilization of idle time in an M/G/1
/// queueing system", Management Science 22(2), 1975.
class VacationServer final : private Event {
 public:
  /// Precondition: a vacation takes time. `chance` draws the vacations.
  VacationServer(Simulation& simulation, Distribution vacation, Stream chance);

  class Visit;
  /// `Duration wait = co_await server.visit(6ms)`: goes on when it has been served.
  [[nodiscard]] Visit visit(Duration service);

  [[nodiscard]] std::size_t waiting() const { return line_.size(); }

  [[nodiscard]] bool is_away() const { return served_ == nullptr; }

 private:
  void fire() override;
  void enter(Visit& visit);
  void leave(Visit& visit);
  void serve_or_go();

  Distribution vacation_;
  Stream chance_;
  QueueLine<Visit> line_;
  Visit* served_ = nullptr;
};

/// One visit by a coroutine. Destroyed early it leaves the line, or frees the server.
class [[nodiscard]] VacationServer::Visit final : public QueuePlace {
 public:
  Visit(VacationServer& server, Duration service) : server_(server), service_(service) {}

  ~Visit() {
    if (state_ != State::outside) server_.leave(*this);
  }

  void await_suspend(std::coroutine_handle<> caller) {
    begin_wait(server_.simulation().now(), caller);
    server_.enter(*this);
  }

  [[nodiscard]] Duration await_resume() const { return wait_; }

 private:
  friend class VacationServer;

  VacationServer& server_;
  Duration service_;
};

inline VacationServer::Visit VacationServer::visit(Duration service) {
  return Visit{*this, service};
}

}  // namespace tiersim
