#include "lab/scenario/source.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <exception>

#include <nlohmann/json.hpp>

#include "lab/scenario/tree_builder.hpp"

namespace tiersim::lab {

namespace {

std::string quoted(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string shortest(double number) {
  if (number == std::floor(number) && std::abs(number) < 1e15)
    return std::to_string(static_cast<std::int64_t>(number));
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr;
  return {buffer.data(), end};
}

std::string scalar_json(const Node& node) {
  switch (node.kind) {
    case Node::Kind::Bool:
      return node.boolean ? "true" : "false";
    case Node::Kind::Number:
      return node.integer ? std::to_string(*node.integer) : shortest(node.number);
    case Node::Kind::String:
      return quoted(node.text);
    default:
      return "null";
  }
}

bool is_short(const Node& node) {
  return std::all_of(node.items.begin(), node.items.end(), [](const Node& item) {
    return item.members.empty() && (item.items.empty() || is_short(item));
  });
}

void write_pretty(const Node& node, const std::string& indent, std::string& out) {
  const std::string inner = indent + "  ";
  if (node.is_map() && !node.members.empty()) {
    out += "{\n";
    for (const Member& member : node.members) {
      out += inner + quoted(member.key) + ": ";
      write_pretty(member.value, inner, out);
      out += &member == &node.members.back() ? "\n" : ",\n";
    }
    out += indent + "}";
  } else if (node.is_list() && !node.items.empty() && !is_short(node)) {
    out += "[\n";
    for (const Node& item : node.items) {
      out += inner;
      write_pretty(item, inner, out);
      out += &item == &node.items.back() ? "\n" : ",\n";
    }
    out += indent + "]";
  } else if (node.is_list()) {
    out += "[";
    for (const Node& item : node.items) {
      if (&item != &node.items.front()) out += ", ";
      write_pretty(item, inner, out);
    }
    out += "]";
  } else {
    out += node.is_map() ? "{}" : scalar_json(node);
  }
}

void write_canonical(const Node& node, std::string& out) {
  if (node.is_map()) {
    std::vector<const Member*> sorted;
    for (const Member& member : node.members) sorted.push_back(&member);
    std::sort(sorted.begin(), sorted.end(),
              [](const Member* a, const Member* b) { return a->key < b->key; });
    out += '{';
    for (const Member* member : sorted) {
      if (member != sorted.front()) out += ',';
      out += quoted(member->key) + ":";
      write_canonical(member->value, out);
    }
    out += '}';
  } else if (node.is_list()) {
    out += '[';
    for (const Node& item : node.items) {
      if (&item != &node.items.front()) out += ',';
      write_canonical(item, out);
    }
    out += ']';
  } else {
    out += scalar_json(node);
  }
}

}  // namespace

const Node* Node::find(std::string_view key) const {
  const auto found = std::find_if(members.begin(), members.end(),
                                  [&](const Member& member) { return member.key == key; });
  return found == members.end() ? nullptr : &found->value;
}

Node* Node::find(std::string_view key) {
  const auto found = std::find_if(members.begin(), members.end(),
                                  [&](const Member& member) { return member.key == key; });
  return found == members.end() ? nullptr : &found->value;
}

namespace {

/// Calls `parse` unless the text is too long; what a parser throws besides its own errors must not
/// end the program: the file is at fault, not tiersim.
template <class Parse>
auto guarded(const std::string& file, std::string_view text, Diagnostics& diagnostics,
             const Parse& parse) -> decltype(parse()) {
  if (text.size() > source_bytes_max) {
    diagnostics.add({Severity::Error,
                     "the file is longer than " + std::to_string(source_bytes_max >> 20) + " MiB",
                     {file, 1, 1, 1},
                     "",
                     "name long data by file instead"});
    return {};
  }
  try {
    return parse();
  } catch (const std::exception& error) {
    diagnostics.add({Severity::Error,
                     std::string("the text cannot be read: ") + error.what(),
                     {file, 1, 1, 1},
                     "",
                     ""});
    return {};
  }
}

}  // namespace

std::optional<Node> parse_source(const std::string& file, std::string_view text,
                                 Diagnostics& diagnostics) {
  const bool yaml = file.ends_with(".yaml") || file.ends_with(".yml");
  return guarded(file, text, diagnostics, [&]() -> std::optional<Node> {
    return yaml ? parse_yaml(file, text, diagnostics) : parse_json(file, text, diagnostics);
  });
}

std::vector<Node> parse_documents(const std::string& file, std::string_view text,
                                  Diagnostics& diagnostics) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  const bool json = first != std::string_view::npos && (text[first] == '{' || text[first] == '[');
  return guarded(file, text, diagnostics, [&]() -> std::vector<Node> {
    if (!json) return parse_yaml_stream(file, text, diagnostics);
    std::optional<Node> value = parse_json(file, text, diagnostics);
    std::vector<Node> documents;
    if (value) documents.push_back(std::move(*value));
    return documents;
  });
}

std::string pointer_token(std::string_view key) {
  std::string token;
  for (const char letter : key) {
    if (letter == '~')
      token += "~0";
    else if (letter == '/')
      token += "~1";
    else
      token += letter;
  }
  return token;
}

void assign_pointers(Node& node, const std::string& pointer) {
  node.pointer = pointer;
  for (std::size_t i = 0; i < node.items.size(); ++i)
    assign_pointers(node.items[i], pointer + "/" + std::to_string(i));
  for (Member& member : node.members)
    assign_pointers(member.value, pointer + "/" + pointer_token(member.key));
}

std::string in_words(const Node& node) {
  constexpr std::size_t long_text = 40;
  switch (node.kind) {
    case Node::Kind::Null:
      return "null";
    case Node::Kind::Bool:
      return node.boolean ? "true" : "false";
    case Node::Kind::Number:
      return "the number " + scalar_json(node);
    case Node::Kind::String:
      return node.text.size() <= long_text ? "the text " + quoted(node.text) : "a text";
    case Node::Kind::List:
      return "a list";
    case Node::Kind::Map:
      return "an object";
  }
  return {};
}

std::string canonical_json(const Node& node) {
  std::string out;
  write_canonical(node, out);
  return out;
}

std::string pretty_json(const Node& node) {
  std::string out;
  write_pretty(node, "", out);
  return out + "\n";
}

std::string fnv1a_64(std::string_view bytes) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char byte : bytes) {
    hash ^= static_cast<unsigned char>(byte);
    hash *= 1099511628211ULL;
  }
  std::string digits(16, '0');
  for (std::size_t i = 0; i < digits.size(); ++i)
    digits[15 - i] = "0123456789abcdef"[(hash >> (4 * i)) & 15];
  return digits;
}

}  // namespace tiersim::lab
