#pragma once
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "lab/importing/import_report.hpp"
#include "models/workload/timestamp_arrivals.hpp"

namespace tiersim::lab {

/// How to read one request a row. A column is a name of the header line or a number from 1.
struct TimestampOptions {
  std::string time_column{};       ///< empty: found by its name or content
  std::string class_column{};      ///< empty: requests have no class
  std::optional<Duration> from{};  ///< since the first request
  std::optional<Duration> to{};
};

/// Requests with their instants since the first one (or since `from`).
struct ClassedTimestamps {
  TimestampTrace trace;
  std::vector<std::string>
      class_names;  ///< what the numbers in `trace.classes` mean, in order of first appearance
};

/// Reads a CSV with the instant of each request (ISO 8601 with fractions of a second, or a number
/// since 1970), packed or not. Rows out of order are sorted and counted. Never throws on what a
/// file contains.
[[nodiscard]] Imported<ClassedTimestamps> read_timestamps(const std::string& path,
                                                          const TimestampOptions& options = {});
[[nodiscard]] Imported<ClassedTimestamps> read_timestamps(std::istream& in, const std::string& name,
                                                          const TimestampOptions& options = {});

}  // namespace tiersim::lab
