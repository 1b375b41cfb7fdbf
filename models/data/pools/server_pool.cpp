#include "models/data/pools/server_pool.hpp"

#include <utility>

namespace tiersim::pgbouncer {

ServerPool::ServerPool(Simulation& simulation, const PoolParams& params)
    : params_(params),
      servers_(simulation, static_cast<std::size_t>(params.open_at_start)),
      open_(params.open_at_start),
      work_(simulation) {
  for (int server = open_; server > 0; --server) idle_.push_back(server);
}

Task<ServerPool::Connection> ServerPool::acquire(std::uint64_t who) {
  Lease lease = servers_.try_acquire();
  if (!lease) {
    want_more();
    lease = co_await servers_.acquire({.patience = params_.query_wait_timeout, .who = who});
  }
  if (!lease) co_return Connection{};
  co_return Connection{*this, std::move(lease)};
}

bool ServerPool::reserve_is_left() const {
  return params_.reserve_pool_timeout > Duration::zero() &&
         open_ < params_.default_pool_size + params_.reserve_pool_size;
}

/// Somebody has to wait.
void ServerPool::want_more() {
  if (opening_) return;
  if (open_ < params_.default_pool_size) {
    opening_ = true;
    work_.spawn(open_while_wanted());
  } else if (reserve_is_left() && !watching_) {
    watching_ = true;
    work_.spawn(watch_reserve());
  }
}

/// One after the other, never two at once.
Process ServerPool::open_while_wanted() {
  while (servers_.waiting() > 0) {
    const int server = open_ + 1;
    openings_.push_back({servers_.simulation().now(), server, open_ >= params_.default_pool_size});
    if (params_.connect > Duration::zero()) co_await servers_.simulation().delay(params_.connect);
    open_ = server;
    idle_.push_back(server);
    servers_.resize(static_cast<std::size_t>(open_));
    if (open_ >= params_.default_pool_size) break;
  }
  opening_ = false;
  if (servers_.waiting() > 0) want_more();
}

/// Until nobody waits or the reserve is used up.
Process ServerPool::watch_reserve() {
  while (servers_.waiting() > 0 && reserve_is_left()) {
    const TimePoint due = servers_.next_waits_since() + params_.reserve_pool_timeout;
    const TimePoint now = servers_.simulation().now();
    if (due > now) {
      co_await servers_.simulation().delay(due - now);
      continue;  // the first in line may be another one now
    }
    opening_ = true;
    watching_ = false;
    work_.spawn(open_while_wanted());
    co_return;
  }
  watching_ = false;
}

ServerPool::Connection::Connection(ServerPool& pool, Lease lease)
    : pool_(&pool), server_(pool.idle_.back()), lease_(std::move(lease)) {
  pool.idle_.pop_back();
}

ServerPool::Connection::Connection(Connection&& other) noexcept
    : pool_(other.pool_), server_(other.server_), lease_(std::move(other.lease_)) {}

ServerPool::Connection::~Connection() {
  if (lease_) pool_->idle_.push_back(server_);
}

}  // namespace tiersim::pgbouncer
