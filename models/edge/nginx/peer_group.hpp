#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "models/edge/nginx/peer.hpp"

namespace tiersim::nginx {

/// The primary or the backup servers of an upstream: who is chosen next, and who is out for having
/// failed.
///
/// One worker process has a group of its own unless the upstream has a shared `zone`. No clock and
/// no chance of its own. Source: nginx src/http/ngx_http_upstream_round_robin.c and
/// modules/ngx_http_upstream_least_conn_module.c.
class PeerGroup {
 public:
  /// `single`: the only server of its upstream is never taken out for failures.
  explicit PeerGroup(std::span<const ServerParams> servers, bool single = false);

  [[nodiscard]] std::size_t size() const { return peers_.size(); }

  [[nodiscard]] const Peer& operator[](std::size_t i) const { return peers_[i]; }

  [[nodiscard]] int total_weight() const { return total_weight_; }

  /// Neither down nor tried, not out for failures, below its max_conns.
  [[nodiscard]] bool is_usable(std::size_t i, const TriedPeers& tried, Seconds now) const;

  /// Smooth weighted round robin among the usable; nothing: there is none.
  [[nodiscard]] std::optional<std::size_t> round_robin(const TriedPeers& tried, Seconds now);

  /// The fewest open requests for the weight; round robin among equals.
  [[nodiscard]] std::optional<std::size_t> least_conn(const TriedPeers& tried, Seconds now);

  /// A peer that was found by a hash or by chance is taken.
  void take(std::size_t i, Seconds now);

  void open(std::size_t i) { ++peers_[i].conns; }

  /// A try ends. `failed`: as proxy_next_upstream has it.
  void close(std::size_t i, bool failed, Seconds now);

 private:
  void turn(Peer& peer, int& total) const;
  static void let_through(Peer& peer, Seconds now);

  std::vector<Peer> peers_;
  int total_weight_ = 0;
  bool single_;
};

}  // namespace tiersim::nginx
