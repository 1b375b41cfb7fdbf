// YAML by yaml-cpp's event parser, whose marks give the places. Plain scalars are resolved by
// YAML 1.2's core schema, with JSON's numbers only: yes, no, on and 0x10 are text.
#include <charconv>
#include <map>
#include <sstream>
#include <string>
#include <utility>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "lab/scenario/tree_builder.hpp"

namespace tiersim::lab {

namespace {

/// Leaves the parser, which knows no other way out.
struct StopParsing {};

/// The offset of the first byte that is not UTF-8 (Unicode 15, table 3-7: no overlong forms, no
/// surrogates), or the length of the text. yaml-cpp takes any byte for a character.
std::size_t utf8_prefix(std::string_view text) {
  const auto byte = [text](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  std::size_t i = 0;
  while (i < text.size()) {
    const unsigned lead = byte(i);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (length > 1 && (lead < 0xC2 || lead > 0xF4)) return i;
    const unsigned low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const unsigned high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (length > 1 && (byte(i + 1) < low || byte(i + 1) > high)) return i;
    for (std::size_t k = 2; k < length; ++k) {
      if (byte(i + k) < 0x80 || byte(i + k) > 0xBF) return i;
    }
    i += length;
  }
  return i;
}

bool is_json_number(std::string_view text) {
  std::size_t i = 0;
  const auto digits = [&] {
    const std::size_t begin = i;
    while (i < text.size() && text[i] >= '0' && text[i] <= '9') ++i;
    return i > begin;
  };
  if (i < text.size() && (text[i] == '-' || text[i] == '+')) ++i;
  if (!digits()) return false;
  if (i < text.size() && text[i] == '.') {
    ++i;
    if (!digits()) return false;
  }
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    if (i < text.size() && (text[i] == '-' || text[i] == '+')) ++i;
    if (!digits()) return false;
  }
  return i == text.size();
}

/// The value of a scalar without quotation marks.
Node resolve_plain(const std::string& text) {
  Node node;
  if (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL")
    return node;
  const bool yes = text == "true" || text == "True" || text == "TRUE";
  if (yes || text == "false" || text == "False" || text == "FALSE") {
    node.kind = Node::Kind::Bool;
    node.boolean = yes;
    return node;
  }
  const char* begin = text.data() + (text.front() == '+' ? 1 : 0);
  const char* end = text.data() + text.size();
  double number = 0;
  if (is_json_number(text) && std::from_chars(begin, end, number).ec == std::errc{}) {
    node.kind = Node::Kind::Number;
    node.number = number;
    std::int64_t integer = 0;
    const auto [rest, error] = std::from_chars(begin, end, integer);
    if (error == std::errc{} && rest == end) node.integer = integer;
    return node;
  }
  node.kind = Node::Kind::String;
  node.text = text;
  return node;
}

class YamlEvents final : public YAML::EventHandler {
 public:
  YamlEvents(const TextMap& map, Diagnostics& diagnostics)
      : map_(map), diagnostics_(diagnostics), builder_(diagnostics) {}

  void OnDocumentStart(const YAML::Mark& /*mark*/) override {}

  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    scalar(mark, "", true, anchor);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    scalar(mark, value, tag == "?", anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = anchors_.find(anchor);
    if (builder_.expects_key() || found == anchors_.end()) {
      refuse(mark, "an alias cannot stand here", "write the value out");
    }
    go(builder_.graft(found->second));
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value /*style*/) override {
    open(Node::Kind::List, mark, anchor);
  }

  void OnMapStart(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value /*style*/) override {
    open(Node::Kind::Map, mark, anchor);
  }

  void OnSequenceEnd() override { close(); }

  void OnMapEnd() override { close(); }

  TreeBuilder& builder() { return builder_; }

 private:
  [[noreturn]] static void stop() { throw StopParsing{}; }

  static void go(bool on) {
    if (!on) stop();
  }

  [[noreturn]] void refuse(const YAML::Mark& mark, std::string message, std::string cure) {
    diagnostics_.add({Severity::Error, std::move(message), place(mark, 1), "", std::move(cure)});
    stop();
  }

  [[nodiscard]] Place place(const YAML::Mark& mark, std::size_t length) const {
    const auto begin = static_cast<std::size_t>(mark.pos < 0 ? 0 : mark.pos);
    return map_.place(begin, begin + length);
  }

  /// The length as written: quotation marks count, a block scalar is marked by its first line only.
  [[nodiscard]] Place scalar_place(const YAML::Mark& mark, const std::string& value) const {
    const std::string_view text = map_.text();
    const auto begin = static_cast<std::size_t>(mark.pos < 0 ? 0 : mark.pos);
    if (begin < text.size() && (text[begin] == '"' || text[begin] == '\'')) {
      const char quote = text[begin];
      std::size_t end = begin + 1;
      while (end < text.size() && text[end] != quote && text[end] != '\n')
        end += quote == '"' && text[end] == '\\' ? 2 : 1;
      return map_.place(begin, std::min(end + 1, text.size()));
    }
    return map_.place(begin, begin + std::min(value.size(), value.find('\n')));
  }

  void scalar(const YAML::Mark& mark, const std::string& value, bool plain, YAML::anchor_t anchor) {
    if (builder_.expects_key()) return go(builder_.key(value, scalar_place(mark, value)));
    Node node;
    if (plain) {
      node = resolve_plain(value);
    } else {
      node.kind = Node::Kind::String;
      node.text = value;
    }
    node.place = scalar_place(mark, value);
    if (anchor != YAML::NullAnchor) anchors_[anchor] = node;
    go(builder_.scalar(std::move(node)));
  }

  void open(Node::Kind kind, const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (builder_.expects_key()) refuse(mark, "a key must be a text", "write the key as one word");
    go(builder_.begin(kind, place(mark, 1)));
    open_anchors_.push_back(anchor);
  }

  void close() {
    go(builder_.end());
    const YAML::anchor_t anchor = open_anchors_.back();
    open_anchors_.pop_back();
    if (anchor != YAML::NullAnchor) anchors_[anchor] = builder_.last();
  }

  const TextMap& map_;
  Diagnostics& diagnostics_;
  TreeBuilder builder_;
  std::map<YAML::anchor_t, Node> anchors_;
  std::vector<YAML::anchor_t> open_anchors_;
};

/// Up to `most` documents of a stream, each given to `keep`; false after a fault, which is said.
template <class Keep>
bool read_stream(const TextMap& map, std::size_t most, const Keep& keep, Diagnostics& diagnostics) {
  const std::string_view text = map.text();
  if (const std::size_t good = utf8_prefix(text); good < text.size()) {
    diagnostics.add({Severity::Error, "the text is not UTF-8", map.place(good, good + 1), "",
                     "save the file as UTF-8"});
    return false;
  }
  std::istringstream input{std::string(text)};
  try {
    YAML::Parser parser(input);
    for (std::size_t i = 0; i < most; ++i) {
      YamlEvents events(map, diagnostics);
      if (!parser.HandleNextDocument(events)) return true;
      if (events.builder().complete()) keep(std::move(events.builder().root()));
    }
  } catch (const StopParsing&) {
    return false;
  } catch (const YAML::Exception& error) {
    const auto at = static_cast<std::size_t>(error.mark.pos < 0 ? 0 : error.mark.pos);
    diagnostics.add(
        {Severity::Error, "the text is not YAML: " + error.msg, map.place(at, at + 1), "", ""});
    return false;
  }
  return true;
}

}  // namespace

std::optional<Node> parse_yaml(const std::string& file, std::string_view text,
                               Diagnostics& diagnostics) {
  const TextMap map(file, text);
  std::optional<Node> root;
  const auto keep = [&root](Node node) { root = std::move(node); };
  if (!read_stream(map, 1, keep, diagnostics)) return std::nullopt;
  if (!root) {
    diagnostics.add({Severity::Error, "the file is empty", map.place(0, 1), "",
                     "a scenario is one YAML document"});
  }
  return root;
}

std::vector<Node> parse_yaml_stream(const std::string& file, std::string_view text,
                                    Diagnostics& diagnostics) {
  const TextMap map(file, text);
  std::vector<Node> documents;
  const auto keep = [&documents](Node node) {
    if (!node.is_null()) documents.push_back(std::move(node));
  };
  read_stream(map, source_documents_max, keep, diagnostics);
  return documents;
}

}  // namespace tiersim::lab
