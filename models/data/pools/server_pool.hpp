#pragma once
#include <cstdint>
#include <vector>

#include "sim/kernel/process.hpp"
#include "sim/kernel/resource.hpp"
#include "sim/time.hpp"

namespace tiersim::pgbouncer {

/// Of one (database, user) pair in one PgBouncer; keys and defaults as in pgbouncer.ini.
struct PoolParams {
  int default_pool_size = 20;
  int reserve_pool_size = 0;
  Duration reserve_pool_timeout = 5s;  ///< 0: the reserve is off
  Duration query_wait_timeout = 120s;  ///< `forever`: none
  Duration connect{};                  ///< to open one server connection
  int open_at_start = 0;               ///< idle server connections
};

/// The server connections of a pool: opened one at a time while somebody waits, lent to the first
/// in line, the one that came back last first.
///
///   client ──▶ idle server? ──no──▶ wait in line ◀── freed or freshly opened servers
///                                     │ fewer than default_pool_size, or the first has waited for
///                                     ▼ reserve_pool_timeout and the reserve is not used up
///                                  open one
///
/// Reserve connections stay. Source: pgbouncer src/objects.c (find_server, launch_new_connection),
/// src/janitor.c.
class ServerPool {
 public:
  class Connection;

  /// A connection that was opened, for those who count.
  struct Opening {
    TimePoint begun{};
    int server = 0;
    bool reserve = false;
  };

  ServerPool(Simulation& simulation, const PoolParams& params);

  /// Waits for a server connection; an empty one after query_wait_timeout.
  [[nodiscard]] Task<Connection> acquire(std::uint64_t who = 0);

  [[nodiscard]] int open() const { return open_; }

  [[nodiscard]] std::size_t in_use() const { return servers_.held(); }

  [[nodiscard]] std::size_t waiting() const { return servers_.waiting(); }

  /// Those since the start, in their order.
  [[nodiscard]] const std::vector<Opening>& openings() const { return openings_; }

 private:
  Process open_while_wanted();
  Process watch_reserve();
  void want_more();
  [[nodiscard]] bool reserve_is_left() const;

  PoolParams params_;
  Resource servers_;
  std::vector<int> idle_;  // the last one goes out first
  std::vector<Opening> openings_;
  int open_ = 0;
  bool opening_ = false;
  bool watching_ = false;
  ProcessScope work_;
};

/// A server connection in use; it goes back when this ends.
class [[nodiscard]] ServerPool::Connection {
 public:
  Connection() = default;

  Connection(ServerPool& pool, Lease lease);
  Connection(Connection&& other) noexcept;
  Connection& operator=(Connection&&) = delete;
  ~Connection();

  explicit operator bool() const { return static_cast<bool>(lease_); }

  /// Its number, from 1 in the order of opening.
  [[nodiscard]] int server() const { return server_; }

 private:
  ServerPool* pool_ = nullptr;
  int server_ = 0;
  Lease lease_;
};

}  // namespace tiersim::pgbouncer
