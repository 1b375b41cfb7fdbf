#include "models/queueing/setup_pool.hpp"

#include <utility>

namespace tiersim {

class SetupPool::Server final : public Event, public ListLink {
 public:
  explicit Server(SetupPool& pool) : Event(pool.simulation_), pool_(pool) {}

  State state = State::off;
  Visit* visit = nullptr;

 protected:
  void fire() override {
    if (state == State::idle) {
      pool_.turn(*this, State::off);
      return;
    }
    if (state == State::busy) std::exchange(visit, nullptr)->go_on(pool_.simulation_);
    pool_.serve_next(*this);
  }

 private:
  SetupPool& pool_;
};

SetupPool::SetupPool(Simulation& simulation, Params params, Stream setups, Stream idle_times)
    : simulation_(simulation),
      params_(std::move(params)),
      setups_(setups),
      idle_times_(idle_times) {
  for (std::size_t i = 0; i < params_.servers; ++i) {
    Server& server = *servers_.emplace_back(std::make_unique<Server>(*this));
    by_state_.front().push_back(server);
    presence_.front().change(simulation.now(), +1);
  }
}

SetupPool::~SetupPool() = default;

void SetupPool::turn(Server& server, State state) {
  presence_[static_cast<std::size_t>(server.state)].change(simulation_.now(), -1);
  presence_[static_cast<std::size_t>(state)].change(simulation_.now(), +1);
  server.take_out();
  by_state_[static_cast<std::size_t>(state)].push_back(server);
  server.state = state;
}

void SetupPool::enter(Visit& visit) {
  if (count(State::idle) > 0) {
    Server& server = by_state_[static_cast<std::size_t>(State::idle)].back();
    server.cancel();
    serve(server, visit);
    return;
  }
  line_.push(visit);
  if (count(State::off) == 0) return;
  visit.started_server_ = true;
  Server& server = by_state_[static_cast<std::size_t>(State::off)].back();
  turn(server, State::setting_up);
  server.schedule_in(params_.setup.sample_duration(setups_));
}

void SetupPool::leave(Visit& visit) {
  if (visit.server_ == nullptr) {
    line_.remove(visit);
    give_up_setups();
    return;
  }
  visit.server_->cancel();
  visit.server_->visit = nullptr;
  serve_next(*visit.server_);
}

void SetupPool::serve(Server& server, Visit& visit) {
  turn(server, State::busy);
  server.visit = &visit;
  visit.server_ = &server;
  visit.begin_service(simulation_.now());
  server.schedule_in(visit.service_);
}

void SetupPool::serve_next(Server& server) {
  if (!line_.empty()) {
    serve(server, line_.pop());
    give_up_setups();
    return;
  }
  const Duration idle = params_.idle_time.sample_duration(idle_times_);
  turn(server, idle > Duration::zero() ? State::idle : State::off);
  if (idle > Duration::zero()) server.schedule_in(idle);
}

void SetupPool::give_up_setups() {
  while (count(State::setting_up) > line_.size()) {
    Server& youngest = by_state_[static_cast<std::size_t>(State::setting_up)].back();
    youngest.cancel();
    turn(youngest, State::off);
  }
}

}  // namespace tiersim
