#include <cstddef>

#include "models/autoscaling/cron/time_zone.hpp"

namespace tiersim::cron {
namespace {

using std::chrono::seconds;

/// Reads the text from the left; every reader says whether it found what it looked for.
class ZoneReader {
 public:
  explicit ZoneReader(std::string_view text) : text_(text) {}

  [[nodiscard]] bool at_end() const { return text_.empty(); }

  [[nodiscard]] bool is_next(char sign) const { return !text_.empty() && text_.front() == sign; }

  bool skip(char sign) {
    if (!is_next(sign)) return false;
    text_.remove_prefix(1);
    return true;
  }

  /// Three letters or more, or anything but '>' between angle brackets.
  bool skip_name() {
    const bool quoted = skip('<');
    std::size_t length = 0;
    while (length < text_.size() && (quoted ? text_[length] != '>' : is_letter(text_[length])))
      ++length;
    text_.remove_prefix(length);
    return (!quoted || skip('>')) && length >= 3;
  }

  std::optional<unsigned> number(unsigned low, unsigned high) {
    unsigned value = 0;
    std::size_t length = 0;
    while (length < text_.size() && length < 4 && is_digit(text_[length]))
      value = value * 10 + static_cast<unsigned>(text_[length++] - '0');
    text_.remove_prefix(length);
    if (length == 0 || value < low || value > high) return std::nullopt;
    return value;
  }

  /// [+-]h[:m[:s]].
  std::optional<seconds> time() {
    const bool negative = skip('-');
    if (!negative) skip('+');
    const auto hours = number(0, 167);
    if (!hours) return std::nullopt;
    seconds sum = std::chrono::hours(*hours);
    for (const int unit : {60, 1}) {
      if (!skip(':')) break;
      const auto part = number(0, 59);
      if (!part) return std::nullopt;
      sum += seconds(static_cast<int>(*part) * unit);
    }
    return negative ? -sum : sum;
  }

  /// ,Mm.w.d[/time].
  std::optional<YearlyDay> yearly_day() {
    if (!skip(',') || !skip('M')) return std::nullopt;
    YearlyDay day;
    const auto month = number(1, 12);
    if (!month || !skip('.')) return std::nullopt;
    const auto week = number(1, 5);
    if (!week || !skip('.')) return std::nullopt;
    const auto weekday = number(0, 6);
    if (!weekday) return std::nullopt;
    day.month = *month;
    day.week = *week;
    day.weekday = *weekday;
    if (skip('/')) {
      const auto at = time();
      if (!at) return std::nullopt;
      day.time = *at;
    }
    return day;
  }

 private:
  static bool is_digit(char sign) { return sign >= '0' && sign <= '9'; }

  static bool is_letter(char sign) {
    return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z');
  }

  std::string_view text_;
};

}  // namespace

std::optional<TimeZone> parse_posix_zone(std::string_view text) {
  ZoneReader reader(text);
  if (!reader.skip_name()) return std::nullopt;
  const auto west = reader.time();  // POSIX counts west of Greenwich
  if (!west) return std::nullopt;
  if (reader.at_end()) return TimeZone(-*west);
  if (!reader.skip_name()) return std::nullopt;
  DaylightRule rule{.daylight_offset = std::chrono::hours(1) - *west};
  if (!reader.is_next(',')) {
    const auto daylight_west = reader.time();
    if (!daylight_west) return std::nullopt;
    rule.daylight_offset = -*daylight_west;
  }
  const auto begins = reader.yearly_day();
  if (!begins) return std::nullopt;
  const auto ends = reader.yearly_day();
  if (!ends || !reader.at_end()) return std::nullopt;
  rule.begins = *begins;
  rule.ends = *ends;
  return TimeZone(-*west, rule);
}

}  // namespace tiersim::cron
