#include "models/queueing/bulk_server.hpp"

#include <algorithm>
#include <utility>

namespace tiersim {

BulkServer::BulkServer(Simulation& simulation, Params params, Stream chance)
    : Event(simulation), params_(std::move(params)), chance_(chance) {
  TIERSIM_ASSERT(params_.batch_min >= 1 && params_.batch_min <= params_.batch_max);
}

void BulkServer::fire() {
  busy_.change(simulation().now(), -1);
  while (!in_service_.empty()) in_service_.pop().go_on(simulation());
  serve_if_enough();
}

void BulkServer::enter(Visit& visit) {
  line_.push(visit);
  waiting_.change(simulation().now(), +1);
  if (!is_busy()) serve_if_enough();
}

void BulkServer::leave(Visit& visit) {
  if (visit.is_waiting()) {
    line_.remove(visit);
    waiting_.change(simulation().now(), -1);
  } else {
    in_service_.remove(visit);
  }
}

void BulkServer::serve_if_enough() {
  if (line_.size() < params_.batch_min) return;
  const std::size_t batch = std::min(line_.size(), params_.batch_max);
  for (std::size_t i = 0; i < batch; ++i) {
    Visit& visit = line_.pop();
    visit.begin_service(simulation().now());
    visit.batch_ = batch;
    in_service_.push(visit);
  }
  waiting_.change(simulation().now(), -static_cast<std::ptrdiff_t>(batch));
  busy_.change(simulation().now(), +1);
  schedule_in(params_.service.sample_duration(chance_));
}

}  // namespace tiersim
