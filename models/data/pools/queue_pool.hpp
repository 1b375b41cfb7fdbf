#pragma once
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>

#include "sim/kernel/resource.hpp"
#include "sim/kernel/task.hpp"
#include "sim/time.hpp"

namespace tiersim::sqlalchemy {

/// Arguments of create_engine, by their names.
struct PoolParams {
  int pool_size = 5;      ///< kept when they come back; 0: all are kept
  int max_overflow = 10;  ///< above pool_size; -1: no limit
  Duration pool_timeout = 30s;
  bool pool_use_lifo = false;
  Duration connect{};  ///< to open a connection; its caller waits for it
};

/// SQLAlchemy's QueuePool, one for each process and engine: connections are opened when none is
/// idle, by the caller, up to pool_size + max_overflow; then callers wait in line. What comes back
/// goes to the first in line, else to the idle ones, else it is closed. Source: sqlalchemy
/// pool/impl.py, util/queue.py.
class QueuePool {
 public:
  class Connection;

  QueuePool(Simulation& simulation, const PoolParams& params);

  /// Waits for a connection; an empty one after pool_timeout.
  [[nodiscard]] Task<Connection> checkout(std::uint64_t who = 0);

  [[nodiscard]] std::size_t in_use() const { return places_.held(); }

  [[nodiscard]] std::size_t waiting() const { return places_.waiting(); }

  [[nodiscard]] std::size_t idle() const { return idle_.size(); }

  /// All there are, or are being opened.
  [[nodiscard]] std::size_t connections() const { return idle_.size() + places_.held(); }

  [[nodiscard]] std::size_t most_connections() const { return most_; }

  [[nodiscard]] int opened() const { return opened_; }

  [[nodiscard]] int closed_on_return() const { return closed_; }

 private:
  [[nodiscard]] static std::size_t places_of(const PoolParams& params);
  [[nodiscard]] std::optional<int> take_idle();
  void give_back(int connection);

  PoolParams params_;
  Resource places_;
  std::deque<int> idle_;
  std::size_t most_ = 0;
  int opened_ = 0;
  int closed_ = 0;
};

/// A connection in use; it goes back when this ends.
class [[nodiscard]] QueuePool::Connection {
 public:
  Connection() = default;

  Connection(QueuePool& pool, int number, Lease place)
      : pool_(&pool), number_(number), place_(std::move(place)) {}

  Connection(Connection&& other) noexcept = default;
  Connection& operator=(Connection&&) = delete;

  ~Connection() {
    if (place_) pool_->give_back(number_);
  }

  explicit operator bool() const { return static_cast<bool>(place_); }

  /// From 1 in the order of opening.
  [[nodiscard]] int number() const { return number_; }

 private:
  QueuePool* pool_ = nullptr;
  int number_ = 0;
  Lease place_;
};

}  // namespace tiersim::sqlalchemy
