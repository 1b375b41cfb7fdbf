#pragma once
#include <cstdint>
#include <vector>

#include "sim/kernel/process.hpp"
#include "sim/kernel/resource.hpp"
#include "sim/time.hpp"

namespace tiersim::envoy {

/// `connectionPool` of one proxy for one upstream host; defaults of Envoy alone.
struct Http1PoolParams {
  std::size_t max_connections = 1024;
  std::size_t max_pending_requests = 1024;
  int max_requests_per_connection = 0;  ///< 0: no limit; then the connection is closed
  Duration connect{};
};

/// Connections of HTTP/1.1, each with one request at a time. A request takes the idle connection
/// that was used last; else it becomes pending, and a new connection is opened for it while there
/// are fewer than max_connections. Who finds the pending ones full fails at once: 503, flag UO.
/// Source: Envoy, connection pooling and circuit breaking.
class Http1Pool {
 public:
  class Connection;

  Http1Pool(Simulation& simulation, const Http1PoolParams& params);

  /// Waits for a connection; an empty one when the pending requests were full.
  [[nodiscard]] Task<Connection> acquire(std::uint64_t who = 0);

  /// Open or being opened.
  [[nodiscard]] std::size_t connections() const { return connections_; }

  [[nodiscard]] std::size_t pending() const { return ready_.waiting(); }

  /// Since the start.
  [[nodiscard]] std::uint64_t opened() const { return opened_; }

 private:
  void open_one();
  Process connect();
  void give_back(int requests_served);

  Http1PoolParams params_;
  Resource ready_;         // connections that are open
  std::vector<int> idle_;  // requests served by each; the last one goes out first
  std::size_t connections_ = 0;
  std::uint64_t opened_ = 0;
  ProcessScope work_;
};

/// A connection in use; it goes back, or is closed, when this ends.
class [[nodiscard]] Http1Pool::Connection {
 public:
  Connection() = default;

  Connection(Http1Pool& pool, Lease lease);
  Connection(Connection&& other) noexcept = default;
  Connection& operator=(Connection&&) = delete;
  ~Connection();

  explicit operator bool() const { return static_cast<bool>(lease_); }

 private:
  Http1Pool* pool_ = nullptr;
  int served_ = 0;
  Lease lease_;
};

}  // namespace tiersim::envoy
