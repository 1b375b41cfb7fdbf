#pragma once
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>

#include "lab/importing/import_report.hpp"
#include "models/workload/count_trace.hpp"

namespace tiersim::lab {

/// What takes the place of an absent sample.
enum class Fill : std::uint8_t {
  absent,    ///< nothing: it stays absent
  zero,      ///< no requests
  previous,  ///< the last sample before it
  linear,    ///< on the line between the samples around it
};

/// How to read counts. A column is a name of the header line or a number from 1; empty: found by
/// its name or content.
struct CountOptions {
  std::string time_column{};
  std::string count_column{};
  std::optional<Duration> interval{};  ///< absent: the most frequent distance of two stamps
  std::optional<Duration> from{};      ///< since the first sample
  std::optional<Duration> to{};
  Fill fill = Fill::absent;
};

/// Reads a CSV (comma, semicolon or tab) with a number of requests for each interval, packed (gzip,
/// Zstandard) or not. Stamps are ISO 8601 (no zone stated: UTC) or numbers since 1970; without a
/// time column the rows follow each other and `interval` is needed. A missing row or an empty count
/// is an absent sample. Never throws on what a file contains.
[[nodiscard]] Imported<CountTrace> read_counts(const std::string& path,
                                               const CountOptions& options = {});
/// The same from a stream; `name` stands in messages.
[[nodiscard]] Imported<CountTrace> read_counts(std::istream& in, const std::string& name,
                                               const CountOptions& options = {});

}  // namespace tiersim::lab
