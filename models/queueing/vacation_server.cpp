#include "models/queueing/vacation_server.hpp"

#include <utility>

namespace tiersim {

VacationServer::VacationServer(Simulation& simulation, Distribution vacation, Stream chance)
    : Event(simulation), vacation_(std::move(vacation)), chance_(chance) {
  TIERSIM_ASSERT(vacation_.mean() > 0);
  serve_or_go();
}

void VacationServer::fire() {
  if (served_ != nullptr) std::exchange(served_, nullptr)->go_on(simulation());
  serve_or_go();
}

void VacationServer::enter(Visit& visit) {
  line_.push(visit);
}

void VacationServer::leave(Visit& visit) {
  if (&visit != served_) {
    line_.remove(visit);
    return;
  }
  served_ = nullptr;
  cancel();
  serve_or_go();
}

void VacationServer::serve_or_go() {
  if (line_.empty()) {
    schedule_in(vacation_.sample_duration(chance_));
    return;
  }
  served_ = &line_.pop();
  served_->begin_service(simulation().now());
  schedule_in(served_->service_);
}

}  // namespace tiersim
