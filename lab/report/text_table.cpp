#include "lab/report/text_table.hpp"

#include <algorithm>

#include "lab/report/format.hpp"

namespace tiersim::lab {
namespace {

constexpr std::size_t gap = 2;

const char* code(Style style) {
  switch (style) {
    case Style::Bold:
      return "\033[1m";
    case Style::Dim:
      return "\033[2m";
    case Style::Good:
      return "\033[32m";
    case Style::Bad:
      return "\033[31m";
    case Style::Open:
      return "\033[33m";
    case Style::Plain:
      break;
  }
  return "";
}

std::vector<std::size_t> column_widths(const std::vector<std::vector<TextCell>>& rows) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], columns_of(row[i].text));
  }
  return widths;
}

}  // namespace

std::string styled(const std::string& text, Style style, bool colour) {
  if (!colour || style == Style::Plain || text.empty()) return text;
  return code(style) + text + "\033[0m";
}

std::string cut(const std::string& text, std::size_t columns) {
  if (columns_of(text) <= columns) return text;
  std::size_t seen = 0;
  std::size_t end = 0;
  for (; end < text.size(); ++end) {
    const bool starts = (static_cast<unsigned char>(text[end]) & 0xC0U) != 0x80U;
    if (starts && ++seen == std::max<std::size_t>(columns, 1)) break;
  }
  return text.substr(0, end) + "…";
}

std::string cut_middle(const std::string& text, std::size_t columns) {
  const std::size_t all = columns_of(text);
  if (all <= columns) return text;
  const std::size_t tail = (columns - 1) / 2;
  std::size_t begin = text.size();
  for (std::size_t seen = 0; seen < tail;) {
    --begin;
    if ((static_cast<unsigned char>(text[begin]) & 0xC0U) != 0x80U) ++seen;
  }
  return cut(text, columns - tail) + text.substr(begin);
}

std::string text_table(const std::vector<std::vector<TextCell>>& rows, std::size_t width,
                       bool colour) {
  const std::vector<std::size_t> widths = column_widths(rows);
  std::string lines;
  for (const auto& row : rows) {
    std::string line;
    std::size_t used = 0;
    std::size_t pending =
        0;  // blanks owed before the next text: none are left at the end of a line
    for (std::size_t i = 0; i < row.size() && used + pending < width; ++i) {
      const std::string text = cut(row[i].text, width - used - pending);
      const std::size_t columns = columns_of(text);
      const std::size_t blanks = widths[i] > columns ? widths[i] - columns : 0;
      if (row[i].right) pending += blanks;
      if (!text.empty() && used + pending + columns <= width) {
        line += std::string(pending, ' ') + styled(text, row[i].style, colour);
        used += pending + columns;
        pending = 0;
      }
      pending += gap + (row[i].right ? 0 : blanks);
    }
    lines += line + '\n';
  }
  return lines;
}

}  // namespace tiersim::lab
