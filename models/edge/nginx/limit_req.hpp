#pragma once
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace tiersim::nginx {

/// Milliseconds of nginx's clock.
using Milliseconds = std::int64_t;

/// A `limit_req_zone`: requests a key may have, in whole thousandths. Shared by the workers of one
/// nginx, not by several. Source: ngx_http_limit_req_module.c.
class LimitReqZone {
 public:
  enum class Unit : std::uint8_t { per_second, per_minute };

  LimitReqZone(std::int64_t rate, Unit unit)
      : rate_milli_(unit == Unit::per_second ? rate * 1000 : rate * 1000 / 60) {}

  /// Thousandths of a request per second.
  [[nodiscard]] std::int64_t rate_milli() const { return rate_milli_; }

  /// What the excess of a key would be with one more request.
  [[nodiscard]] std::int64_t excess_with(std::uint64_t key, Milliseconds now) const;

  /// One more request has passed.
  void charge(std::uint64_t key, std::int64_t excess_milli, Milliseconds now);

 private:
  struct State {
    std::int64_t excess_milli = 0;
    Milliseconds last = 0;
  };

  std::int64_t rate_milli_;
  std::unordered_map<std::uint64_t, State> states_;  // looked up only, never walked
};

/// A `limit_req` directive.
struct LimitReq {
  std::size_t zone = 0;  ///< by its place among the zones
  std::int64_t burst = 0;
  std::int64_t delay = 0;  ///< requests of the burst that pass at once
  bool nodelay = false;
};

struct LimitReqVerdict {
  bool rejected = false;
  Milliseconds delay = 0;
  std::int64_t excess_milli = 0;  ///< the one that decided
};

/// Asks all limits that stand before a location, in their order: one that rejects is enough, and
/// then no zone is charged; of the delays the longest holds.
[[nodiscard]] LimitReqVerdict admit(std::vector<LimitReqZone>& zones,
                                    const std::vector<LimitReq>& limits, std::uint64_t key,
                                    Milliseconds now);

}  // namespace tiersim::nginx
