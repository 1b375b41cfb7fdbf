#include "lab/importing/read_timestamps.hpp"

#include <algorithm>
#include <cstddef>
#include <istream>
#include <limits>
#include <string_view>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "lab/importing/csv_reader.hpp"
#include "lab/importing/findings.hpp"
#include "lab/importing/line_reader.hpp"
#include "lab/importing/stamp.hpp"

namespace tiersim::lab {
namespace {

constexpr std::size_t classes_max = std::numeric_limits<ClassId>::max();

struct Row {
  Stamp at = 0;
  ClassId operation = 0;
};

/// Numbers for names in order of first appearance.
class ClassNames {
 public:
  explicit ClassNames(std::vector<std::string>& names) : names_(names) {}

  /// Nothing when there are too many.
  std::optional<ClassId> number(std::string_view name) {
    const auto [entry, is_new] =
        numbers_.try_emplace(std::string(name), static_cast<ClassId>(names_.size()));
    if (!is_new) return entry->second;
    if (names_.size() == classes_max) return std::nullopt;
    names_.emplace_back(name);
    return entry->second;
  }

 private:
  std::vector<std::string>& names_;
  std::unordered_map<std::string, ClassId> numbers_;
};

std::vector<Row> read_rows(LineReader& lines, const TimestampOptions& options,
                           Imported<ClassedTimestamps>& result) {
  std::vector<Row> rows;
  CsvReader csv(lines);
  if (!csv.next(result.report)) return rows;
  const auto columns = choose_columns(csv,
                                      {.time = options.time_column,
                                       .value = options.class_column,
                                       .value_names = {},
                                       .finds_value = false,
                                       .time_option = "time_column",
                                       .value_option = "class_column"},
                                      result.faults);
  if (!columns) return rows;
  ClassNames names(result.value.class_names);
  bool more = !columns->first_row_is_header || csv.next(result.report);
  for (; more; more = csv.next(result.report)) {
    ++result.report.rows;
    const std::string_view text = csv.field(columns->time.value_or(0));
    const auto at = parse_stamp(text);
    if (!at) {
      reject(result.report, csv.line_number(), "\"" + excerpt(text) + "\" is not an instant");
      continue;
    }
    Row row{.at = *at};
    if (columns->value) {
      const auto number = names.number(csv.field(*columns->value));
      if (!number) {
        result.faults.add(
            {.message = fmt::format("column \"{}\" has more than {} classes", options.class_column,
                                    classes_max),
             .place = {.file = lines.name(), .line = static_cast<int>(csv.line_number())},
             .pointer = {},
             .cure = "name a column in class_column that holds few different values"});
        return rows;
      }
      row.operation = *number;
    }
    rows.push_back(row);
  }
  return rows;
}

void sort_by_time(std::vector<Row>& rows, ImportReport& report) {
  Stamp latest = std::numeric_limits<Stamp>::min();
  for (const Row& row : rows) {
    report.out_of_order += row.at < latest ? 1 : 0;
    latest = std::max(latest, row.at);
  }
  if (report.out_of_order > 0) {
    std::stable_sort(rows.begin(), rows.end(),
                     [](const Row& a, const Row& b) { return a.at < b.at; });
  }
}

Imported<ClassedTimestamps> read(LineReader& lines, const TimestampOptions& options) {
  Imported<ClassedTimestamps> result;
  std::vector<Row> rows = read_rows(lines, options, result);
  if (!add_reading_faults(lines, rows.empty(), result.report, result.faults)) return result;
  sort_by_time(rows, result.report);
  const Stamp begin = rows.front().at;
  const Duration from = options.from.value_or(Duration{});
  const Duration to = options.to.value_or(forever);
  TimestampTrace& trace = result.value.trace;
  for (const Row& row : rows) {
    const Duration since{row.at - begin};
    if (since < from || since >= to) {
      ++result.report.outside_window;
      continue;
    }
    trace.times.push_back(TimePoint{} + (since - from));
    if (!options.class_column.empty()) trace.classes.push_back(row.operation);
  }
  if (trace.times.empty()) {
    result.faults.add({.message = "no request lies between from and to",
                       .place = {.file = lines.name()},
                       .pointer = {},
                       .cure = "choose a wider window"});
    return result;
  }
  result.report.start_ns = begin + from.count();
  sum_up_instants(trace.times, result.report);
  add_rejection_warning(lines, result.report, result.faults);
  return result;
}

}  // namespace

Imported<ClassedTimestamps> read_timestamps(const std::string& path,
                                            const TimestampOptions& options) {
  LineReader lines(path);
  return read(lines, options);
}

Imported<ClassedTimestamps> read_timestamps(std::istream& in, const std::string& name,
                                            const TimestampOptions& options) {
  LineReader lines(in, name);
  return read(lines, options);
}

}  // namespace tiersim::lab
