#include "lab/importing/stamp.hpp"

#include <array>
#include <chrono>
#include <cstddef>

#include <fmt/format.h>

namespace tiersim::lab {
namespace {

constexpr std::int64_t ns_per_s = 1'000'000'000;
// So chosen that the difference of any two instants fits in 64 bits.
constexpr int year_min = 1900;
constexpr int year_max = 2150;
constexpr std::int64_t s_max = 5'711'817'600;  // the end of 2150

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Takes text apart from left to right; once something does not fit, everything after it fails too.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : rest_(text) {}

  /// A number of exactly `digits` digits between the bounds.
  int number(std::size_t digits, int least, int most) {
    int value = 0;
    if (rest_.size() < digits) return fail();
    for (std::size_t i = 0; i < digits; ++i) {
      if (!is_digit(rest_[i])) return fail();
      value = value * 10 + (rest_[i] - '0');
    }
    rest_.remove_prefix(digits);
    return value < least || value > most ? fail() : value;
  }

  void expect(char c) {
    if (!take(c)) fail();
  }

  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  /// Digits of a decimal fraction as nanoseconds; at least one digit, those beyond the ninth are
  /// cut off.
  std::int64_t fraction_ns() {
    if (rest_.empty() || !is_digit(rest_.front())) return fail();
    std::int64_t value = 0;
    std::int64_t unit = ns_per_s / 10;
    for (; !rest_.empty() && is_digit(rest_.front()); rest_.remove_prefix(1), unit /= 10) {
      value += unit * (rest_.front() - '0');
    }
    return value;
  }

  int month_name() {
    constexpr std::array<std::string_view, 12> names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (!rest_.starts_with(names[i])) continue;
      rest_.remove_prefix(3);
      return static_cast<int>(i) + 1;
    }
    return fail();
  }

  /// `Z`, `+02:00`, `+0200` or `+02` as seconds east of Greenwich.
  int zone_s() {
    if (take('Z') || take('z')) return 0;
    const bool west = take('-');
    if (!west) expect('+');
    const int hours = number(2, 0, 14);
    const bool colon = take(':');
    const int minutes = colon || !rest_.empty() ? number(2, 0, 59) : 0;
    return (west ? -1 : 1) * (hours * 3600 + minutes * 60);
  }

  [[nodiscard]] bool at_end() const { return rest_.empty(); }

  [[nodiscard]] bool done() const { return good_ && rest_.empty(); }

 private:
  int fail() {
    good_ = false;
    rest_ = {};
    return 0;
  }

  std::string_view rest_;
  bool good_ = true;
};

std::optional<std::int64_t> days_since_1970(int year, int month, int day) {
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days{date}.time_since_epoch().count();
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

}  // namespace

std::optional<Stamp> parse_iso8601(std::string_view text) {
  Cursor cursor(trimmed(text));
  const int year = cursor.number(4, year_min, year_max);
  cursor.expect('-');
  const int month = cursor.number(2, 1, 12);
  cursor.expect('-');
  const int day = cursor.number(2, 1, 31);
  std::int64_t seconds = 0;
  std::int64_t nanoseconds = 0;
  if (!cursor.at_end()) {
    if (!cursor.take('T') && !cursor.take('t')) cursor.expect(' ');
    seconds = cursor.number(2, 0, 23) * 3600;
    cursor.expect(':');
    seconds += cursor.number(2, 0, 59) * 60;
    if (cursor.take(':')) {
      seconds += cursor.number(2, 0, 60);  // 60: a leap second
      if (cursor.take('.') || cursor.take(',')) nanoseconds = cursor.fraction_ns();
    }
    cursor.take(' ');
    if (!cursor.at_end()) seconds -= cursor.zone_s();
  }
  if (!cursor.done()) return std::nullopt;
  const auto days = days_since_1970(year, month, day);
  if (!days) return std::nullopt;
  return (*days * 86400 + seconds) * ns_per_s + nanoseconds;
}

std::optional<Stamp> parse_epoch(std::string_view text) {
  text = trimmed(text);
  std::size_t digits = 0;
  std::int64_t whole = 0;
  for (; digits < text.size() && is_digit(text[digits]); ++digits) {
    if (whole > (INT64_MAX - 9) / 10) return std::nullopt;
    whole = whole * 10 + (text[digits] - '0');
  }
  if (digits == 0) return std::nullopt;
  std::int64_t fraction = 0;
  if (digits < text.size()) {
    Cursor cursor(text.substr(digits));
    cursor.expect('.');
    fraction = cursor.fraction_ns();
    if (!cursor.done()) return std::nullopt;
  }
  // The unit in nanoseconds, by the size of the number.
  const std::int64_t unit = whole < 100'000'000'000           ? ns_per_s
                            : whole < 100'000'000'000'000     ? 1'000'000
                            : whole < 100'000'000'000'000'000 ? 1'000
                                                              : 1;
  if (whole > s_max * (ns_per_s / unit)) return std::nullopt;
  return whole * unit + fraction / (ns_per_s / unit);
}

std::optional<Stamp> parse_stamp(std::string_view text) {
  const auto iso = parse_iso8601(text);
  return iso ? iso : parse_epoch(text);
}

std::optional<Stamp> parse_log_stamp(std::string_view text) {
  Cursor cursor(text);
  const int day = cursor.number(2, 1, 31);
  cursor.expect('/');
  const int month = cursor.month_name();
  cursor.expect('/');
  const int year = cursor.number(4, year_min, year_max);
  cursor.expect(':');
  std::int64_t seconds = cursor.number(2, 0, 23) * 3600;
  cursor.expect(':');
  seconds += cursor.number(2, 0, 59) * 60;
  cursor.expect(':');
  seconds += cursor.number(2, 0, 60);
  cursor.expect(' ');
  seconds -= cursor.zone_s();
  if (!cursor.done()) return std::nullopt;
  const auto days = days_since_1970(year, month, day);
  if (!days) return std::nullopt;
  return (*days * 86400 + seconds) * ns_per_s;
}

std::string format_stamp(Stamp stamp) {
  const std::chrono::sys_time<std::chrono::nanoseconds> instant{std::chrono::nanoseconds{stamp}};
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date{day};
  const std::int64_t rest = (instant - day).count();
  std::string text =
      fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  rest / ns_per_s / 3600, rest / ns_per_s / 60 % 60, rest / ns_per_s % 60);
  const std::int64_t fraction = rest % ns_per_s;
  if (fraction % 1'000 != 0) return text + fmt::format(".{:09}Z", fraction);
  if (fraction % 1'000'000 != 0) return text + fmt::format(".{:06}Z", fraction / 1'000);
  if (fraction != 0) return text + fmt::format(".{:03}Z", fraction / 1'000'000);
  return text + "Z";
}

}  // namespace tiersim::lab
