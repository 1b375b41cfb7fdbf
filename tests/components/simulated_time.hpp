#pragma once
#include <cstdint>

#include "sim/kernel/simulation.hpp"
#include "tests/components/component_cases.hpp"

namespace tiersim::vectors {

/// A number of milliseconds of a case.
[[nodiscard]] inline Duration milliseconds(const Json& number) {
  return std::chrono::milliseconds(number.get<std::int64_t>());
}

[[nodiscard]] inline std::int64_t now_ms(const Simulation& simulation) {
  return simulation.now().time_since_epoch() / 1ms;
}

}  // namespace tiersim::vectors
