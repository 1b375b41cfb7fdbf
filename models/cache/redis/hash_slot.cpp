#include "models/cache/redis/hash_slot.hpp"

#include "models/checksum.hpp"

namespace tiersim::redis {

int hash_slot(std::string_view key) {
  const std::size_t open = key.find('{');
  if (open != std::string_view::npos) {
    const std::size_t close = key.find('}', open + 1);
    if (close != std::string_view::npos && close > open + 1)
      key = key.substr(open + 1, close - open - 1);
  }
  return crc16(key) % hash_slots;
}

std::vector<std::pair<int, int>> slot_ranges(int masters) {
  std::vector<std::pair<int, int>> ranges;
  const double share = static_cast<double>(hash_slots) / masters;
  int first = 0;
  for (int i = 1; i <= masters; ++i) {
    const int end = i == masters ? hash_slots : static_cast<int>(share * i + 0.5);
    ranges.emplace_back(first, end - 1);
    first = end;
  }
  return ranges;
}

}  // namespace tiersim::redis
