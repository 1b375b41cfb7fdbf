#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "lab/scenario/source.hpp"

namespace tiersim::lab {

/// Turns offsets into lines and columns. O(log lines) each.
class TextMap {
 public:
  TextMap(std::string file, std::string_view text);

  [[nodiscard]] Place place(std::size_t begin, std::size_t end) const;

  [[nodiscard]] std::string_view text() const { return text_; }

 private:
  std::string file_;
  std::string_view text_;
  std::vector<std::size_t> line_starts_;
};

/// Builds a tree from the events of a parser, JSON's or YAML's; refuses double keys, great depth
/// and great size.
class TreeBuilder {
 public:
  explicit TreeBuilder(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  /// Each gives false when the parser must stop: a limit is passed and said.
  [[nodiscard]] bool key(std::string name, Place place);
  [[nodiscard]] bool scalar(Node node);
  [[nodiscard]] bool begin(Node::Kind kind, Place place);
  [[nodiscard]] bool end();
  /// A whole value at once; its nodes count again.
  [[nodiscard]] bool graft(Node node);

  [[nodiscard]] bool complete() const { return complete_; }

  [[nodiscard]] bool expects_key() const {
    return !open_.empty() && open_.back().node.is_map() && !open_.back().has_key;
  }

  [[nodiscard]] std::size_t depth() const { return open_.size(); }

  [[nodiscard]] Node& root() { return root_; }

  /// The value that was completed last, until the next event.
  [[nodiscard]] const Node& last() const;

 private:
  struct Open {
    Node node;
    bool has_key = false;
    std::string key;
    Place key_place;
    std::string pointer;
  };

  bool place_value(Node node);
  bool count(const Place& place, std::size_t nodes);
  [[nodiscard]] std::string pointer_here() const;

  Diagnostics& diagnostics_;
  std::vector<Open> open_;
  Node root_;
  std::size_t nodes_ = 0;
  bool complete_ = false;
};

[[nodiscard]] std::optional<Node> parse_json(const std::string& file, std::string_view text,
                                             Diagnostics& diagnostics);
[[nodiscard]] std::optional<Node> parse_yaml(const std::string& file, std::string_view text,
                                             Diagnostics& diagnostics);
/// Every document that is not empty.
[[nodiscard]] std::vector<Node> parse_yaml_stream(const std::string& file, std::string_view text,
                                                  Diagnostics& diagnostics);

}  // namespace tiersim::lab
