#include "lab/importing/read_access_log.hpp"

#include <algorithm>
#include <cstddef>
#include <istream>
#include <limits>
#include <numeric>
#include <string_view>
#include <unordered_map>

#include "lab/importing/access_log_line.hpp"
#include "lab/importing/findings.hpp"
#include "lab/importing/line_reader.hpp"
#include "lab/importing/stamp.hpp"

namespace tiersim::lab {
namespace {

constexpr std::size_t methods_max = 64;  // HTTP has 9, WebDAV some 20 more; the rest is noise

/// Distinct texts, numbered in order of first appearance.
class Texts {
 public:
  Texts(std::vector<std::string>& texts, std::size_t size_max)
      : texts_(texts), size_max_(size_max) {}

  /// When there are too many the text counts as "-".
  std::size_t number(std::string_view text) {
    key_.assign(text);
    if (const auto entry = numbers_.find(key_); entry != numbers_.end()) return entry->second;
    if (texts_.size() + 1 >= size_max_ && text != "-") return number("-");
    numbers_.emplace(key_, texts_.size());
    texts_.push_back(key_);
    return texts_.size() - 1;
  }

 private:
  std::vector<std::string>& texts_;
  std::size_t size_max_;
  std::unordered_map<std::string, std::size_t>
      numbers_;      // only looked up: its order reaches nothing
  std::string key_;  // kept for its memory
};

template <class Value>
void rearrange(std::vector<Value>& column, const std::vector<std::uint32_t>& order) {
  std::vector<Value> arranged;
  arranged.reserve(order.size());
  for (const std::uint32_t place : order) arranged.push_back(column[place]);
  column = std::move(arranged);
}

/// Columns in the order of the file; `times` holds nothing yet.
std::vector<Stamp> read_lines(LineReader& lines, const AccessLogOptions& options,
                              Imported<AccessLog>& result) {
  AccessLog& log = result.value;
  std::vector<Stamp> seconds;
  Texts paths(log.paths, std::numeric_limits<std::uint32_t>::max());
  Texts methods(log.methods, methods_max);
  while (const auto line = lines.next()) {
    if (line->empty()) continue;
    ++result.report.rows;
    AccessLogLine entry;
    const std::string_view fault =
        lines.is_too_long() ? "the line is longer than 1 MiB" : parse(*line, entry);
    if (!fault.empty() || seconds.size() == std::numeric_limits<std::uint32_t>::max()) {
      reject(result.report, lines.line_number(),
             std::string(fault.empty() ? "more than 4,294,967,295 requests" : fault));
      continue;
    }
    const std::size_t query = options.keep_query ? std::string_view::npos : entry.path.find('?');
    seconds.push_back(entry.at);
    log.path.push_back(static_cast<std::uint32_t>(paths.number(entry.path.substr(0, query))));
    log.method.push_back(static_cast<std::uint8_t>(methods.number(entry.method)));
    log.status.push_back(entry.status);
    log.bytes.push_back(entry.bytes.value_or(AccessLog::bytes_unknown));
  }
  return seconds;
}

/// Places in the order of time of the requests inside the window.
std::vector<std::uint32_t> order_in_window(const std::vector<Stamp>& stamps, Stamp begin,
                                           const AccessLogOptions& options, ImportReport& report) {
  const Duration from = options.from.value_or(Duration{});
  const Duration to = options.to.value_or(forever);
  std::vector<std::uint32_t> order;
  for (std::size_t i = 0; i < stamps.size(); ++i) {
    const Duration since{stamps[i] - begin};
    if (since >= from && since < to) order.push_back(static_cast<std::uint32_t>(i));
  }
  report.outside_window = stamps.size() - order.size();
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return stamps[a] < stamps[b]; });
  return order;
}

Imported<AccessLog> read(LineReader& lines, const AccessLogOptions& options, Stream stream) {
  Imported<AccessLog> result;
  std::vector<Stamp> stamps = read_lines(lines, options, result);
  if (!add_reading_faults(lines, stamps.empty(), result.report, result.faults)) return result;
  Stamp latest = stamps.front();
  for (const Stamp at : stamps) {
    result.report.out_of_order += at < latest ? 1 : 0;
    latest = std::max(latest, at);
  }
  const Stamp begin = *std::min_element(stamps.begin(), stamps.end());
  if (options.spread) {
    for (Stamp& at : stamps) at += static_cast<Stamp>(stream.uniform() * 1e9);
  }
  const auto order = order_in_window(stamps, begin, options, result.report);
  if (order.empty()) {
    result.faults.add({.message = "no request lies between from and to",
                       .place = {.file = lines.name()},
                       .pointer = {},
                       .cure = "choose a wider window"});
    return result;
  }
  AccessLog& log = result.value;
  result.report.start_ns = begin + options.from.value_or(Duration{}).count();
  log.times.reserve(order.size());
  for (const std::uint32_t place : order)
    log.times.push_back(TimePoint{} + Duration{stamps[place] - result.report.start_ns});
  rearrange(log.path, order);
  rearrange(log.method, order);
  rearrange(log.status, order);
  rearrange(log.bytes, order);
  sum_up_instants(log.times, result.report);
  add_rejection_warning(lines, result.report, result.faults);
  return result;
}

}  // namespace

Imported<AccessLog> read_access_log(const std::string& path, const AccessLogOptions& options,
                                    Stream stream) {
  LineReader lines(path);
  return read(lines, options, std::move(stream));
}

Imported<AccessLog> read_access_log(std::istream& in, const std::string& name,
                                    const AccessLogOptions& options, Stream stream) {
  LineReader lines(in, name);
  return read(lines, options, std::move(stream));
}

std::vector<ClassId> classes_by_prefix(const AccessLog& log,
                                       const std::vector<std::pair<std::string, ClassId>>& prefixes,
                                       ClassId otherwise) {
  std::vector<ClassId> of_path;
  of_path.reserve(log.paths.size());
  for (const std::string& path : log.paths) {
    const std::pair<std::string, ClassId>* best = nullptr;
    for (const auto& candidate : prefixes) {
      const bool longer = best == nullptr || candidate.first.size() > best->first.size();
      if (longer && path.starts_with(candidate.first)) best = &candidate;
    }
    of_path.push_back(best == nullptr ? otherwise : best->second);
  }
  std::vector<ClassId> classes;
  classes.reserve(log.path.size());
  for (const std::uint32_t path : log.path) classes.push_back(of_path[path]);
  return classes;
}

}  // namespace tiersim::lab
