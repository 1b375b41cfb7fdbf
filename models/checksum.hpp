#pragma once
#include <cstdint>
#include <string_view>

namespace tiersim {

/// CRC-32 of IEEE 802.3, as in zlib.
[[nodiscard]] std::uint32_t crc32(std::string_view bytes);

/// CRC-16/XMODEM: polynomial 0x1021, initial value 0, not reflected.
[[nodiscard]] std::uint16_t crc16(std::string_view bytes);

}  // namespace tiersim
