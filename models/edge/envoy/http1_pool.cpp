#include "models/edge/envoy/http1_pool.hpp"

#include <utility>

namespace tiersim::envoy {

Http1Pool::Http1Pool(Simulation& simulation, const Http1PoolParams& params)
    : params_(params),
      ready_(simulation, 0, Discipline::fifo, params.max_pending_requests),
      work_(simulation) {}

Task<Http1Pool::Connection> Http1Pool::acquire(std::uint64_t who) {
  Lease lease = ready_.try_acquire();
  if (!lease) {
    if (ready_.waiting() < params_.max_pending_requests) open_one();
    lease = co_await ready_.acquire({.who = who});
  }
  if (!lease) co_return Connection{};
  co_return Connection{*this, std::move(lease)};
}

void Http1Pool::open_one() {
  if (connections_ >= params_.max_connections) return;
  ++connections_;
  ++opened_;
  work_.spawn(connect());
}

Process Http1Pool::connect() {
  if (params_.connect > Duration::zero()) co_await ready_.simulation().delay(params_.connect);
  idle_.push_back(0);
  ready_.resize(ready_.units() + 1);
}

/// One that has served enough is closed.
void Http1Pool::give_back(int requests_served) {
  const int most = params_.max_requests_per_connection;
  if (most == 0 || requests_served < most) {
    idle_.push_back(requests_served);
    return;
  }
  --connections_;
  ready_.resize(ready_.units() - 1);
  if (ready_.waiting() > 0) open_one();
}

Http1Pool::Connection::Connection(Http1Pool& pool, Lease lease)
    : pool_(&pool), served_(pool.idle_.back() + 1), lease_(std::move(lease)) {
  pool.idle_.pop_back();
}

Http1Pool::Connection::~Connection() {
  if (lease_) pool_->give_back(served_);
}

}  // namespace tiersim::envoy
