#include "models/edge/nginx/peer_group.hpp"

#include <algorithm>

namespace tiersim::nginx {

PeerGroup::PeerGroup(std::span<const ServerParams> servers, bool single) : single_(single) {
  for (const ServerParams& server : servers) {
    peers_.emplace_back(server);
    total_weight_ += server.weight;
  }
}

bool PeerGroup::is_usable(std::size_t i, const TriedPeers& tried, Seconds now) const {
  const Peer& peer = peers_[i];
  const ServerParams& server = peer.server;
  if (tried.has(i) || server.down) return false;
  if (server.max_conns > 0 && peer.conns >= server.max_conns) return false;
  if (single_ || server.max_fails == 0 || peer.fails < server.max_fails) return true;
  return now - peer.checked > server.fail_timeout;
}

/// One peer's part of a step of smooth weighted round robin.
void PeerGroup::turn(Peer& peer, int& total) const {
  peer.current_weight += peer.effective_weight;
  total += peer.effective_weight;
  if (peer.effective_weight < peer.server.weight) ++peer.effective_weight;
}

/// Once in fail_timeout a request is let through to a peer that has failed.
void PeerGroup::let_through(Peer& peer, Seconds now) {
  if (now - peer.checked > peer.server.fail_timeout) peer.checked = now;
}

void PeerGroup::take(std::size_t i, Seconds now) {
  let_through(peers_[i], now);
}

std::optional<std::size_t> PeerGroup::round_robin(const TriedPeers& tried, Seconds now) {
  std::optional<std::size_t> best;
  int total = 0;
  for (std::size_t i = 0; i < peers_.size(); ++i) {
    if (!is_usable(i, tried, now)) continue;
    turn(peers_[i], total);
    if (!best || peers_[i].current_weight > peers_[*best].current_weight) best = i;
  }
  if (!best) return best;
  peers_[*best].current_weight -= total;
  let_through(peers_[*best], now);
  return best;
}

std::optional<std::size_t> PeerGroup::least_conn(const TriedPeers& tried, Seconds now) {
  // Loads are compared as conns over weight, multiplied out.
  const auto load_of = [this](std::size_t i, std::size_t against) {
    return std::int64_t{peers_[i].conns} * peers_[against].server.weight;
  };
  std::optional<std::size_t> best;
  bool tied = false;
  for (std::size_t i = 0; i < peers_.size(); ++i) {
    if (!is_usable(i, tried, now)) continue;
    if (!best || load_of(i, *best) < load_of(*best, i)) {
      best = i;
      tied = false;
    } else if (load_of(i, *best) == load_of(*best, i)) {
      tied = true;
    }
  }
  if (!best) return best;
  int total = 0;
  if (tied) {
    const std::size_t first = *best;
    for (std::size_t i = first; i < peers_.size(); ++i) {
      if (!is_usable(i, tried, now) || load_of(i, first) != load_of(first, i)) continue;
      turn(peers_[i], total);
      if (peers_[i].current_weight > peers_[*best].current_weight) best = i;
    }
  }
  peers_[*best].current_weight -= total;
  let_through(peers_[*best], now);
  return best;
}

void PeerGroup::close(std::size_t i, bool failed, Seconds now) {
  Peer& peer = peers_[i];
  --peer.conns;
  if (single_) return;
  if (failed) {
    ++peer.fails;
    peer.accessed = peer.checked = now;
    const int max_fails = peer.server.max_fails;
    if (max_fails > 0)
      peer.effective_weight = std::max(0, peer.effective_weight - peer.server.weight / max_fails);
  } else if (peer.accessed < peer.checked) {
    peer.fails = 0;  // it was a probe
  }
}

}  // namespace tiersim::nginx
