#include "lab/scenario/spec_field.hpp"

#include <optional>
#include <string>

#include "lab/scenario/value_scan.hpp"

namespace tiersim::lab {

namespace {

/// "behavior.scaleUp.policies[1].value" as the pointer "/behavior/scaleUp/policies/1/value".
std::string pointer_of_field(std::string_view field) {
  std::string pointer = "/";
  for (const char letter : field) {
    if (letter == '.' || letter == '[')
      pointer += '/';
    else if (letter != ']')
      pointer += letter;
  }
  return pointer;
}

/// A key of an object, or of an object inside it: MetricSpec has `resource`, `pods`, … unfolded
/// into it.
const Node* find_below(const Node& node, std::string_view key, int levels) {
  if (const Node* found = node.find(key); found != nullptr || levels == 0) return found;
  for (const Member& member : node.members) {
    if (const Node* found = find_below(member.value, key, levels - 1); found != nullptr)
      return found;
  }
  return nullptr;
}

}  // namespace

const Node& node_of_field(const Node& spec, std::string_view field) {
  const std::string whole = pointer_of_field(field);
  std::string_view pointer = whole;
  const Node* at = &spec;
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const std::string_view token = pointer.substr(0, pointer.find('/'));
    const std::optional<double> index = whole_number_text(token);
    const bool in_list =
        at->is_list() && index && *index >= 0 && *index < static_cast<double>(at->items.size());
    constexpr int unfolded_levels = 2;
    const Node* next = in_list ? &at->items[static_cast<std::size_t>(*index)]
                               : find_below(*at, token, unfolded_levels);
    if (next == nullptr) break;
    at = next;
    pointer.remove_prefix(token.size());
  }
  return *at;
}

}  // namespace tiersim::lab
