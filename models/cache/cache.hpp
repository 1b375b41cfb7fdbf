#pragma once
#include <optional>
#include <vector>

#include "models/cache/cache_params.hpp"
#include "models/cache/entry_table.hpp"
#include "models/component.hpp"
#include "sim/kernel/constant_delay.hpp"

namespace tiersim {

/// A shared cache: look-ups and stores of keys with a time to live.
///
///   caller ──get──▶ [ Cache ] ──▶ ok (hit) or miss          caller ──put──▶ [ Cache ]
///
/// What a caller does on a miss is the caller's business (cache-aside); concurrent misses of one
/// key all go to the origin. A killed cache refuses, and starts empty when it is healed. Counters:
/// hits, misses, evictions. Series: hit_ratio, entries.
class Cache final : public Component {
 public:
  using Params = CacheParams;

  Cache(const Params& params, Context context);

  Task<Outcome> serve(Request request) override;
  void begin_measuring() override;
  void report(std::vector<ComponentReport>& reports) override;
  void sample(Gauges& gauges) override;
  void publish(std::string_view metric, std::vector<PublishedValue>& series) override;
  bool strike(Strike what, std::string_view member, double factor) override;

 private:
  Params params_;
  EntryTable table_;
  Stream latency_;
  std::optional<ConstantDelay> constant_latency_;  ///< at normal speed, if it is always the same
  std::uint64_t hits_ = 0;
  std::uint64_t misses_ = 0;
  std::uint64_t evictions_ = 0;
  std::uint64_t window_hits_ = 0;
  std::uint64_t window_misses_ = 0;
  TimePoint measuring_since_{};
  double slowness_ = 1.0;
  bool down_ = false;
};

}  // namespace tiersim
