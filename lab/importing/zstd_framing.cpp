#include "lab/importing/zstd_framing.hpp"

#include <algorithm>
#include <array>

namespace tiersim::lab {

void ZstdFraming::feed(std::string_view bytes) {
  while (!bytes.empty()) {
    if (skip_ > 0) {
      const auto passed = static_cast<std::size_t>(std::min<std::uint64_t>(skip_, bytes.size()));
      skip_ -= passed;
      bytes.remove_prefix(passed);
      continue;
    }
    take(static_cast<std::uint8_t>(bytes.front()));
    bytes.remove_prefix(1);
  }
}

void ZstdFraming::begin(Part part, std::size_t size) {
  part_ = part;
  want_ = size;
  have_ = 0;
  value_ = 0;
}

void ZstdFraming::take(std::uint8_t byte) {
  value_ |= std::uint64_t{byte} << (8 * have_);
  if (++have_ < want_) return;
  const std::uint64_t value = value_;
  switch (part_) {
    case Part::magic: {
      const bool is_skippable = (value & 0xFFFFFFF0U) == 0x184D2A50U;
      return is_skippable ? begin(Part::skippable_size, 4) : begin(Part::descriptor, 1);
    }
    case Part::skippable_size:
      skip_ = value;
      return begin(Part::magic, 4);
    case Part::descriptor: {
      constexpr std::array<std::uint64_t, 4> dictionary_id{0, 1, 2, 4};
      constexpr std::array<std::uint64_t, 4> content_size{0, 2, 4, 8};
      const bool is_single_segment = (value & 0x20) != 0;
      has_checksum_ = (value & 0x04) != 0;
      // A single segment has no window descriptor, but a content size of at least one byte.
      skip_ = dictionary_id[value & 3] + std::max<std::uint64_t>(content_size[value >> 6], 1);
      if (!is_single_segment && value >> 6 != 0) ++skip_;
      return begin(Part::block, 3);
    }
    case Part::block: {
      const bool is_last = (value & 1) != 0;
      const bool is_repeated_byte = (value >> 1 & 3) == 1;
      skip_ = is_repeated_byte ? 1 : value >> 3;
      if (is_last && has_checksum_) skip_ += 4;
      return is_last ? begin(Part::magic, 4) : begin(Part::block, 3);
    }
  }
}

}  // namespace tiersim::lab
