#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/description/diagnostic.hpp"

namespace tiersim::lab {

struct Member;

/// A value of a scenario file and where it stands. JSON and YAML give the same tree.
struct Node {
  enum class Kind { Null, Bool, Number, String, List, Map };

  Kind kind = Kind::Null;
  bool boolean = false;
  double number = 0;
  std::optional<std::int64_t>
      integer;                  ///< The number, when it was written as a whole number that fits.
  std::string text;             ///< Of a string, unescaped.
  std::vector<Node> items;      ///< Of a list.
  std::vector<Member> members;  ///< Of a map, in the order of the file; keys are unique.
  Place place;
  std::string pointer;  ///< In the merged tree; set by `assign_pointers`.

  [[nodiscard]] const Node* find(std::string_view key) const;
  [[nodiscard]] Node* find(std::string_view key);

  [[nodiscard]] bool is_map() const { return kind == Kind::Map; }

  [[nodiscard]] bool is_list() const { return kind == Kind::List; }

  [[nodiscard]] bool is_string() const { return kind == Kind::String; }

  [[nodiscard]] bool is_number() const { return kind == Kind::Number; }

  [[nodiscard]] bool is_null() const { return kind == Kind::Null; }
};

/// A key of a map and its value.
struct Member {
  std::string key;
  Place key_place;
  Node value;
};

/// Texts above these are refused: no scenario needs them, and no file can make the reader run away.
inline constexpr std::size_t source_bytes_max = std::size_t{16} << 20;
inline constexpr std::size_t source_nodes_max = 200'000;
inline constexpr std::size_t source_depth_max = 64;
inline constexpr std::size_t source_documents_max = 10'000;

/// Reads JSON with // and /* */ comments, otherwise strict, or YAML when the name ends in .yaml or
/// .yml (one document). Nothing when the text is no such thing; then, and for keys that stand
/// twice, `diagnostics` says why. O(text).
[[nodiscard]] std::optional<Node> parse_source(const std::string& file, std::string_view text,
                                               Diagnostics& diagnostics);

/// Reads a stream of documents as `kubectl` does: YAML documents between lines of ---, or one JSON
/// value when the text begins with { or [. Empty documents are left out. After a fault, which
/// `diagnostics` tells, what stood before it. O(text).
[[nodiscard]] std::vector<Node> parse_documents(const std::string& file, std::string_view text,
                                                Diagnostics& diagnostics);

/// Writes into every node the JSON pointer under which it stands, `pointer` being that of the root.
void assign_pointers(Node& node, const std::string& pointer = {});

/// A key as a reference token of a JSON pointer: ~ and / are escaped (RFC 6901).
[[nodiscard]] std::string pointer_token(std::string_view key);

/// "an object", "a list", "the text \"abc\"", "the number 3", "true", "null": a value in the words
/// of a message.
[[nodiscard]] std::string in_words(const Node& node);

/// The tree as JSON with sorted keys and shortest numbers, without spaces: equal trees give equal
/// bytes.
[[nodiscard]] std::string canonical_json(const Node& node);

/// The tree as JSON for people: keys in the order of the file, two spaces a level, short lists on
/// one line.
[[nodiscard]] std::string pretty_json(const Node& node);

/// FNV-1a, 64 bit, as 16 hexadecimal digits. Reference: Fowler, Noll, Vo, the FNV hash, offset
/// 14695981039346656037.
[[nodiscard]] std::string fnv1a_64(std::string_view bytes);

}  // namespace tiersim::lab
