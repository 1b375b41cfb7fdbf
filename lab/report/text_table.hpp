#pragma once
#include <cstddef>
#include <string>
#include <vector>

namespace tiersim::lab {

/// How a piece of terminal text stands out, as an ANSI code; plain without colour.
enum class Style { Plain, Bold, Dim, Good, Bad, Open };

/// Text between the codes of its style, or the text alone without colour.
std::string styled(const std::string& text, Style style, bool colour);

/// A cell of a table: numbers to the right.
struct TextCell {
  std::string text;
  bool right = false;
  Style style = Style::Plain;
};

/// Rows of equally wide columns, two blanks apart, no blanks at the ends of lines; each line ends
/// with a newline. Cells beyond `width` columns of the screen are cut with "…".
std::string text_table(const std::vector<std::vector<TextCell>>& rows, std::size_t width,
                       bool colour);

/// The first `columns` columns of the text; "…" at the end when something is missing.
std::string cut(const std::string& text, std::size_t columns);

/// As cut, with "…" in the middle: names of a family differ at their ends.
std::string cut_middle(const std::string& text, std::size_t columns);

}  // namespace tiersim::lab
