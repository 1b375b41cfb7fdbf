#pragma once
#include <cstddef>
#include <string>
#include <vector>

namespace tiersim {

/// An error keeps the scenario from running; a warning does not.
enum class Severity { Error, Warning };

/// A stretch of text in a file. Lines and columns count from 1, columns and `length` in bytes; line
/// 0: no place known.
struct Place {
  std::string file;
  int line = 0;
  int column = 0;
  int length = 0;

  friend bool operator==(const Place&, const Place&) = default;
};

/// A fault in the scenario: what is wrong, where, and what would be right. It never blames.
struct Diagnostic {
  Severity severity = Severity::Error;
  std::string message;  ///< What is wrong, without a full stop: `"timeout" needs a unit`.
  Place place;
  std::string pointer;  ///< JSON pointer (RFC 6901) of the value: "/components/api/slots".
  std::string cure;     ///< What would be right; may be empty.

  friend bool operator==(const Diagnostic&, const Diagnostic&) = default;
};

/// All faults found in one pass, in the order in which they were found until `sort`.
class Diagnostics {
 public:
  void add(Diagnostic diagnostic);
  void add(const Diagnostics& others);

  [[nodiscard]] const std::vector<Diagnostic>& items() const { return items_; }

  [[nodiscard]] std::size_t error_count() const { return errors_; }

  [[nodiscard]] bool has_errors() const { return errors_ > 0; }

  [[nodiscard]] bool empty() const { return items_.empty(); }

  /// Orders by file (as first met), line and column; equal places keep their order. O(n log n).
  void sort();

 private:
  std::vector<Diagnostic> items_;
  std::size_t errors_ = 0;
};

}  // namespace tiersim
