#include "lab/importing/zstd_framing.hpp"

#include <string>

#include "tests/support/catch.hpp"

using namespace tiersim::lab;
using namespace std::string_literals;

namespace {

/// Lengths of the beginnings that are whole frames; the same however the bytes are cut into pieces.
std::string whole_at(const std::string& data) {
  std::string found;
  for (std::size_t size = 0; size <= data.size(); ++size) {
    ZstdFraming at_once;
    at_once.feed(data.substr(0, size));
    ZstdFraming by_bytes;
    for (std::size_t i = 0; i < size; ++i) by_bytes.feed(data.substr(i, 1));
    CHECK(at_once.at_frame_end() == by_bytes.at_frame_end());
    if (at_once.at_frame_end()) found += std::to_string(size) + " ";
  }
  return found;
}

const std::string magic = "\x28\xb5\x2f\xfd";

}  // namespace

TEST_CASE("a frame ends behind its last block and its checksum", "[importing]") {
  // Window descriptor; one last raw block of 8 bytes.
  const std::string plain = magic + "\x00\x58\x41\x00\x00one\ntwo\n"s;
  CHECK(whole_at(plain) == "0 17 ");
  // Single segment with a content size of 1 byte, checksum; a block that repeats one byte 8 times,
  // an empty last block.
  const std::string checked = magic + "\x24\x08\x42\x00\x00x\x01\x00\x00SUM4"s;
  CHECK(whole_at(checked) == "0 17 ");
  // Window descriptor, a dictionary id of 2 bytes and a content size of 4 bytes.
  CHECK(whole_at(magic + "\x82WDDCCCC\x01\x00\x00"s) == "0 15 ");
  // Frames follow each other; one may be there only to be passed over.
  CHECK(whole_at(plain +
                 "\x51\x2a\x4d\x18\x03\x00\x00\x00"
                 "abc"s +
                 checked) == "0 17 28 45 ");
}
