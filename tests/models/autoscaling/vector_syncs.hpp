#pragma once
#include <string>

#include "tests/models/autoscaling/vector_reading.hpp"

namespace tiersim::vectors {

/// Ages are subtracted from here; late enough for pods that are months old.
inline constexpr TimePoint now = TimePoint{} + std::chrono::hours(24 * 3650);

/// How the keys that are expected, each compared as a whole, differ; empty when they do not.
[[nodiscard]] std::string differing_key(const Json& expected, const Json& actual);

/// All that can be asked of one whole sync.
[[nodiscard]] Json reconcile(const Json& vector);

/// How the first step that goes wrong differs; later ones no longer fit after it.
[[nodiscard]] std::string trace(const Json& vector);

}  // namespace tiersim::vectors
