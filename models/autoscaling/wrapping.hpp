#pragma once
#include <cstdint>
#include <limits>

namespace tiersim {

/// int64 arithmetic that wraps round, as the controller's does (Go defines it so; in C++ a signed
/// overflow is not).
[[nodiscard]] constexpr std::int64_t wrapping_add(std::int64_t a, std::int64_t b) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}

[[nodiscard]] constexpr std::int64_t wrapping_multiply(std::int64_t a, std::int64_t b) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) * static_cast<std::uint64_t>(b));
}

/// The whole number as a replica count; what does not fit becomes the nearest that does, NaN
/// becomes 0.
[[nodiscard]] constexpr std::int32_t to_replicas(double whole) {
  if (whole >= 2147483647.0) return std::numeric_limits<std::int32_t>::max();
  if (whole <= -2147483648.0) return std::numeric_limits<std::int32_t>::min();
  return whole == whole ? static_cast<std::int32_t>(whole) : 0;
}

}  // namespace tiersim
