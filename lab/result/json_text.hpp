#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tiersim::lab {

/// The shortest decimal digits that read back as the same double, the same on every platform;
/// "null" when not finite.
std::string shortest(double value);

/// A JSON string literal with its quotes; bytes that are not UTF-8 become U+FFFD.
std::string quoted(std::string_view text);

/// Writes JSON text in the order of the calls, two spaces a level, arrays of numbers on one line.
/// Kept apart from nlohmann's own output, whose doubles (Grisu2) are not always the shortest and
/// whose series take a line a number.
class JsonText {
 public:
  void begin_object();
  void end_object();
  void begin_array();
  void end_array();
  void key(std::string_view name);
  void value(double number);
  void value(std::uint64_t number);
  void value(bool flag);
  void value(std::string_view text);

  void value(const char* text) { value(std::string_view(text)); }

  void value(const std::vector<double>& numbers);

  /// The text with a newline at its end; call it once, after the outermost end.
  std::string take();

 private:
  void open(char bracket);
  void close(char bracket);
  void place();

  std::string text_;
  std::vector<bool> empty_;  // a level each: nothing written inside so far
  bool after_key_ = false;
};

}  // namespace tiersim::lab
