#include "lab/importing/line_reader.hpp"

#include <sstream>
#include <string>
#include <vector>

#include "tests/support/catch.hpp"

using namespace tiersim::lab;

namespace {

std::string bytes(std::initializer_list<int> values) {
  std::string text;
  for (const int value : values) text.push_back(static_cast<char>(value));
  return text;
}

/// "one\ntwo\n"
const std::string gzip_text =
    bytes({0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xcb, 0xcf, 0x4b, 0xe5,
           0x2a, 0x29, 0xcf, 0xe7, 0x02, 0x00, 0xe6, 0x0b, 0xba, 0x12, 0x08, 0x00, 0x00, 0x00});
const std::string zstd_text = bytes({0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58, 0x41, 0x00, 0x00, 0x6f,
                                     0x6e, 0x65, 0x0a, 0x74, 0x77, 0x6f, 0x0a});

struct Read {
  std::vector<std::string> lines;
  std::string fault;
  std::string cure;
};

Read read(const std::string& text) {
  std::istringstream in(text);
  LineReader reader(in, "sample");
  Read result;
  while (const auto line = reader.next()) result.lines.emplace_back(*line);
  if (reader.fault()) {
    result.fault = reader.fault()->message;
    result.cure = reader.fault()->cure;
    CHECK(reader.fault()->place.file == "sample");
  }
  CHECK_FALSE(reader.next().has_value());
  return result;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("lines end with LF, CR LF or the text", "[importing]") {
  CHECK(read("").lines.empty());
  CHECK(read("\n").lines == Lines{""});
  CHECK(read("one\ntwo\n").lines == Lines{"one", "two"});
  CHECK(read("one\r\n\r\ntwo").lines == Lines{"one", "", "two"});
  CHECK(read("\xef\xbb\xbfone\n").lines == Lines{"one"});  // a byte order mark
}

TEST_CASE("packed text is told by its first bytes and unpacked", "[importing]") {
  CHECK(read(gzip_text).lines == Lines{"one", "two"});
  CHECK(read(gzip_text + gzip_text).lines ==
        Lines{"one", "two", "one", "two"});  // as log rotation joins files
  CHECK(read(zstd_text).lines == Lines{"one", "two"});
}

TEST_CASE("damaged packing is a fault, not a crash", "[importing]") {
  for (std::size_t size = 4; size < gzip_text.size(); ++size) {
    INFO(size << " bytes of gzip");
    const Read result = read(gzip_text.substr(0, size));
    CHECK(result.fault == "the gzip data are damaged or end too early");
    CHECK(result.cure == "make or fetch the file again");
  }
  std::string wrong_sum = gzip_text;
  wrong_sum[20] = 'x';
  CHECK(read(wrong_sum).fault == "the gzip data are damaged or end too early");
  CHECK(read(zstd_text.substr(0, 10)).fault == "the Zstandard data are damaged or end too early");
  CHECK(read("\x28\xb5\x2f\xfdgarbage").fault == "the Zstandard data are damaged or end too early");
}

TEST_CASE("a line may span blocks, but not be endless", "[importing]") {
  const std::string longish(200'000, 'x');
  CHECK(read(longish + "\r\nshort\n").lines == Lines{longish, "short"});
  std::istringstream in(std::string(LineReader::line_length_max + 1, 'x') + "\nshort\n");
  LineReader reader(in, "sample");
  CHECK(reader.next()->size() == LineReader::line_length_max);
  CHECK(reader.is_too_long());
  CHECK(reader.next() == "short");
  CHECK_FALSE(reader.is_too_long());
  CHECK(reader.line_number() == 2);
}

TEST_CASE("what cannot be read says why", "[importing]") {
  LineReader missing("no/such/file.csv");
  CHECK_FALSE(missing.next().has_value());
  CHECK(missing.fault()->message ==
        "\"no/such/file.csv\" cannot be opened: No such file or directory");
  CHECK(missing.fault()->cure == "check the path; it is relative to the file that names it");
  LineReader folder(TIERSIM_SOURCE_DIR "/tests/data");
  CHECK_FALSE(folder.next().has_value());
  CHECK(folder.fault()->cure == "name a file in it");
  CHECK(read(bytes({0xff, 0xfe, 'a', 0})).fault == "the text is UTF-16");
}
