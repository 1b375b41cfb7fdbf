#pragma once
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "sim/description/diagnostic.hpp"

namespace tiersim::lab {

/// The lines of a text, which may be packed with gzip or Zstandard: told by its first bytes, not by
/// its name, and unpacked on the way, so that memory does not grow with the file.
class LineReader {
 public:
  /// Longer lines are not text; they are skipped and told by `is_too_long()`.
  static constexpr std::size_t line_length_max = std::size_t{1} << 20;

  /// Opens a file; if that fails there are no lines and `fault()` says why.
  explicit LineReader(const std::string& path);
  /// Reads from a stream, which must outlive the reader; `name` stands in messages.
  LineReader(std::istream& in, std::string name);
  ~LineReader();
  LineReader(const LineReader&) = delete;
  LineReader& operator=(const LineReader&) = delete;

  /// The next line without its end ("\n" or "\r\n") and without a leading byte order mark; valid
  /// until the next call.
  std::optional<std::string_view> next();

  /// The number of the line returned last, from 1.
  [[nodiscard]] std::uint64_t line_number() const { return number_; }

  /// Whether the line returned last was cut because of its length.
  [[nodiscard]] bool is_too_long() const { return too_long_; }

  /// Why there are no (more) lines, if the end was not reached in good order.
  [[nodiscard]] const std::optional<Diagnostic>& fault() const { return fault_; }

  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  class Source;

  void start(std::istream& in);
  bool fill();
  void fail(std::string message, std::string cure);
  void append(std::string_view piece);

  std::string name_;
  std::unique_ptr<std::istream> file_;
  std::unique_ptr<Source> source_;
  std::string block_;  ///< unpacked bytes; [at_, block_.size()) not yet given out
  std::size_t at_ = 0;
  std::string pieces_;  ///< a line that spans blocks
  std::uint64_t number_ = 0;
  bool too_long_ = false;
  std::optional<Diagnostic> fault_;
};

}  // namespace tiersim::lab
