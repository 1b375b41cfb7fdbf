#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tiersim::lab {

/// An instant of a record: nanoseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
using Stamp = std::int64_t;

/// Reads an ISO 8601 date with or without time: `2014-04-10 00:04:00`,
/// `1995-07-13T08:00:01.25-04:00`; not the basic form without separators. No zone stated means UTC.
/// Years 1900 to 2150; digits beyond nanoseconds are cut off.
[[nodiscard]] std::optional<Stamp> parse_iso8601(std::string_view text);

/// Reads a number since 1970: seconds below 1e11, else milliseconds below 1e14, microseconds below
/// 1e17, nanoseconds.
[[nodiscard]] std::optional<Stamp> parse_epoch(std::string_view text);

/// Either of the two.
[[nodiscard]] std::optional<Stamp> parse_stamp(std::string_view text);

/// Reads the stamp of an access log, the brackets left out: `17/May/2015:10:05:03 +0000`.
[[nodiscard]] std::optional<Stamp> parse_log_stamp(std::string_view text);

/// `1995-07-13T12:00:01Z`, with as many decimals as needed in threes.
[[nodiscard]] std::string format_stamp(Stamp stamp);

}  // namespace tiersim::lab
