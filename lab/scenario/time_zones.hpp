#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "models/autoscaling/cron/time_zone.hpp"

namespace tiersim::lab {

/// The zone of a name of the tz database ("Europe/Berlin") by today's rules, or of the value of a
/// TZ variable ("CET-1CEST,M3.5.0,M10.5.0/3"). Not every name is known: the rules come with the
/// program, so that a run is the same on every machine.
[[nodiscard]] std::optional<cron::TimeZone> time_zone(std::string_view text);

/// What to write when a zone is not known.
[[nodiscard]] std::string time_zone_hint(std::string_view text);

/// "2026-07-20T08:00:00Z", with an offset in place of the Z ("+02:00"), or without: UTC.
[[nodiscard]] std::optional<cron::UtcTime> parse_date_time(std::string_view text);

}  // namespace tiersim::lab
