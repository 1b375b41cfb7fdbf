#include "lab/importing/line_reader.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <exception>
#include <filesystem>
#include <fstream>
#include <istream>
#include <stdexcept>
#include <system_error>
#include <utility>

#include <boost/iostreams/categories.hpp>
#include <boost/iostreams/filter/gzip.hpp>
#include <boost/iostreams/filter/zstd.hpp>
#include <boost/iostreams/filtering_streambuf.hpp>

#include "lab/importing/zstd_framing.hpp"

namespace tiersim::lab {
namespace {

namespace io = boost::iostreams;

constexpr std::size_t block_size = std::size_t{1} << 16;

/// A stream whose first bytes were already taken to look at them; streams such as pipes cannot be
/// rewound.
class Rejoined {
 public:
  using char_type = char;
  using category = io::source_tag;

  /// All bytes are shown to `framing` if there is one; it must outlive this.
  Rejoined(std::string taken, std::istream& rest, ZstdFraming* framing)
      : taken_(std::move(taken)), rest_(&rest), framing_(framing) {}

  std::streamsize read(char* to, std::streamsize size) {
    const std::streamsize number = read_some(to, size);
    if (framing_ != nullptr && number > 0) framing_->feed({to, static_cast<std::size_t>(number)});
    return number;
  }

 private:
  std::streamsize read_some(char* to, std::streamsize size) {
    if (at_ < taken_.size()) {
      const std::size_t number = std::min(taken_.size() - at_, static_cast<std::size_t>(size));
      std::memcpy(to, taken_.data() + at_, number);
      at_ += number;
      return static_cast<std::streamsize>(number);
    }
    rest_->read(to, size);
    const std::streamsize number = rest_->gcount();
    return number > 0 ? number : -1;
  }

  std::string taken_;
  std::size_t at_ = 0;
  std::istream* rest_;
  ZstdFraming* framing_;
};

}  // namespace

class LineReader::Source {
 public:
  explicit Source(std::istream& in) {
    std::string first(4, '\0');
    in.read(first.data(), static_cast<std::streamsize>(first.size()));
    first.resize(static_cast<std::size_t>(in.gcount()));
    if (first.starts_with("\x1f\x8b")) {
      packing_ = "gzip";
      chain_.push(io::gzip_decompressor());
    } else if (first == "\x28\xb5\x2f\xfd") {
      packing_ = "Zstandard";
      chain_.push(io::zstd_decompressor());
    }
    chain_.push(Rejoined(std::move(first), in, packing_ == "Zstandard" ? &framing_ : nullptr));
  }

  /// Fills the block with what comes next; empty at the end. Throws what the unpackers throw.
  void read(std::string& block) {
    block.resize(block_size);
    const std::streamsize number =
        chain_.sgetn(block.data(), static_cast<std::streamsize>(block.size()));
    block.resize(static_cast<std::size_t>(std::max<std::streamsize>(number, 0)));
    if (block.empty() && !framing_.at_frame_end())
      throw std::runtime_error("the last frame is not whole");
  }

  /// The name of the packing; empty: plain text.
  [[nodiscard]] const std::string& packing() const { return packing_; }

 private:
  std::string packing_;
  ZstdFraming framing_;
  io::filtering_streambuf<io::input> chain_;
};

LineReader::LineReader(const std::string& path) : name_(path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) {
    fail("\"" + path + "\" is a folder", "name a file in it");
    return;
  }
  errno = 0;
  auto file = std::make_unique<std::ifstream>(path, std::ios::binary);
  if (!*file) {
    const std::string reason =
        errno != 0 ? ": " + std::generic_category().message(errno) : std::string{};
    fail("\"" + path + "\" cannot be opened" + reason,
         "check the path; it is relative to the file that names it");
    return;
  }
  file_ = std::move(file);
  start(*file_);
}

LineReader::LineReader(std::istream& in, std::string name) : name_(std::move(name)) {
  start(in);
}

LineReader::~LineReader() = default;

void LineReader::start(std::istream& in) {
  source_ = std::make_unique<Source>(in);
  if (!fill()) return;
  const std::string_view text = block_;
  if (text.starts_with("\xef\xbb\xbf")) at_ = 3;
  if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff")) {
    fail("the text is UTF-16", "save it as UTF-8");
  }
}

void LineReader::fail(std::string message, std::string cure) {
  fault_ =
      Diagnostic{.message = std::move(message),
                 .place = {.file = name_,
                           .line = static_cast<int>(std::min<std::uint64_t>(number_, INT32_MAX))},
                 .pointer = {},
                 .cure = std::move(cure)};
  source_.reset();
  block_.clear();
  at_ = 0;
}

bool LineReader::fill() {
  if (!source_) return false;
  at_ = 0;
  try {
    source_->read(block_);
  } catch (const std::exception& reason) {
    const std::string packing = source_->packing();
    fail(packing.empty() ? std::string("the file cannot be read on: ") + reason.what()
                         : "the " + packing + " data are damaged or end too early",
         packing.empty() ? "check the medium" : "make or fetch the file again");
    return false;
  }
  return !block_.empty();
}

void LineReader::append(std::string_view piece) {
  const std::size_t room = line_length_max - pieces_.size();
  too_long_ = too_long_ || piece.size() > room;
  pieces_.append(piece.substr(0, room));
}

std::optional<std::string_view> LineReader::next() {
  pieces_.clear();
  too_long_ = false;
  bool begun = false;
  while (at_ < block_.size() || fill()) {
    begun = true;
    const std::string_view rest = std::string_view(block_).substr(at_);
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos) {
      append(rest);
      at_ = block_.size();
      continue;
    }
    at_ += end + 1;
    std::string_view line = rest.substr(0, end);
    if (!pieces_.empty()) {
      append(line);
      line = pieces_;
    }
    if (line.ends_with('\r')) line.remove_suffix(1);
    ++number_;
    return line;
  }
  // What stands before a fault is not a whole line.
  if (!begun || fault_) return std::nullopt;
  ++number_;
  std::string_view line = pieces_;
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace tiersim::lab
