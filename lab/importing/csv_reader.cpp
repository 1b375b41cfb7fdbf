#include "lab/importing/csv_reader.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "lab/importing/findings.hpp"
#include "lab/importing/stamp.hpp"

namespace tiersim::lab {
namespace {

constexpr std::array<std::string_view, 9> time_names{
    "time", "timestamp", "ts", "date", "datetime", "minute", "second", "hour", "start"};

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

/// The separator that occurs most often outside quotes; a comma if none does.
char separator_of(std::string_view line) {
  std::array<std::pair<char, int>, 3> found{{{',', 0}, {';', 0}, {'\t', 0}}};
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') quoted = !quoted;
    for (auto& [separator, number] : found) number += !quoted && c == separator ? 1 : 0;
  }
  return std::max_element(found.begin(), found.end(),
                          [](const auto& a, const auto& b) { return a.second < b.second; })
      ->first;
}

std::optional<std::size_t> find_name(const CsvReader& csv, std::string_view name) {
  const auto fields = csv.fields();
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (trimmed(fields[i]) == name) return i;
  }
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (same_name(trimmed(fields[i]), name)) return i;
  }
  return std::nullopt;
}

/// Where a column asked for by name or number stands.
std::optional<std::size_t> find_wish(const CsvReader& csv, std::string_view wish, bool header,
                                     std::string_view option, Diagnostics& faults) {
  if (header) {
    if (const auto place = find_name(csv, wish)) return place;
  }
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(wish.data(), wish.data() + wish.size(), number);
  if (error == std::errc{} && end == wish.data() + wish.size() && number >= 1 &&
      number <= csv.fields().size()) {
    return number - 1;
  }
  const auto columns = csv.fields().first(std::min<std::size_t>(csv.fields().size(), 20));
  faults.add({.message = fmt::format("there is no column \"{}\" ({})", wish, option),
              .place = {.file = csv.lines().name(), .line = static_cast<int>(csv.line_number())},
              .pointer = {},
              .cure = header ? fmt::format("its columns: {}", fmt::join(columns, ", "))
                             : fmt::format("it has no header line; give a number from 1 to {}",
                                           csv.fields().size())});
  return std::nullopt;
}

std::optional<std::size_t> guess_time(const CsvReader& csv, bool header, bool needed) {
  const auto fields = csv.fields();
  if (header) {
    for (const std::string_view name : time_names) {
      if (const auto place = find_name(csv, name)) return place;
    }
    return needed ? std::optional<std::size_t>{0} : std::nullopt;
  }
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (parse_iso8601(fields[i])) return i;
  }
  // Plain numbers are instants only where there must be one, or in front of another column.
  if (!fields.empty() && parse_epoch(fields[0]) && (needed || fields.size() > 1)) return 0;
  return std::nullopt;
}

std::optional<std::size_t> guess_value(const CsvReader& csv, bool header,
                                       const ColumnWishes& wishes,
                                       std::optional<std::size_t> time) {
  if (header) {
    for (const std::string_view name : wishes.value_names) {
      if (const auto place = find_name(csv, name)) return place;
    }
  }
  const std::size_t first = time == std::size_t{0} ? 1 : 0;
  return first < csv.fields().size() ? std::optional<std::size_t>{first} : std::nullopt;
}

}  // namespace

bool CsvReader::next(ImportReport& report) {
  while (const auto line = lines_.next()) {
    if (trimmed(*line).empty() || line->front() == '#') continue;
    if (separator_ == '\0') separator_ = separator_of(*line);
    if (lines_.is_too_long()) {
      ++report.rows;
      reject(report, line_number(), "the line is longer than 1 MiB");
    } else if (!split(*line)) {
      ++report.rows;
      reject(report, line_number(), "a quoted field does not end on its line");
    } else {
      return true;
    }
  }
  return false;
}

bool CsvReader::split(std::string_view line) {
  size_ = 0;
  std::size_t at = 0;
  while (true) {
    if (size_ == fields_.size()) fields_.emplace_back();
    std::string& field = fields_[size_++];
    field.clear();
    if (at < line.size() && line[at] == '"') {
      for (++at;; ++at) {
        if (at >= line.size()) return false;
        if (line[at] != '"') {
          field.push_back(line[at]);
        } else if (at + 1 < line.size() && line[at + 1] == '"') {
          field.push_back(line[at++]);
        } else {
          ++at;
          break;
        }
      }
    }
    const std::size_t end = std::min(line.find(separator_, at), line.size());
    field.append(line.substr(at, end - at));
    if (end == line.size()) return true;
    at = end + 1;
  }
}

std::optional<Columns> choose_columns(const CsvReader& csv, const ColumnWishes& wishes,
                                      Diagnostics& faults) {
  const auto fields = csv.fields();
  Columns columns;
  // A header holds names: no numbers, and not only words for "no value".
  const bool holds_value = std::any_of(fields.begin(), fields.end(), [](const std::string& field) {
    return parse_stamp(field).has_value() || parse_count(field).has_value();
  });
  columns.first_row_is_header =
      !holds_value && !std::all_of(fields.begin(), fields.end(),
                                   [](const std::string& f) { return says_absent(f); });
  const bool header = columns.first_row_is_header;
  columns.time = wishes.time.empty()
                     ? guess_time(csv, header, wishes.needs_time)
                     : find_wish(csv, wishes.time, header, wishes.time_option, faults);
  if (!wishes.value.empty()) {
    columns.value = find_wish(csv, wishes.value, header, wishes.value_option, faults);
  } else if (wishes.finds_value) {
    columns.value = guess_value(csv, header, wishes, columns.time);
  }
  if (faults.has_errors()) return std::nullopt;
  return columns;
}

std::optional<double> parse_count(std::string_view text) {
  text = trimmed(text);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  if (!std::isfinite(value) || value < 0 || value > 1e15) return std::nullopt;
  return value;
}

bool says_absent(std::string_view text) {
  constexpr std::array<std::string_view, 5> words{"nan", "null", "na", "n/a", "-"};
  text = trimmed(text);
  return text.empty() || std::any_of(words.begin(), words.end(),
                                     [&](std::string_view w) { return same_name(w, text); });
}

}  // namespace tiersim::lab
