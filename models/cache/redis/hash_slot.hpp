#pragma once
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace tiersim::redis {

inline constexpr int hash_slots = 16384;

/// The slot of a key: CRC-16 of it, or of what stands between its first `{` and the next `}` if
/// that is not empty. Source: Redis Cluster specification.
[[nodiscard]] int hash_slot(std::string_view key);

/// First and last slot of each master of a new cluster.
[[nodiscard]] std::vector<std::pair<int, int>> slot_ranges(int masters);

}  // namespace tiersim::redis
