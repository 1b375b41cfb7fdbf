// JSON by nlohmann's event parser. It tells no places, so the input iterator counts what the parser
// has consumed: an event comes right after its token, and only numbers are read one character too
// far.
#include <cstddef>
#include <iterator>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "lab/scenario/tree_builder.hpp"

namespace tiersim::lab {

namespace {

using nlohmann::json;

/// Reads characters and tells a shared cursor how far it has come.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, const char** cursor) : at_(at), cursor_(cursor) {}

  reference operator*() const { return *at_; }

  CountingIterator& operator++() {
    ++at_;
    *cursor_ = at_;
    return *this;
  }

  CountingIterator operator++(int) {
    CountingIterator before = *this;
    ++*this;
    return before;
  }

  friend bool operator==(const CountingIterator& a, const CountingIterator& b) {
    return a.at_ == b.at_;
  }

  friend bool operator!=(const CountingIterator& a, const CountingIterator& b) { return !(a == b); }

 private:
  const char* at_;
  const char** cursor_;
};

bool is_number_letter(char letter) {
  return (letter >= '0' && letter <= '9') || letter == '-' || letter == '+' || letter == '.' ||
         letter == 'e' || letter == 'E';
}

/// Takes the parser's events to the tree builder, with places.
class JsonEvents {
 public:
  JsonEvents(const TextMap& map, const char** cursor, Diagnostics& diagnostics)
      : map_(map), cursor_(cursor), diagnostics_(diagnostics), builder_(diagnostics) {}

  bool null() { return builder_.scalar(literal(Node::Kind::Null, 4)); }

  bool boolean(bool value) {
    Node node = literal(Node::Kind::Bool, value ? 4 : 5);
    node.boolean = value;
    return builder_.scalar(std::move(node));
  }

  bool number_integer(json::number_integer_t value) {
    return number(static_cast<double>(value), value);
  }

  bool number_unsigned(json::number_unsigned_t value) {
    const bool fits =
        value <= static_cast<json::number_unsigned_t>(std::numeric_limits<std::int64_t>::max());
    return number(static_cast<double>(value),
                  fits ? std::optional(static_cast<std::int64_t>(value)) : std::nullopt);
  }

  bool number_float(json::number_float_t value, const std::string& /*written*/) {
    return number(value, std::nullopt);
  }

  bool string(std::string& value) {
    Node node;
    node.kind = Node::Kind::String;
    node.text = std::move(value);
    node.place = string_place();
    return builder_.scalar(std::move(node));
  }

  bool binary(json::binary_t& /*value*/) { return false; }  // JSON text has none.

  bool start_object(std::size_t /*unknown*/) { return builder_.begin(Node::Kind::Map, bracket()); }

  bool start_array(std::size_t /*unknown*/) { return builder_.begin(Node::Kind::List, bracket()); }

  bool end_object() { return builder_.end(); }

  bool end_array() { return builder_.end(); }

  bool key(std::string& name) { return builder_.key(std::move(name), string_place()); }

  bool parse_error(std::size_t /*position*/, const std::string& /*token*/,
                   const json::exception& error) {
    describe_error(error.what());
    return false;
  }

  TreeBuilder& builder() { return builder_; }

 private:
  [[nodiscard]] std::size_t consumed() const {
    return static_cast<std::size_t>(*cursor_ - map_.text().data());
  }

  [[nodiscard]] Place bracket() const { return map_.place(consumed() - 1, consumed()); }

  [[nodiscard]] Node literal(Node::Kind kind, std::size_t length) const {
    Node node;
    node.kind = kind;
    node.place = map_.place(consumed() - length, consumed());
    return node;
  }

  bool number(double value, std::optional<std::int64_t> integer) {
    const std::string_view text = map_.text();
    std::size_t end = consumed();
    if (end > 0 && !is_number_letter(text[end - 1])) --end;
    std::size_t begin = end;
    while (begin > 0 && is_number_letter(text[begin - 1])) --begin;
    Node node;
    node.kind = Node::Kind::Number;
    node.number = value;
    node.integer = integer;
    node.place = map_.place(begin, end);
    return builder_.scalar(std::move(node));
  }

  /// From the closing quotation mark back to the opening one: the first that no odd number of
  /// backslashes precedes.
  [[nodiscard]] Place string_place() const {
    const std::string_view text = map_.text();
    const std::size_t end = consumed();
    std::size_t begin = end - 1;
    while (begin > 0) {
      --begin;
      if (text[begin] != '"') continue;
      std::size_t slashes = 0;
      while (slashes < begin && text[begin - 1 - slashes] == '\\') ++slashes;
      if (slashes % 2 == 0) break;
    }
    return map_.place(begin, end);
  }

  /// "[…] parse error at line 3, column 5: syntax error while parsing object - unexpected '}';
  /// expected string literal" becomes message "unexpected '}'" and cure "expected string literal".
  void describe_error(std::string_view what) {
    const std::size_t colon = what.find(": ");
    if (colon != std::string_view::npos) what.remove_prefix(colon + 2);
    const std::size_t dash = what.find(" - ");
    if (dash != std::string_view::npos) what.remove_prefix(dash + 3);
    const std::size_t bracket_end = what.find("] ");
    if (what.starts_with('[') && bracket_end != std::string_view::npos)
      what.remove_prefix(bracket_end + 2);
    std::string problem(what.substr(0, what.find("; last read")));
    std::string cure;
    if (const std::size_t expected = problem.find("; expected "); expected != std::string::npos) {
      cure = problem.substr(expected + 2);
      problem.resize(expected);
    }
    const std::string_view text = map_.text();
    std::size_t at = consumed();
    const bool ended = at >= text.size() && problem.find("end of input") != std::string::npos;
    if (!ended && at > 0) --at;
    if (at < text.size() && (text[at] == '}' || text[at] == ']')) {
      const std::size_t before = text.find_last_not_of(" \t\r\n", at - 1);
      if (at > 0 && before != std::string_view::npos && text[before] == ',') {
        cure = "take away the comma before it";
        problem = std::string("a comma stands before the closing '") + text[at] + "'";
      }
    }
    diagnostics_.add(
        {Severity::Error, "the text is not JSON: " + problem, map_.place(at, at + 1), "", cure});
  }

  const TextMap& map_;
  const char** cursor_;
  Diagnostics& diagnostics_;
  TreeBuilder builder_;
};

}  // namespace

std::optional<Node> parse_json(const std::string& file, std::string_view text,
                               Diagnostics& diagnostics) {
  const TextMap map(file, text);
  const char* cursor = text.data();
  JsonEvents events(map, &cursor, diagnostics);
  const CountingIterator begin(text.data(), &cursor);
  const CountingIterator end(text.data() + text.size(), &cursor);
  const bool read = json::sax_parse(begin, end, &events, json::input_format_t::json, true, true);
  if (!read || !events.builder().complete()) return std::nullopt;
  return std::move(events.builder().root());
}

}  // namespace tiersim::lab
