#include "models/edge/nginx/hashing.hpp"

#include <algorithm>

#include "models/checksum.hpp"

namespace tiersim::nginx {

namespace {

constexpr int points_per_weight = 160;

/// The peer whose share of the weights a hash falls into.
std::size_t peer_of(const PeerGroup& group, std::uint32_t hash) {
  int left = static_cast<int>(hash % static_cast<std::uint32_t>(group.total_weight()));
  std::size_t peer = 0;
  while ((left -= group[peer].server.weight) >= 0) ++peer;
  return peer;
}

std::uint32_t folded_crc(std::string_view bytes) {
  return crc32(bytes) >> 16 & 0x7fff;
}

/// "host:port" as it enters the ring: host, a zero byte, port.
std::string ring_name(const std::string& server) {
  const std::size_t colon = server.rfind(':');
  std::string name = server.substr(0, colon);
  name.push_back('\0');
  if (colon != std::string::npos) name += server.substr(colon + 1);
  return name;
}

void append_little_endian(std::string& text, std::uint32_t number) {
  for (int shift = 0; shift < 32; shift += 8)
    text.push_back(static_cast<char>(number >> shift & 0xff));
}

}  // namespace

std::optional<HashChoice> ip_hash(const PeerGroup& group, const std::vector<std::uint8_t>& address,
                                  const TriedPeers& tried, Seconds now) {
  HashChoice choice{.hash = 89};
  for (; choice.misses <= misses_max; ++choice.misses) {
    for (const std::uint8_t byte : address) choice.hash = (choice.hash * 113 + byte) % 6271;
    choice.peer = peer_of(group, choice.hash);
    if (group.is_usable(choice.peer, tried, now)) return choice;
  }
  return std::nullopt;
}

std::optional<HashChoice> key_hash(const PeerGroup& group, std::string_view key,
                                   const TriedPeers& tried, Seconds now) {
  HashChoice choice{.hash = folded_crc(key)};
  for (; choice.misses <= misses_max; ++choice.misses) {
    if (choice.misses > 0) choice.hash += folded_crc(std::to_string(choice.misses).append(key));
    choice.peer = peer_of(group, choice.hash);
    if (group.is_usable(choice.peer, tried, now)) return choice;
  }
  return std::nullopt;
}

KetamaRing::KetamaRing(const PeerGroup& group) {
  for (std::size_t peer = 0; peer < group.size(); ++peer) {
    const std::string name = ring_name(group[peer].server.name);
    std::uint32_t previous = 0;
    for (int i = 0; i < group[peer].server.weight * points_per_weight; ++i) {
      std::string bytes = name;
      append_little_endian(bytes, previous);
      previous = crc32(bytes);
      points_.push_back({previous, peer});
    }
  }
  const auto below = [](const Point& a, const Point& b) { return a.hash < b.hash; };
  const auto same = [](const Point& a, const Point& b) { return a.hash == b.hash; };
  std::stable_sort(points_.begin(), points_.end(), below);
  points_.erase(std::unique(points_.begin(), points_.end(), same), points_.end());
}

std::optional<HashChoice> KetamaRing::choose(const PeerGroup& group, std::string_view key,
                                             const TriedPeers& tried, Seconds now) const {
  const auto before = [](const Point& point, std::uint32_t hash) { return point.hash < hash; };
  HashChoice choice{.hash = crc32(key)};
  const auto first = std::lower_bound(points_.begin(), points_.end(), choice.hash, before);
  auto at = static_cast<std::size_t>(first - points_.begin());
  for (; choice.misses <= misses_max; ++choice.misses, ++at) {
    choice.peer = points_[at % points_.size()].peer;
    if (group.is_usable(choice.peer, tried, now)) return choice;
  }
  return std::nullopt;
}

}  // namespace tiersim::nginx
