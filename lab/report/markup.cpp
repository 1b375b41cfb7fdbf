#include "lab/report/markup.hpp"

namespace tiersim::lab {

std::string escaped(std::string_view text) {
  std::string safe;
  safe.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      case '\'':
        safe += "&#39;";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' && c != '\r') {
          safe += "\uFFFD";
        } else {
          safe += c;
        }
    }
  }
  return safe;
}

std::string unbroken(std::string_view text) {
  std::string bound;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool after_digit = i > 0 && text[i - 1] >= '0' && text[i - 1] <= '9';
    bound += text[i] == ' ' && after_digit ? std::string("\u00A0") : std::string(1, text[i]);
  }
  return bound;
}

}  // namespace tiersim::lab
