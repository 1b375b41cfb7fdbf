#include "models/data/pools/queue_pool.hpp"

#include <algorithm>

namespace tiersim::sqlalchemy {

std::size_t QueuePool::places_of(const PoolParams& params) {
  if (params.max_overflow < 0 || params.pool_size == 0) return Resource::unbounded;
  return static_cast<std::size_t>(params.pool_size + params.max_overflow);
}

QueuePool::QueuePool(Simulation& simulation, const PoolParams& params)
    : params_(params), places_(simulation, places_of(params)) {}

Task<QueuePool::Connection> QueuePool::checkout(std::uint64_t who) {
  Lease place = places_.try_acquire();
  if (!place) place = co_await places_.acquire({.patience = params_.pool_timeout, .who = who});
  if (!place) co_return Connection{};
  if (const std::optional<int> number = take_idle())
    co_return Connection{*this, *number, std::move(place)};
  const int number = ++opened_;
  most_ = std::max(most_, connections());
  if (params_.connect > Duration::zero()) co_await places_.simulation().delay(params_.connect);
  co_return Connection{*this, number, std::move(place)};
}

std::optional<int> QueuePool::take_idle() {
  if (idle_.empty()) return std::nullopt;
  const int number = params_.pool_use_lifo ? idle_.back() : idle_.front();
  if (params_.pool_use_lifo) {
    idle_.pop_back();
  } else {
    idle_.pop_front();
  }
  return number;
}

void QueuePool::give_back(int connection) {
  if (places_.waiting() > 0) {
    idle_.push_front(connection);  // for the one whose turn it is
    return;
  }
  const auto kept = static_cast<std::size_t>(params_.pool_size);
  if (params_.pool_size == 0 || idle_.size() < kept) {
    idle_.push_back(connection);
  } else {
    ++closed_;
  }
}

}  // namespace tiersim::sqlalchemy
