#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tiersim::lab {

/// Follows the frames of Zstandard data without unpacking them, to tell whether the data end where
/// a frame ends: the unpacker takes data that were cut off for complete. Reference: RFC 8878,
/// section 3.1.
class ZstdFraming {
 public:
  /// Takes the next bytes of the packed data.
  void feed(std::string_view bytes);

  /// Whether the bytes so far are whole frames.
  [[nodiscard]] bool at_frame_end() const {
    return part_ == Part::magic && have_ == 0 && skip_ == 0;
  }

 private:
  enum class Part : std::uint8_t { magic, descriptor, block, skippable_size };

  void take(std::uint8_t byte);
  void begin(Part part, std::size_t size);

  Part part_ = Part::magic;
  std::size_t want_ = 4;  ///< bytes of the present part
  std::size_t have_ = 0;
  std::uint64_t value_ = 0;  ///< of the bytes so far, the first one lowest
  std::uint64_t skip_ = 0;   ///< bytes to pass over before the present part
  bool has_checksum_ = false;
};

}  // namespace tiersim::lab
