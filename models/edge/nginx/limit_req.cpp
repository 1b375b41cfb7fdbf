#include "models/edge/nginx/limit_req.hpp"

#include <algorithm>

namespace tiersim::nginx {

std::int64_t LimitReqZone::excess_with(std::uint64_t key, Milliseconds now) const {
  const auto found = states_.find(key);
  if (found == states_.end()) return 0;
  const State& state = found->second;
  const Milliseconds elapsed = std::max<Milliseconds>(0, now - state.last);
  return std::max<std::int64_t>(0, state.excess_milli - rate_milli_ * elapsed / 1000 + 1000);
}

void LimitReqZone::charge(std::uint64_t key, std::int64_t excess_milli, Milliseconds now) {
  const auto [entry, is_new] = states_.try_emplace(key);
  entry->second.excess_milli = excess_milli;
  if (is_new || now > entry->second.last) entry->second.last = now;
}

LimitReqVerdict admit(std::vector<LimitReqZone>& zones, const std::vector<LimitReq>& limits,
                      std::uint64_t key, Milliseconds now) {
  LimitReqVerdict verdict;
  std::vector<std::int64_t> excesses;
  excesses.reserve(limits.size());
  for (const LimitReq& limit : limits) {
    const std::int64_t excess = zones[limit.zone].excess_with(key, now);
    if (excess > limit.burst * 1000) return {.rejected = true, .excess_milli = excess};
    excesses.push_back(excess);
  }
  for (std::size_t i = 0; i < limits.size(); ++i) {
    const LimitReq& limit = limits[i];
    zones[limit.zone].charge(key, excesses[i], now);
    const std::int64_t waiting = excesses[i] - limit.delay * 1000;
    const Milliseconds delay =
        limit.nodelay || waiting <= 0 ? 0 : waiting * 1000 / zones[limit.zone].rate_milli();
    if (delay > verdict.delay || i == 0) verdict = {false, delay, excesses[i]};
  }
  return verdict;
}

}  // namespace tiersim::nginx
