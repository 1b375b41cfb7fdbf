#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace tiersim {

/// A Kubernetes quantity such as "500m", "1.5k", "512Mi" or "2e3".
struct Quantity {
  std::int64_t milli = 0;  ///< thousandths, rounded away from zero, capped at ±(2^63 − 1)
  double approximate =
      0;  ///< written digits × 10^exponent in double: "0.3" is 3 × 0.1, "300m" is 300 × 0.001

  [[nodiscard]] static Quantity of_milli(std::int64_t milli) {
    return {milli, static_cast<double>(milli) * 1e-3};
  }

  friend bool operator==(const Quantity&, const Quantity&) = default;
};

/// Reads a quantity: sign, digits with at most one point, then n u m k M G T P E, Ki Mi Gi Ti Pi Ei
/// or a decimal exponent.
/// Nothing when the text is not one, or has more than 30 significant digits. What is finer than
/// 10^-9 is rounded up to it.
[[nodiscard]] std::optional<Quantity> parse_quantity(std::string_view text);

}  // namespace tiersim
