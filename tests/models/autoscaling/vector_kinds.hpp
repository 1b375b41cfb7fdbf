#pragma once
#include <string>
#include <string_view>

#include "tests/models/autoscaling/vector_reading.hpp"

namespace tiersim::vectors {

/// Whether this runner knows the kind of case.
[[nodiscard]] bool knows(std::string_view kind);

/// Runs a case and says how it differs from what is expected; empty when it does not.
[[nodiscard]] std::string difference(const Json& vector);

}  // namespace tiersim::vectors
