#include "lab/importing/findings.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include <fmt/format.h>

namespace tiersim::lab {

std::string excerpt(std::string_view text) {
  constexpr std::size_t longest = 40;
  std::string shown;
  for (const char c : text.substr(0, longest)) shown.push_back(c >= ' ' && c <= '~' ? c : '?');
  return text.size() > longest ? shown + "..." : shown;
}

void reject(ImportReport& report, std::uint64_t line, std::string reason) {
  constexpr std::size_t kept = 5;
  ++report.rejected;
  if (report.first_rejected.size() < kept)
    report.first_rejected.push_back({line, std::move(reason)});
}

bool add_reading_faults(const LineReader& lines, bool nothing_read, const ImportReport& report,
                        Diagnostics& faults) {
  if (faults.has_errors()) return false;
  if (lines.fault()) {
    faults.add(*lines.fault());
    return false;
  }
  if (!nothing_read) return true;
  Diagnostic fault{.message = "there are no rows",
                   .place = {.file = lines.name()},
                   .pointer = {},
                   .cure = "check the file"};
  if (report.rejected > 0) {
    const RejectedRow& first = report.first_rejected.front();
    fault.message = fmt::format("none of {} rows can be understood; the first: {}", report.rejected,
                                first.reason);
    fault.place.line = static_cast<int>(std::min<std::uint64_t>(first.line, INT32_MAX));
    fault.cure = "check the format and the columns";
  }
  faults.add(std::move(fault));
  return false;
}

void add_rejection_warning(const LineReader& lines, const ImportReport& report,
                           Diagnostics& faults) {
  if (report.rejected == 0) return;
  const RejectedRow& first = report.first_rejected.front();
  faults.add({.severity = Severity::Warning,
              .message = fmt::format("{} of {} rows are left out; the first: {}", report.rejected,
                                     report.rows, first.reason),
              .place = {.file = lines.name(),
                        .line = static_cast<int>(std::min<std::uint64_t>(first.line, INT32_MAX))},
              .pointer = {},
              .cure = "correct or remove them if they matter"});
}

void sum_up_instants(const std::vector<TimePoint>& times, ImportReport& report) {
  report.interval = 1s;
  report.total = static_cast<double>(times.size());
  report.length = times.empty() ? Duration{} : times.back().time_since_epoch();
  Duration::rep second = -1;
  std::uint64_t number = 0;
  std::uint64_t most = 0;
  for (const TimePoint at : times) {
    const Duration::rep now = at.time_since_epoch() / 1s;
    number = now == second ? number + 1 : 1;
    second = now;
    most = std::max(most, number);
  }
  report.peak = static_cast<double>(most);
  report.mean =
      report.length > Duration{} ? report.total / to_seconds(report.length) : report.total;
}

}  // namespace tiersim::lab
