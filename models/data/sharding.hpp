#pragma once
#include <algorithm>
#include <numeric>
#include <string_view>

#include "models/checksum.hpp"

namespace tiersim {

/// `hash_mod`: the shard, or the partition, of a key. Precondition: shards > 0.
[[nodiscard]] inline int shard_of(std::string_view key, int shards) {
  return static_cast<int>(crc32(key) % static_cast<unsigned>(shards));
}

/// The share of evenly spread keys whose shard is another one when there are `to` shards instead of
/// `from`: of the residues of their least common multiple, as many stay as the fewer shards are.
[[nodiscard]] inline double moved_fraction(int from, int to) {
  return 1.0 - static_cast<double>(std::min(from, to)) / std::lcm(from, to);
}

}  // namespace tiersim
