#include "lab/report/format.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace tiersim::lab {
namespace {

constexpr const char* absent = "–";

/// "1234567" as "1,234,567"; a sign and decimals stay as they are.
std::string grouped(std::string digits) {
  const std::size_t first = digits.starts_with('-') ? 1 : 0;
  auto at = digits.find('.');
  if (at == std::string::npos) at = digits.size();
  while (at > first + 3) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
  return digits;
}

/// Three significant digits, never an exponent; whole numbers stay whole.
std::string three_digits(double value) {
  const double size = std::abs(value);
  if (size >= 99.95) return grouped(fmt::format("{:.0f}", value));
  if (size >= 9.995) return fmt::format("{:.1f}", value);
  if (size >= 0.9995 || size == 0) return fmt::format("{:.2f}", value);
  if (size < 1e-12) return fmt::format("{:.0e}", value);
  const int decimals = 2 - static_cast<int>(std::floor(std::log10(size)));
  return fmt::format("{:.{}f}", value, std::min(decimals, 14));
}

std::string without_trailing_zeros(std::string digits) {
  if (digits.find('.') == std::string::npos) return digits;
  while (digits.back() == '0') digits.pop_back();
  if (digits.back() == '.') digits.pop_back();
  return digits;
}

std::string long_duration(double seconds) {
  const auto whole = static_cast<long long>(std::llround(seconds));
  const long long hours = whole / 3600;
  const long long minutes = whole / 60 % 60;
  const long long rest = whole % 60;
  std::string text;
  if (hours > 0) text += fmt::format("{} h", hours);
  if (minutes > 0) text += fmt::format("{}{} min", text.empty() ? "" : " ", minutes);
  if (rest > 0 && hours == 0) text += fmt::format("{}{} s", text.empty() ? "" : " ", rest);
  return text;
}

}  // namespace

std::string format_number(double value) {
  if (!std::isfinite(value)) return absent;
  return without_trailing_zeros(three_digits(value));
}

std::string format_duration(double seconds) {
  if (!std::isfinite(seconds)) return absent;
  const double size = std::abs(seconds);
  if (size == 0) return "0 s";
  if (size < 0.9995e-6) return three_digits(seconds * 1e9) + " ns";
  if (size < 0.9995e-3) return three_digits(seconds * 1e6) + " µs";
  if (size < 0.9995) return three_digits(seconds * 1e3) + " ms";
  if (size < 119.5 && seconds == std::round(seconds)) return format_number(seconds) + " s";
  if (size < 119.5) return three_digits(seconds) + " s";
  return (seconds < 0 ? "-" : "") + long_duration(size);
}

std::string format_percent(double ratio) {
  if (!std::isfinite(ratio)) return absent;
  const double percent = 100 * ratio;
  if (ratio <= 0.99 || ratio >= 1) return without_trailing_zeros(three_digits(percent)) + " %";
  const int decimals = 1 - static_cast<int>(std::floor(std::log10(100 - percent)));
  return fmt::format("{:.{}f} %", percent, std::clamp(decimals, 1, 9));
}

std::string format_count(double count) {
  if (!std::isfinite(count)) return absent;

  struct Scale {
    double from;
    const char* unit;
  };

  static constexpr std::array scales{Scale{1e12, "T"}, Scale{1e9, "G"}, Scale{1e6, "M"}};
  for (const Scale& scale : scales) {
    if (std::abs(count) >= 0.9995 * scale.from)
      return three_digits(count / scale.from) + " " + scale.unit;
  }
  return count == std::round(count) ? grouped(fmt::format("{:.0f}", count)) : format_number(count);
}

std::string format_money(double amount, std::string_view currency) {
  if (!std::isfinite(amount)) return absent;
  const bool cents = std::abs(amount) < 999.5;
  const std::string digits = std::abs(amount) < 0.095 && amount != 0
                                 ? three_digits(amount)
                                 : fmt::format("{:.{}f}", amount, cents ? 2 : 0);
  return fmt::format("{}{}{}", currency, currency.empty() ? "" : " ", grouped(digits));
}

std::string format_clock(double time_s) {
  if (!std::isfinite(time_s)) return absent;
  const auto whole = static_cast<long long>(std::floor(time_s));
  return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

std::string format_value(double value, std::string_view unit, std::string_view currency) {
  if (unit == "s") return format_duration(value);
  if (unit == "ratio") return format_percent(value);
  if (unit == "currency") return format_money(value, currency);
  if (!std::isfinite(value)) return absent;
  return unit == "1/s" ? format_number(value) + "/s" : format_count(value);
}

std::string format_interval(double low, double high, std::string_view unit,
                            std::string_view currency) {
  if (!std::isfinite(low) || !std::isfinite(high)) return {};
  return "[" + format_value(low, unit, currency) + ", " + format_value(high, unit, currency) + "]";
}

std::size_t columns_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

std::string wrapped(std::string_view text, std::size_t width, std::size_t indent) {
  std::string lines;
  std::size_t used = indent;
  while (!text.empty()) {
    const auto space = text.find(' ');
    const std::string_view word = text.substr(0, space);
    text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
    const std::size_t columns = columns_of(word);
    if (used > indent && used + 1 + columns > width) {
      lines += '\n' + std::string(indent, ' ');
      used = indent;
    } else if (used > indent) {
      lines += ' ';
      ++used;
    }
    lines += word;
    used += columns;
  }
  return lines;
}

}  // namespace tiersim::lab
