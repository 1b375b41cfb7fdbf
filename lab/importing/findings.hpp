#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lab/importing/import_report.hpp"
#include "lab/importing/line_reader.hpp"

namespace tiersim::lab {

/// The first characters of a field as they may stand in a message: printable, at most 40.
[[nodiscard]] std::string excerpt(std::string_view text);

/// Counts a row as rejected and keeps the first five reasons.
void reject(ImportReport& report, std::uint64_t line, std::string reason);

/// Adds why nothing can be used: the file cannot be read (to its end), or no row of it can. True if
/// there is something.
[[nodiscard]] bool add_reading_faults(const LineReader& lines, bool nothing_read,
                                      const ImportReport& report, Diagnostics& faults);

/// Adds a warning if rows were left out, with the first one's place and reason.
void add_rejection_warning(const LineReader& lines, const ImportReport& report,
                           Diagnostics& faults);

/// Sets total, peak (requests in one second from the start) and mean (a second of `length`) from
/// instants in order.
void sum_up_instants(const std::vector<TimePoint>& times, ImportReport& report);

}  // namespace tiersim::lab
