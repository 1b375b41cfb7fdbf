#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/edge/nginx/peer_group.hpp"

namespace tiersim::nginx {

/// Whom a hash has come to.
struct HashChoice {
  std::size_t peer = 0;
  int misses = 0;          ///< how often it had to go on before a peer was usable
  std::uint32_t hash = 0;  ///< the last one
};

/// After more misses than these a hash gives up, and round robin chooses.
inline constexpr int misses_max = 20;

/// `ip_hash` over the bytes that count: the first three of an IPv4 address, all 16 of an IPv6
/// address. Nothing: it has given up. Source: ngx_http_upstream_ip_hash_module.c.
[[nodiscard]] std::optional<HashChoice> ip_hash(const PeerGroup& group,
                                                const std::vector<std::uint8_t>& address,
                                                const TriedPeers& tried, Seconds now);

/// `hash KEY`: crc32 over the weights; most keys move when a server comes or goes. Nothing: it has
/// given up. Source: ngx_http_upstream_hash_module.c.
[[nodiscard]] std::optional<HashChoice> key_hash(const PeerGroup& group, std::string_view key,
                                                 const TriedPeers& tried, Seconds now);

/// `hash KEY consistent`: 160 points of each unit of weight on a ring (ketama); a server that comes
/// or goes moves its own share of the keys. Source: ngx_http_upstream_hash_module.c.
class KetamaRing {
 public:
  struct Point {
    std::uint32_t hash = 0;
    std::size_t peer = 0;
  };

  explicit KetamaRing(const PeerGroup& group);

  /// In rising order of their hashes, none twice.
  [[nodiscard]] const std::vector<Point>& points() const { return points_; }

  /// Nothing: it has given up.
  [[nodiscard]] std::optional<HashChoice> choose(const PeerGroup& group, std::string_view key,
                                                 const TriedPeers& tried, Seconds now) const;

 private:
  std::vector<Point> points_;
};

}  // namespace tiersim::nginx
