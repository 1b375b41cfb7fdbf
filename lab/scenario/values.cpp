#include "lab/scenario/values.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <span>

#include "lab/scenario/value_scan.hpp"
#include "sim/description/nearest_name.hpp"

namespace tiersim::lab {

namespace {

/// A unit is factor · 10^exponent of the base unit, so that decimal units are rounded once.
struct Unit {
  std::string_view name;
  std::int64_t factor;
  int exponent;
};

constexpr std::array duration_units{Unit{"ns", 1, 0}, Unit{"us", 1, 3},  Unit{"µs", 1, 3},
                                    Unit{"ms", 1, 6}, Unit{"s", 1, 9},   Unit{"min", 60, 9},
                                    Unit{"m", 60, 9}, Unit{"h", 3600, 9}};

constexpr std::array byte_units{Unit{"B", 1, 0},
                                Unit{"k", 1, 3},
                                Unit{"M", 1, 6},
                                Unit{"G", 1, 9},
                                Unit{"T", 1, 12},
                                Unit{"P", 1, 15},
                                Unit{"Ki", std::int64_t{1} << 10, 0},
                                Unit{"Mi", std::int64_t{1} << 20, 0},
                                Unit{"Gi", std::int64_t{1} << 30, 0},
                                Unit{"Ti", std::int64_t{1} << 40, 0},
                                Unit{"Pi", std::int64_t{1} << 50, 0}};

constexpr std::string_view duration_cure = "units are ns, us, ms, s, min, h";

const Unit* find_unit(std::span<const Unit> units, std::string_view name) {
  for (const Unit& unit : units) {
    if (unit.name == name) return &unit;
  }
  return nullptr;
}

std::string unit_hint(std::span<const Unit> units, std::string_view written, std::string_view all) {
  // Units differ by case (m and M), so only a difference in case is a near miss worth naming.
  for (const Unit& unit : units) {
    if (unit.name != written && edit_distance(unit.name, written) == 0) {
      return "did you mean \"" + std::string(unit.name) + "\"? " + std::string(all);
    }
  }
  return std::string(all);
}

/// The number in base units, exact for whole numbers that fit; nothing when it is too large.
std::optional<std::int64_t> in_base_units(std::string_view number, const Unit& unit) {
  constexpr double largest = 9.2e18;
  std::int64_t whole = 0;
  const auto [rest, error] = std::from_chars(number.data(), number.data() + number.size(), whole);
  if (error == std::errc{} && rest == number.data() + number.size()) {
    std::int64_t scale = unit.factor;
    for (int i = 0; i < unit.exponent; ++i) scale *= 10;
    std::int64_t product = 0;
    if (__builtin_mul_overflow(whole, scale, &product)) return std::nullopt;
    return product;
  }
  const double value = scaled_decimal(number, unit.exponent) * static_cast<double>(unit.factor);
  if (!(std::abs(value) < largest)) return std::nullopt;
  return static_cast<std::int64_t>(std::floor(value + 0.5));
}

Complaint no_time(std::string_view text) {
  return {"is not a time: " + quote(text),
          "write \"250ms\" or \"2s\"; " + std::string(duration_cure)};
}

/// The count in the unit that makes the shortest text; the first of equals.
std::string write_whole(std::int64_t count, std::span<const Unit> large_to_small) {
  std::string shortest = std::to_string(count);
  bool found = false;
  for (const Unit& unit : large_to_small) {
    std::int64_t scale = unit.factor;
    for (int i = 0; i < unit.exponent; ++i) scale *= 10;
    const std::string text =
        count % scale == 0 ? std::to_string(count / scale) + std::string(unit.name) : std::string{};
    if (text.empty() || (found && text.size() >= shortest.size())) continue;
    shortest = text;
    found = true;
  }
  return shortest;
}

}  // namespace

Parsed<Duration> parse_duration(std::string_view text) {
  std::string_view rest = trimmed(text);
  if (rest.starts_with('-'))
    return Complaint{"cannot be negative: " + quote(text), "write a time of 0s or more"};
  if (split_number(rest).number.empty()) {
    return no_time(text);
  }
  Duration sum{};
  while (!rest.empty()) {
    const auto [number, after] = split_number(rest);
    const std::string_view behind = trimmed(after);
    std::size_t letters = 0;
    while (letters < behind.size() && split_number(behind.substr(letters)).number.empty())
      ++letters;
    const std::string_view name = trimmed(behind.substr(0, letters));
    if (number.empty() || number.starts_with('-')) return no_time(text);
    if (name.empty()) {
      const std::string written(number);
      return Complaint{"needs a unit", "write \"" + written + "ms\" or \"" + written + "s\"; " +
                                           std::string(duration_cure)};
    }
    const Unit* unit = find_unit(duration_units, name);
    if (unit == nullptr) {
      return Complaint{"has the unknown unit " + quote(name),
                       unit_hint(duration_units, name, duration_cure)};
    }
    const std::optional<std::int64_t> part = in_base_units(number, *unit);
    std::int64_t total = 0;
    if (!part || __builtin_add_overflow(sum.count(), *part, &total)) {
      return Complaint{"is longer than 292 years", "write a shorter time"};
    }
    sum = Duration{total};
    rest = trimmed(behind.substr(letters));
  }
  return sum;
}

Parsed<Rate> parse_rate(std::string_view text) {
  constexpr std::string_view cure = "write \"100/s\", \"6000/min\" or \"3600/h\"";
  const auto [number, after] = split_number(trimmed(text));
  if (number.empty()) return Complaint{"is not a rate: " + quote(text), std::string(cure)};
  const std::string written(number);
  const std::string_view rest = trimmed(after);
  if (rest.empty())
    return Complaint{"needs a unit", "write \"" + written + "/s\" or \"" + written + "/min\""};
  const std::string_view per = rest.starts_with('/') ? trimmed(rest.substr(1)) : std::string_view{};
  const double value = scaled_decimal(number, 0);
  if (!std::isfinite(value))
    return Complaint{"is too large: " + quote(text), "write a smaller rate"};
  if (value < 0) return Complaint{"cannot be negative: " + quote(text), "write \"0/s\" or more"};
  if (per == "s") return Rate{value};
  if (per == "min" || per == "m") return Rate{value / 60};
  if (per == "h") return Rate{value / 3600};
  return Complaint{"has the unknown unit " + quote(rest), std::string(cure)};
}

Parsed<Cores> parse_cores(std::string_view text) {
  constexpr std::string_view cure = "write \"500m\" (thousandths of a core) or \"2\"";
  const auto [number, unit] = split_number(trimmed(text));
  if (number.empty())
    return Complaint{"is not an amount of CPU: " + quote(text), std::string(cure)};
  if (!unit.empty() && unit != "m")
    return Complaint{"has the unknown unit " + quote(unit), std::string(cure)};
  const double cores = scaled_decimal(number, unit == "m" ? -3 : 0);
  if (!(std::abs(cores) < 1e9)) return Complaint{"is too large: " + quote(text), std::string(cure)};
  return Cores{cores};
}

Parsed<Bytes> parse_bytes(std::string_view text) {
  constexpr std::string_view all = "units are B, k, M, G, T, P and Ki, Mi, Gi, Ti, Pi";
  const auto [number, after] = split_number(trimmed(text));
  if (number.empty()) {
    return Complaint{"is not an amount of memory: " + quote(text),
                     "write \"512Mi\" or \"1Gi\"; " + std::string(all)};
  }
  const std::string written(number);
  const std::string_view name = trimmed(after);
  if (name.empty()) {
    return Complaint{"needs a unit",
                     "write \"" + written + "Mi\" or \"" + written + "B\"; " + std::string(all)};
  }
  const Unit* unit = find_unit(byte_units, name);
  if (unit == nullptr) {
    // In Kubernetes "512m" is half a byte; whoever writes it means megabytes.
    const std::string hint = name == "m" ? "did you mean \"" + written + "Mi\"? " + std::string(all)
                                         : unit_hint(byte_units, name, all);
    return Complaint{"has the unknown unit " + quote(name), hint};
  }
  const std::optional<std::int64_t> count = in_base_units(number, *unit);
  if (!count) return Complaint{"is too large: " + quote(text), "write less than 8192Pi"};
  return Bytes{*count};
}

Parsed<Ratio> parse_ratio(std::string_view text) {
  constexpr std::string_view cure = "write \"25%\" or 0.25";
  const auto [number, after] = split_number(trimmed(text));
  const std::string_view unit = trimmed(after);
  if (number.empty() || (!unit.empty() && unit != "%")) {
    return Complaint{"is not a share: " + quote(text), std::string(cure)};
  }
  return Ratio{scaled_decimal(number, unit == "%" ? -2 : 0)};
}

Parsed<CountOrPercent> parse_count_or_percent(std::string_view text) {
  const auto [number, after] = split_number(trimmed(text));
  const std::string_view unit = trimmed(after);
  const std::optional<double> value = whole_number_text(number);
  constexpr double largest = 1e9;
  if (!value || *value != std::floor(*value) || *value < 0 || *value > largest ||
      (!unit.empty() && unit != "%")) {
    return Complaint{"is neither a whole number nor a percentage: " + quote(text),
                     "write 3 or \"25%\""};
  }
  return CountOrPercent{static_cast<std::int32_t>(*value), unit == "%"};
}

Parsed<KeyChooser> parse_key_chooser(std::string_view text) {
  constexpr std::string_view cure =
      "write \"zipf(10000, 0.9)\" (keys, exponent) or \"uniform(1000)\"";
  const std::optional<Call> call = parse_call(text);
  const bool zipf = call && call->word == "zipf" && call->arguments.size() == 2;
  const bool uniform = call && call->word == "uniform" && call->arguments.size() == 1;
  if (!zipf && !uniform)
    return Complaint{"does not choose a key: " + quote(text), std::string(cure)};
  const std::optional<double> keys = whole_number_text(call->arguments[0].text);
  constexpr double keys_max = 1e12;
  if (!keys || *keys != std::floor(*keys) || *keys < 1 || *keys > keys_max) {
    return Complaint{"needs a whole number of keys, at least 1: " + quote(call->arguments[0].text),
                     std::string(cure)};
  }
  KeyChooser chooser{static_cast<std::int64_t>(*keys), 0};
  if (uniform) return chooser;
  const std::optional<double> exponent = whole_number_text(call->arguments[1].text);
  if (!exponent || *exponent < 0 || *exponent > 10) {
    return Complaint{"needs an exponent from 0 to 10: " + quote(call->arguments[1].text),
                     std::string(cure)};
  }
  chooser.exponent = *exponent;
  return chooser;
}

std::string write_number(double value) {
  if (value == std::floor(value) && std::abs(value) < 1e15)
    return std::to_string(static_cast<std::int64_t>(value));
  std::array<char, 32> buffer{};
  return {buffer.data(), std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr};
}

std::string write_text(Duration value) {
  constexpr std::array units{Unit{"h", 3600, 9}, Unit{"min", 60, 9}, Unit{"s", 1, 9},
                             Unit{"ms", 1, 6},   Unit{"us", 1, 3},   Unit{"ns", 1, 0}};
  if (value == Duration{}) return "0s";
  return value == forever ? "forever" : write_whole(value.count(), units);
}

std::string write_text(Bytes value) {
  constexpr std::array units{byte_units[9], byte_units[8], byte_units[7], byte_units[6],
                             byte_units[3], byte_units[2], byte_units[1], byte_units[0]};
  return value.count == 0 ? "0B" : write_whole(value.count, units);
}

std::string write_text(Rate value) {
  return write_number(value.per_s) + "/s";
}

std::string write_text(Ratio value) {
  return write_number(value.value);
}

std::string write_text(CountOrPercent value) {
  return std::to_string(value.value) + (value.percent ? "%" : "");
}

std::string write_text(Cores value) {
  const double milli = std::floor(value.count * 1000 + 0.5);
  if (value.count == std::floor(value.count) || milli / 1000 != value.count)
    return write_number(value.count);
  return write_number(milli) + "m";
}

std::string write_text(const KeyChooser& value) {
  const std::string keys = std::to_string(value.keys);
  return value.exponent == 0 ? "uniform(" + keys + ")"
                             : "zipf(" + keys + ", " + write_number(value.exponent) + ")";
}

}  // namespace tiersim::lab
