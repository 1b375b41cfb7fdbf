#include <sstream>
#include <string>

#include "lab/importing/read_access_log.hpp"
#include "lab/importing/read_counts.hpp"
#include "lab/importing/read_timestamps.hpp"
#include "sim/assert.hpp"
#include "sim/chance/stream.hpp"
#include "tests/fuzz/exercise.hpp"

namespace tiersim::lab::test {

namespace {

template <class Value>
void check(const Imported<Value>& imported, bool holds_something) {
  TIERSIM_ASSERT(!imported.ok() || holds_something);
  TIERSIM_ASSERT(imported.report.rejected <= imported.report.rows);
  TIERSIM_ASSERT(imported.report.first_rejected.size() <= 5);
  TIERSIM_ASSERT(!imported.ok() || imported.report.length >= Duration::zero());
  TIERSIM_ASSERT(!imported.ok() || imported.report.total >= 0);
}

template <class Times>
bool in_order(const Times& times) {
  for (std::size_t i = 1; i < times.size(); ++i) {
    if (times[i] < times[i - 1]) return false;
  }
  return true;
}

constexpr int many_intervals = 10'000;

/// Options from the bits of one byte.
struct Choice {
  unsigned bits;

  [[nodiscard]] bool bit(unsigned number) const { return ((bits >> number) & 1U) != 0; }

  [[nodiscard]] std::optional<Duration> span(unsigned number, Duration value) const {
    return bit(number) ? std::optional<Duration>(value) : std::nullopt;
  }
};

}  // namespace

void exercise_trace(std::string_view input) {
  if (input.empty()) return;
  const Choice choice{static_cast<unsigned char>(input.front())};
  const std::string text(input.substr(1));

  std::istringstream in_times(text);
  const auto times = read_timestamps(in_times, "fuzzed",
                                     {.time_column = choice.bit(0) ? "1" : "",
                                      .class_column = choice.bit(1) ? "2" : "",
                                      .from = choice.span(3, 90s)});
  check(times, !times.value.trace.times.empty());
  TIERSIM_ASSERT(!times.ok() || in_order(times.value.trace.times));

  // Counts are laid out interval by interval, up to 50 million of them; a longer interval keeps
  // what spans years small.
  std::optional<Duration> interval = choice.span(2, 1min);
  if (times.report.length > many_intervals * 1s) interval = times.report.length / many_intervals;
  std::istringstream in_counts(text);
  const auto counts = read_counts(in_counts, "fuzzed",
                                  {.time_column = choice.bit(0) ? "1" : "",
                                   .count_column = choice.bit(1) ? "2" : "",
                                   .interval = interval,
                                   .from = choice.span(3, 90s),
                                   .to = choice.span(4, 1h),
                                   .fill = static_cast<Fill>((choice.bits >> 5) & 3U)});
  check(counts, !counts.value.counts.empty());

  std::istringstream in_log(text);
  const auto log = read_access_log(in_log, "fuzzed",
                                   {.spread = choice.bit(0),
                                    .keep_query = choice.bit(1),
                                    .from = choice.span(3, 90s),
                                    .to = choice.span(4, 1h)},
                                   Stream(1));
  check(log, !log.value.times.empty());
  TIERSIM_ASSERT(!log.ok() || in_order(log.value.times));
  TIERSIM_ASSERT(!log.ok() || log.value.path.size() == log.value.times.size());
}

}  // namespace tiersim::lab::test
