#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/description/diagnostic.hpp"
#include "sim/time.hpp"

namespace tiersim::lab {

/// A row that was left out, and why.
struct RejectedRow {
  std::uint64_t line = 0;  ///< counts from 1, in the unpacked text
  std::string reason;

  friend bool operator==(const RejectedRow&, const RejectedRow&) = default;
};

/// What an import found. Counts of rows leave out the header and empty lines.
struct ImportReport {
  std::uint64_t rows = 0;                   ///< rows read
  std::uint64_t rejected = 0;               ///< rows left out because they could not be understood
  std::vector<RejectedRow> first_rejected;  ///< the first five of them
  std::uint64_t outside_window = 0;         ///< good rows before `from` or not before `to`
  std::uint64_t out_of_order = 0;           ///< rows earlier than a row before them; put in order
  std::uint64_t off_grid = 0;               ///< counts: rows moved to the nearest interval
  std::uint64_t absent = 0;                 ///< counts: intervals without a sample
  std::uint64_t filled = 0;   ///< counts: of these, intervals that `fill` gave a value
  std::int64_t start_ns = 0;  ///< where the trace begins, nanoseconds since 1970-01-01T00:00:00Z
  Duration length{};    ///< from there to the end of the last interval, or to the last request
  Duration interval{};  ///< of counts; one second for the figures of the other formats
  double total = 0;     ///< requests
  double peak = 0;      ///< most requests in one interval
  double mean = 0;      ///< requests an interval, absent ones left out
};

/// What was read, how it went, and the faults that kept it from being used. `value` counts only if
/// `ok()`.
template <class Value>
struct Imported {
  Value value{};
  ImportReport report;
  Diagnostics faults;  ///< errors: nothing usable; warnings: usable, but look at it

  [[nodiscard]] bool ok() const { return !faults.has_errors(); }
};

}  // namespace tiersim::lab
