#pragma once
#include <cstddef>
#include <vector>

#include "models/theory/caches/time_to_live.hpp"

namespace tiersim::theory {

/// Two caches in a row, each least recently used, exactly, by the chain of their ordered contents:
/// for a handful of items. What the first has not is asked of the second; both keep what came.
/// Preconditions: popularities are positive and sum to 1, capacities >= 1.
[[nodiscard]] TwoLayers two_lru_layers(const std::vector<double>& popularity, std::size_t capacity1,
                                       std::size_t capacity2);

}  // namespace tiersim::theory
