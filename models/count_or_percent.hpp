#pragma once
#include <cstdint>

namespace tiersim {

/// A count or a percentage of something, as Kubernetes' IntOrString.
struct CountOrPercent {
  std::int32_t value = 0;
  bool percent = false;

  friend bool operator==(const CountOrPercent&, const CountOrPercent&) = default;

  /// Of `whole`; a percentage is rounded up.
  [[nodiscard]] constexpr std::int32_t rounded_up(std::int32_t whole) const {
    if (!percent) return value;
    return static_cast<std::int32_t>((static_cast<std::int64_t>(whole) * value + 99) / 100);
  }

  /// Of `whole`; a percentage is rounded down.
  [[nodiscard]] constexpr std::int32_t rounded_down(std::int32_t whole) const {
    if (!percent) return value;
    return static_cast<std::int32_t>(static_cast<std::int64_t>(whole) * value / 100);
  }
};

}  // namespace tiersim
