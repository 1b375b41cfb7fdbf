#include "cli/variant.hpp"

#include <algorithm>
#include <string_view>

namespace tiersim::cli {

namespace {

std::string trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(' ') - first + 1));
}

/// Splits at commas outside of brackets and quotes.
std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"' && (i == 0 || text[i - 1] != '\\')) quoted = !quoted;
    if (quoted) continue;
    if (c == '(' || c == '[' || c == '{') ++depth;
    if (c == ')' || c == ']' || c == '}') --depth;
    if (c != ',' || depth > 0) continue;
    parts.push_back(trimmed(text.substr(begin, i - begin)));
    begin = i + 1;
  }
  parts.push_back(trimmed(text.substr(begin)));
  return parts;
}

}  // namespace

Variant variant_of(const std::vector<std::string>& sets) {
  Variant variant{"", sets};
  for (const std::string& set : sets) variant.name += (variant.name.empty() ? "" : ", ") + set;
  return variant;
}

std::optional<Variant> parse_variant(const std::string& text) {
  const std::size_t colon = text.rfind(':', text.find('='));
  const bool named = colon != std::string::npos;
  Variant variant = variant_of(split(named ? text.substr(colon + 1) : text));
  if (named) variant.name = trimmed(text.substr(0, colon));
  const auto is_change = [](const std::string& set) {
    const std::size_t equals = set.find('=');
    return equals != std::string::npos && equals > 0;
  };
  if (variant.name.empty() || !std::ranges::all_of(variant.sets, is_change)) return std::nullopt;
  return variant;
}

}  // namespace tiersim::cli
