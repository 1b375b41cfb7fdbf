#pragma once
#include <cstddef>
#include <vector>

#include "models/theory/caches/independent_references.hpp"

namespace tiersim::theory {

/// A large cache, by the time that an item which is not asked for again stays in it.
struct CharacteristicTime {
  double requests = 0;  ///< that time, in requests of all items
  HitRatios hits{};
};

/// Che's approximation of least recently used: the time T that fills the cache, sum 1 - e^(-p T) =
/// capacity. Preconditions: popularities are positive and sum to 1, 1 <= capacity < n. Sources:
/// H. Che, Y. Tung, Z. Wang, "Hierarchical web caching systems", IEEE Journal on Selected Areas in
/// Communications 20, 2002; C. Fricker, P. Robert, J. Roberts, "A versatile and accurate
/// approximation for LRU cache performance", ITC 24, 2012.
[[nodiscard]] CharacteristicTime lru_by_time(const std::vector<double>& popularity,
                                             std::size_t capacity);

/// The same for first in, first out and for random replacement: sum p T / (1 + p T) = capacity.
/// Source: V. Martina, M. Garetto, E. Leonardi, "A unified approach to the performance analysis of
/// caching systems", IEEE INFOCOM, 2014.
[[nodiscard]] CharacteristicTime fifo_by_time(const std::vector<double>& popularity,
                                              std::size_t capacity);

}  // namespace tiersim::theory
