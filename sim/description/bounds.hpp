#pragma once
#include <functional>
#include <limits>
#include <string>

#include "sim/time.hpp"

namespace tiersim {

/// What a parameter may be, in its base unit: seconds for a Duration, 1/s for a Rate, bytes, cores,
/// or the plain number.
struct Bounds {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  bool low_excluded = false;
  bool required =
      false;  ///< Must stand in the file; the default in C++ is no default of the language.

  [[nodiscard]] bool admit(double value) const;
  [[nodiscard]] bool is_open() const;

  /// "at least 1", "more than 0", "from 0 to 1"; empty when anything goes. `write` turns a bound
  /// into text with its unit.
  [[nodiscard]] std::string text(const std::function<std::string(double)>& write) const;

  friend bool operator==(const Bounds&, const Bounds&) = default;
};

/// Anything goes. (`any` is the join of tasks.)
inline constexpr Bounds any_value{};
inline constexpr Bounds positive{.low = 0, .low_excluded = true};
inline constexpr Bounds non_negative{.low = 0};

[[nodiscard]] constexpr Bounds at_least(double low) {
  return {.low = low};
}

[[nodiscard]] constexpr Bounds at_most(double high) {
  return {.high = high};
}

[[nodiscard]] constexpr Bounds within(double low, double high) {
  return {.low = low, .high = high};
}

[[nodiscard]] constexpr Bounds at_least(Duration low) {
  return at_least(to_seconds(low));
}

[[nodiscard]] constexpr Bounds at_most(Duration high) {
  return at_most(to_seconds(high));
}

[[nodiscard]] constexpr Bounds within(Duration low, Duration high) {
  return within(to_seconds(low), to_seconds(high));
}

/// `required`, or with a bound of its own: `required(positive)`. A Reference that is not optional
/// is required anyway.
struct RequiredBounds : Bounds {
  [[nodiscard]] constexpr Bounds operator()(Bounds bounds) const {
    bounds.required = true;
    return bounds;
  }
};

inline constexpr RequiredBounds required{{.required = true}};

}  // namespace tiersim
