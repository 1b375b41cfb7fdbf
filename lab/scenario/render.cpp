#include <algorithm>
#include <string>

#include "lab/scenario/reading.hpp"

namespace tiersim::lab {

namespace {

constexpr std::size_t line_width_max = 160;
constexpr int letter_bytes_max = 4;  // UTF-8

/// Terminal colours, or nothing.
struct Paint {
  bool on = false;

  [[nodiscard]] std::string operator()(std::string_view code, std::string_view text) const {
    return on ? "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m"
              : std::string(text);
  }
};

/// The lines of a text, asked for in any order; quick when they are asked for in their own.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {}

  std::string_view line(int wanted) {
    if (wanted < number_) {
      number_ = 1;
      begin_ = 0;
    }
    for (; number_ < wanted; ++number_) {
      const std::size_t end = text_.find('\n', begin_);
      if (end == std::string_view::npos) return {};
      begin_ = end + 1;
    }
    std::string_view line = text_.substr(begin_, text_.find('\n', begin_) - begin_);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
  }

 private:
  std::string_view text_;
  int number_ = 1;  ///< of the line at `begin_`
  std::size_t begin_ = 0;
};

bool continues_letter(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

/// Letters in a stretch of UTF-8, for carets that stand under what they mean.
std::size_t letters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char byte) { return !continues_letter(byte); }));
}

/// Tabs and control characters take one column each, so that carets fit.
std::string printable(std::string_view text) {
  std::string result(text);
  for (char& byte : result) {
    if (static_cast<unsigned char>(byte) < 0x20 || byte == 0x7F) byte = ' ';
  }
  return result;
}

/// The line with its number and carets below; long lines are cut around the place.
std::string excerpt(const Place& place, std::string_view line, const Paint& paint) {
  const std::size_t column = static_cast<std::size_t>(std::max(1, place.column)) - 1;
  if (column > line.size()) return {};
  std::size_t begin =
      column > line_width_max / 2 && line.size() > line_width_max ? column - line_width_max / 2 : 0;
  // No letter is cut; in what is not UTF-8, where bytes may continue for ever, it does not matter.
  for (int i = 0; i < letter_bytes_max && begin > 0 && continues_letter(line[begin]); ++i) --begin;
  std::size_t end = std::min(line.size(), begin + line_width_max);
  for (int i = 0; i < letter_bytes_max && end < line.size() && continues_letter(line[end]); ++i)
    ++end;
  const std::size_t marked_end =
      std::clamp(column + static_cast<std::size_t>(std::max(1, place.length)), column, end);
  const std::size_t carets =
      std::max<std::size_t>(1, letters(line.substr(column, marked_end - column)));
  std::string number = std::to_string(place.line);
  if (number.size() < 4) number.insert(0, 4 - number.size(), ' ');
  return number + " | " + printable(line.substr(begin, end - begin)) + "\n" +
         std::string(number.size(), ' ') + " | " +
         std::string(letters(line.substr(begin, column - begin)), ' ') +
         paint("1;32", std::string(carets, '^')) + "\n";
}

std::string where(const Place& place) {
  std::string text = place.file;
  if (place.line > 0) text += ":" + std::to_string(place.line) + ":" + std::to_string(place.column);
  return text;
}

std::string render(const Diagnostic& diagnostic, Lines& lines, bool colour) {
  const Paint paint{colour};
  const bool is_error = diagnostic.severity == Severity::Error;
  std::string out = paint("1", where(diagnostic.place) + ":") + " " +
                    (is_error ? paint("1;31", "error:") : paint("1;35", "warning:")) + " " +
                    paint("1", printable(diagnostic.message)) + "\n";
  if (!diagnostic.pointer.empty()) out += "    " + printable(diagnostic.pointer) + "\n";
  if (diagnostic.place.line > 0)
    out += excerpt(diagnostic.place, lines.line(diagnostic.place.line), paint);
  if (!diagnostic.cure.empty()) out += "  " + printable(diagnostic.cure) + "\n";
  return out;
}

}  // namespace

std::string render(const Diagnostic& diagnostic, std::string_view text, bool colour) {
  Lines lines(text);
  return render(diagnostic, lines, colour);
}

std::string render(const Reading& reading, bool colour) {
  std::string out;
  std::string_view file;
  Lines lines({});
  for (const Diagnostic& diagnostic : reading.diagnostics.items()) {
    if (out.empty() || diagnostic.place.file != file) {
      file = diagnostic.place.file;
      const auto text = reading.texts.find(diagnostic.place.file);
      lines = Lines(text == reading.texts.end() ? std::string_view{} : text->second);
    }
    if (!out.empty()) out += "\n";
    out += render(diagnostic, lines, colour);
  }
  return out;
}

}  // namespace tiersim::lab
