#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "models/published.hpp"
#include "sim/chance/distribution.hpp"
#include "sim/description/description.hpp"
#include "sim/time.hpp"

namespace tiersim {

struct CacheParams {
  static constexpr std::string_view kind = "cache";
  static constexpr std::array published{
      PublishedMetric{"hits_total", MetricKind::counter, "Look-ups that found their key."},
      PublishedMetric{"misses_total", MetricKind::counter, "Look-ups that did not."}};

  Distribution latency = Distribution::deterministic(500us);
  std::optional<std::int64_t> entries_max;
  std::string zone;

  static void describe(auto& field, auto& p) {
    field("latency", p.latency, non_negative, "Time of one look-up or store.");
    field("entries_max", p.entries_max, at_least(1),
          "Entries it holds; then the least recently used goes. No limit if absent.");
    field("zone", p.zone, any_value, "Where it stands; anywhere if absent.");
  }
};

}  // namespace tiersim
