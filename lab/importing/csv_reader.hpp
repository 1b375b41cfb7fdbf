#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lab/importing/import_report.hpp"
#include "lab/importing/line_reader.hpp"

namespace tiersim::lab {

/// The rows of a table in CSV (RFC 4180, a quoted field ends on its line): separated by comma,
/// semicolon or tab, with or without a header. Empty lines and lines that begin with `#` are passed
/// over.
class CsvReader {
 public:
  explicit CsvReader(LineReader& lines) : lines_(lines) {}

  /// Takes the next row; false at the end. A row that is no table row is told to `report` and
  /// passed over.
  bool next(ImportReport& report);

  /// Fields of the row taken last; valid until the next call.
  [[nodiscard]] std::span<const std::string> fields() const { return {fields_.data(), size_}; }

  /// A field; empty if the row is shorter.
  [[nodiscard]] std::string_view field(std::size_t column) const {
    return column < size_ ? std::string_view(fields_[column]) : std::string_view{};
  }

  [[nodiscard]] std::uint64_t line_number() const { return lines_.line_number(); }

  [[nodiscard]] const LineReader& lines() const { return lines_; }

 private:
  bool split(std::string_view line);

  LineReader& lines_;
  std::vector<std::string>
      fields_;  ///< kept longer than `size_` so that their memory is used again
  std::size_t size_ = 0;
  char separator_ = '\0';
};

/// Which columns a reader uses: places in the row from 0.
struct Columns {
  std::optional<std::size_t> time;
  std::optional<std::size_t> value;
  bool first_row_is_header = false;
};

/// What is asked for: a name or a number from 1; empty: to be found.
struct ColumnWishes {
  std::string time;
  std::string value;
  bool needs_time = true;
  std::span<const std::string_view> value_names;  ///< usual names of the value column
  bool finds_value = true;                        ///< if false, an unnamed value column means none
  std::string_view time_option;                   ///< what the options are called, for messages
  std::string_view value_option;
};

/// Chooses the columns by the first row (header or not). A wish that cannot be met is a fault; then
/// nothing is returned.
[[nodiscard]] std::optional<Columns> choose_columns(const CsvReader& csv,
                                                    const ColumnWishes& wishes,
                                                    Diagnostics& faults);

/// A number of requests: finite and not negative.
[[nodiscard]] std::optional<double> parse_count(std::string_view text);
/// Whether a field says that there is no value: empty, `NaN`, `null`, `NA`, `N/A`, `-`.
[[nodiscard]] bool says_absent(std::string_view text);

}  // namespace tiersim::lab
