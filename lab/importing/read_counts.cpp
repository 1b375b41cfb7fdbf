#include "lab/importing/read_counts.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <istream>
#include <limits>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "lab/importing/csv_reader.hpp"
#include "lab/importing/findings.hpp"
#include "lab/importing/line_reader.hpp"
#include "lab/importing/stamp.hpp"

namespace tiersim::lab {
namespace {

constexpr double absent = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t intervals_max = 50'000'000;  // 19 months of seconds; 400 MB
constexpr Duration interval_longest = 366 * 24h;
constexpr std::array<std::string_view, 8> count_names{
    "requests", "count", "counts", "value", "hits", "req_count", "request_count", "invocations"};

struct Sample {
  Stamp at = 0;
  double count = 0;
  std::uint64_t line = 0;
};

/// All rows that can be understood, in the order of the file. Without a time column `at` counts
/// rows.
std::vector<Sample> read_samples(LineReader& lines, const CountOptions& options, bool& timed,
                                 Imported<CountTrace>& result) {
  std::vector<Sample> samples;
  CsvReader csv(lines);
  if (!csv.next(result.report)) return samples;
  const auto columns = choose_columns(csv,
                                      {.time = options.time_column,
                                       .value = options.count_column,
                                       .needs_time = !options.interval,
                                       .value_names = count_names,
                                       .time_option = "time_column",
                                       .value_option = "count_column"},
                                      result.faults);
  if (!columns) return samples;
  if (!columns->value) {
    result.faults.add({.message = "there is no column with numbers of requests",
                       .place = {.file = lines.name(), .line = static_cast<int>(csv.line_number())},
                       .pointer = {},
                       .cure = "name it in count_column; rows of instants alone are timestamps"});
    return samples;
  }
  timed = columns->time.has_value();
  bool more = !columns->first_row_is_header || csv.next(result.report);
  for (; more; more = csv.next(result.report)) {
    ++result.report.rows;
    const auto at =
        timed ? parse_stamp(csv.field(*columns->time)) : static_cast<Stamp>(samples.size());
    const std::string_view text = csv.field(*columns->value);
    const auto count = says_absent(text) ? absent : parse_count(text);
    if (!at) {
      reject(result.report, csv.line_number(),
             "\"" + excerpt(csv.field(*columns->time)) + "\" is not an instant");
    } else if (!count) {
      reject(result.report, csv.line_number(),
             "\"" + excerpt(text) + "\" is not a number of requests");
    } else {
      samples.push_back({*at, *count, csv.line_number()});
    }
    // A row without a stamp that is left out must not move those behind it.
    if (!timed && !count)
      samples.push_back({static_cast<Stamp>(samples.size()), absent, csv.line_number()});
  }
  return samples;
}

/// The most frequent distance between neighbours; the shorter of two equally frequent ones; 0 if
/// there is none.
Duration usual_distance(const std::vector<Sample>& samples) {
  std::vector<Stamp> distances;
  for (std::size_t i = 1; i < samples.size(); ++i) {
    if (samples[i].at > samples[i - 1].at) distances.push_back(samples[i].at - samples[i - 1].at);
  }
  std::sort(distances.begin(), distances.end());
  Stamp best = 0;
  std::ptrdiff_t most = 0;
  for (auto first = distances.begin(); first != distances.end();) {
    const auto last = std::upper_bound(first, distances.end(), *first);
    if (last - first > most) {
      most = last - first;
      best = *first;
    }
    first = last;
  }
  return Duration{best};
}

void sort_by_time(std::vector<Sample>& samples, ImportReport& report) {
  Stamp latest = std::numeric_limits<Stamp>::min();
  for (const Sample& sample : samples) {
    report.out_of_order += sample.at < latest ? 1 : 0;
    latest = std::max(latest, sample.at);
  }
  if (report.out_of_order > 0) {
    std::stable_sort(samples.begin(), samples.end(),
                     [](const Sample& a, const Sample& b) { return a.at < b.at; });
  }
}

/// Puts each sample into its interval; what no row gives is absent. Stamps must be in order.
void lay_out(const std::vector<Sample>& samples, Duration interval, Imported<CountTrace>& result) {
  const Stamp step = interval.count();
  const Stamp start = samples.front().at;
  const auto place_of = [&](Stamp at) {
    return (at - start) / step + ((at - start) % step >= (step + 1) / 2 ? 1 : 0);
  };
  std::vector<bool> taken(static_cast<std::size_t>(place_of(samples.back().at)) + 1);
  result.value.counts.assign(taken.size(), absent);
  for (const Sample& sample : samples) {
    const auto place = static_cast<std::size_t>(place_of(sample.at));
    if (taken[place]) {
      reject(result.report, sample.line,
             "a second sample for the interval at " +
                 format_stamp(start + static_cast<Stamp>(place) * step));
      continue;
    }
    taken[place] = true;
    result.report.off_grid += (sample.at - start) % step != 0 ? 1 : 0;
    result.value.counts[place] = sample.count;
  }
}

/// Keeps the intervals that begin in [from, to).
void cut_window(const CountOptions& options, Imported<CountTrace>& result) {
  std::vector<double>& counts = result.value.counts;
  const auto size = static_cast<Duration::rep>(counts.size());
  const Duration interval = result.value.interval;
  const auto first_not_before = [&](Duration t) {
    return std::clamp<Duration::rep>(t / interval + (t % interval > Duration{} ? 1 : 0), 0, size);
  };
  const auto first = options.from ? first_not_before(*options.from) : 0;
  const auto last = std::max(first, options.to ? first_not_before(*options.to) : size);
  const auto outside =
      std::count_if(counts.begin(), counts.begin() + first,
                    [](double c) { return !std::isnan(c); }) +
      std::count_if(counts.begin() + last, counts.end(), [](double c) { return !std::isnan(c); });
  result.report.outside_window = static_cast<std::uint64_t>(outside);
  counts.erase(counts.begin() + last, counts.end());
  counts.erase(counts.begin(), counts.begin() + first);
  result.report.start_ns += (interval * first).count();
}

std::uint64_t fill_absent(std::vector<double>& counts, Fill fill) {
  std::uint64_t filled = 0;
  std::size_t known = counts.size();  // the last interval with a sample; none yet
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (!std::isnan(counts[i])) {
      known = i;
      continue;
    }
    const auto next = std::find_if(counts.begin() + static_cast<std::ptrdiff_t>(i), counts.end(),
                                   [](double count) { return !std::isnan(count); });
    const auto gap_end = static_cast<std::size_t>(next - counts.begin());
    for (std::size_t k = i; k < gap_end; ++k) {
      if (fill == Fill::zero) counts[k] = 0;
      if (fill == Fill::previous && known < k) counts[k] = counts[known];
      if (fill == Fill::linear && known < k && gap_end < counts.size()) {
        const double share = static_cast<double>(k - known) / static_cast<double>(gap_end - known);
        counts[k] = counts[known] + share * (counts[gap_end] - counts[known]);
      }
      filled += std::isnan(counts[k]) ? 0 : 1;
    }
    i = gap_end - 1;
  }
  return filled;
}

void sum_up(Imported<CountTrace>& result) {
  ImportReport& report = result.report;
  const CountTrace& trace = result.value;
  report.interval = trace.interval;
  report.length = trace.length();
  report.total = trace.total();
  std::size_t known = 0;
  for (const double count : trace.counts) {
    if (std::isnan(count)) continue;
    ++known;
    report.peak = std::max(report.peak, count);
  }
  report.mean = known > 0 ? report.total / static_cast<double>(known) : 0;
}

Imported<CountTrace> read(LineReader& lines, const CountOptions& options) {
  Imported<CountTrace> result;
  bool timed = false;
  std::vector<Sample> samples = read_samples(lines, options, timed, result);
  if (!add_reading_faults(lines, samples.empty(), result.report, result.faults)) return result;
  const auto refuse = [&](std::string message, std::string cure) {
    result.faults.add({.message = std::move(message),
                       .place = {.file = lines.name()},
                       .pointer = {},
                       .cure = std::move(cure)});
    return result;
  };
  sort_by_time(samples, result.report);
  const Duration interval = options.interval ? *options.interval
                            : timed          ? usual_distance(samples)
                                             : Duration{};
  if (interval <= Duration{}) {
    return refuse("the length of the intervals is not known",
                  timed ? "one row does not tell it; name it as interval"
                        : "there is no time column; name it as interval");
  }
  if (interval > interval_longest ||
      samples.size() > static_cast<std::uint64_t>(forever / interval)) {
    return refuse("the intervals are longer than a year, or the record than 292 years",
                  "check interval and the stamps");
  }
  result.value.interval = interval;
  if (!timed) {
    for (Sample& sample : samples) sample.at *= interval.count();
  }
  const std::int64_t intervals = (samples.back().at - samples.front().at) / interval.count() + 1;
  if (intervals > intervals_max) {
    return refuse(fmt::format("the record spans {} intervals of {} s, from {} to {}", intervals,
                              to_seconds(interval), format_stamp(samples.front().at),
                              format_stamp(samples.back().at)),
                  "check the first and the last stamp, or name a longer interval");
  }
  result.report.start_ns = timed ? samples.front().at : 0;
  lay_out(samples, interval, result);
  cut_window(options, result);
  if (result.value.counts.empty())
    return refuse("no interval begins between from and to", "choose a wider window");
  result.report.absent = result.value.absent();
  if (options.fill != Fill::absent)
    result.report.filled = fill_absent(result.value.counts, options.fill);
  sum_up(result);
  const std::uint64_t empty = result.report.absent - result.report.filled;
  if (empty > 0) {
    result.faults.add(
        {.severity = Severity::Warning,
         .message = fmt::format("{} of {} intervals have no sample; nothing arrives in them", empty,
                                result.value.counts.size()),
         .place = {.file = lines.name()},
         .pointer = {},
         .cure = "fill them (zero, previous or linear) if that is not what happened"});
  }
  add_rejection_warning(lines, result.report, result.faults);
  return result;
}

}  // namespace

Imported<CountTrace> read_counts(const std::string& path, const CountOptions& options) {
  LineReader lines(path);
  return read(lines, options);
}

Imported<CountTrace> read_counts(std::istream& in, const std::string& name,
                                 const CountOptions& options) {
  LineReader lines(in, name);
  return read(lines, options);
}

}  // namespace tiersim::lab
