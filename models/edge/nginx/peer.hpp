#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace tiersim::nginx {

/// Whole seconds of wall clock, as nginx counts failures.
using Seconds = std::int64_t;

/// A `server` line of an upstream block.
struct ServerParams {
  std::string name;  ///< "host:port"
  int weight = 1;
  int max_conns = 0;  ///< 0: no limit
  int max_fails = 1;  ///< 0: failures are not counted
  Seconds fail_timeout = 10;
  bool backup = false;
  bool down = false;
};

/// What one worker process, or a shared zone, keeps of a server.
struct Peer {
  explicit Peer(ServerParams params) : server(std::move(params)), effective_weight(server.weight) {}

  ServerParams server;
  int effective_weight;
  int current_weight = 0;
  int conns = 0;  ///< requests in flight
  int fails = 0;
  Seconds accessed = 0;  ///< last failure
  Seconds checked = 0;   ///< last failure, or when it was let through as a probe
};

/// The peers that a request has tried already.
class TriedPeers {
 public:
  [[nodiscard]] bool has(std::size_t peer) const {
    return peer < bits ? (first_ >> peer & 1) != 0
                       : peer - bits < rest_.size() && rest_[peer - bits];
  }

  void add(std::size_t peer) {
    if (peer < bits) {
      first_ |= std::uint64_t{1} << peer;
      return;
    }
    if (peer - bits >= rest_.size()) rest_.resize(peer - bits + 1);
    rest_[peer - bits] = true;
  }

 private:
  static constexpr std::size_t bits = 64;
  std::uint64_t first_ = 0;  // so that small upstreams need no memory
  std::vector<bool> rest_{};
};

}  // namespace tiersim::nginx
