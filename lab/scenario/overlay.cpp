#include "lab/scenario/overlay.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <utility>

#include "sim/description/nearest_name.hpp"

namespace tiersim::lab {

namespace {

constexpr std::size_t overlays_max = 16;

std::string normal(const std::filesystem::path& path) {
  return path.lexically_normal().generic_string();
}

/// Reads one file and, below it, the file that it extends.
class Loader {
 public:
  Loader(const FileReader& reader, std::map<std::string, std::string>& texts,
         Diagnostics& diagnostics)
      : reader_(reader), texts_(texts), diagnostics_(diagnostics) {}

  /// `asked_at` is the value that names the file; null for the scenario itself.
  std::optional<Node> load(const std::string& path, const Node* asked_at) {
    if (!may_open(path, asked_at)) return std::nullopt;
    const std::optional<std::string> text = reader_(path);
    if (!text) {
      complain(path, asked_at, "cannot read \"" + path + "\"",
               "name a file that exists and can be read");
      return std::nullopt;
    }
    const std::string& kept = texts_[path] = *text;
    std::optional<Node> tree = parse_source(path, kept, diagnostics_);
    if (!tree) return std::nullopt;
    if (!tree->is_map()) {
      diagnostics_.add({Severity::Error, "a scenario is an object, not " + in_words(*tree),
                        tree->place, "", "begin it with {"});
      return std::nullopt;
    }
    return on_top_of_base(path, std::move(*tree));
  }

 private:
  bool may_open(const std::string& path, const Node* asked_at) {
    const bool again = std::find(chain_.begin(), chain_.end(), path) != chain_.end();
    if (!again && chain_.size() < overlays_max) {
      chain_.push_back(path);
      return true;
    }
    std::string circle;
    for (const std::string& step : chain_) circle += step + " -> ";
    complain(path, asked_at,
             again ? "\"extends\" goes in a circle: " + circle + path : "\"extends\" goes too deep",
             again ? "one of these files must not extend another"
                   : "at most 16 files may build on each other");
    return false;
  }

  void complain(const std::string& path, const Node* asked_at, std::string message,
                std::string cure) {
    const Place place = asked_at != nullptr ? asked_at->place : Place{path, 0, 0, 0};
    diagnostics_.add({Severity::Error, std::move(message), place,
                      asked_at != nullptr ? "/extends" : "", std::move(cure)});
  }

  std::optional<Node> on_top_of_base(const std::string& path, Node tree) {
    const Node* extends = tree.find("extends");
    if (extends == nullptr) return tree;
    if (!extends->is_string() || extends->text.empty()) {
      diagnostics_.add({Severity::Error,
                        "\"extends\" must be the name of a file, not " + in_words(*extends),
                        extends->place, "/extends", "write \"other.json\""});
      return std::nullopt;
    }
    std::optional<Node> base = load(resolve_path(path, extends->text), extends);
    if (!base) return std::nullopt;
    std::erase_if(tree.members, [](const Member& member) { return member.key == "extends"; });
    return merge(std::move(*base), std::move(tree));
  }

  const FileReader& reader_;
  std::map<std::string, std::string>& texts_;
  Diagnostics& diagnostics_;
  std::vector<std::string> chain_;
};

/// One step of a path and where it stands in the text of the set.
struct Step {
  std::string name;
  std::size_t begin = 0;
};

std::vector<Step> split_path(std::string_view path) {
  const char separator = path.find('/') != std::string_view::npos ? '/' : '.';
  std::vector<Step> steps;
  std::size_t begin = path.starts_with('/') ? 1 : 0;
  while (begin <= path.size()) {
    const std::size_t end = std::min(path.find(separator, begin), path.size());
    steps.push_back({std::string(path.substr(begin, end - begin)), begin});
    begin = end + 1;
  }
  return steps;
}

void move_places(Node& node, const Place& place) {
  node.place = place;
  for (Node& item : node.items) move_places(item, place);
  for (Member& member : node.members) {
    member.key_place = place;
    move_places(member.value, place);
  }
}

/// Applies one set; knows where each part of it stands.
class Setter {
 public:
  Setter(const std::string& set, int line, Diagnostics& diagnostics)
      : set_(set), line_(line), diagnostics_(diagnostics) {}

  void apply(Node& root) {
    const std::size_t equals = set_.find('=');
    if (equals == std::string::npos || equals == 0) {
      complain(0, set_.size(), "a set is path=value", "write --set components.api.replicas=3");
      return;
    }
    const std::vector<Step> steps = split_path(std::string_view(set_).substr(0, equals));
    Node* at = &root;
    for (std::size_t i = 0; i < steps.size() && at != nullptr; ++i) {
      const bool is_last = i + 1 == steps.size();
      at = step_into(*at, steps[i], i, is_last ? value(equals + 1) : std::optional<Node>{});
      path_ += "/" + pointer_token(steps[i].name);
    }
  }

 private:
  [[nodiscard]] Place place(std::size_t begin, std::size_t length) const {
    return {std::string(set_file), line_, static_cast<int>(begin) + 1,
            static_cast<int>(std::max<std::size_t>(1, length))};
  }

  void complain(std::size_t begin, std::size_t length, std::string message, std::string cure) {
    diagnostics_.add(
        {Severity::Error, std::move(message), place(begin, length), path_, std::move(cure)});
  }

  /// The value: JSON if it is, else the text itself.
  [[nodiscard]] Node value(std::size_t begin) const {
    const std::string text = set_.substr(begin);
    Diagnostics unused;
    std::optional<Node> node = parse_source(std::string(set_file), text, unused);
    if (!node || unused.has_errors()) {
      node = Node{};
      node->kind = Node::Kind::String;
      node->text = text;
    }
    move_places(*node, place(begin, text.size()));
    return std::move(*node);
  }

  /// Goes one step down, making room where the reader will judge; with a value, puts it there.
  Node* step_into(Node& parent, const Step& step, std::size_t depth,
                  std::optional<Node> new_value) {
    if (parent.is_list()) return element(parent, step, std::move(new_value));
    if (!parent.is_map()) {
      complain(step.begin, step.name.size(),
               "\"" + path_ + "\" is " + in_words(parent) + " and has no \"" + step.name + "\"",
               "set it as a whole");
      return nullptr;
    }
    Node* child = parent.find(step.name);
    if (child == nullptr) {
      // Below these stand names of the scenario's own, so a new name is a slip of the pen and not a
      // new parameter.
      const bool names_here =
          depth == 1 && (path_ == "/components" || path_ == "/workload") && !new_value;
      if (names_here) {
        std::vector<std::string> names;
        for (const Member& member : parent.members) names.push_back(member.key);
        complain(step.begin, step.name.size(),
                 "there is no \"" + step.name + "\" in " + path_.substr(1),
                 did_you_mean(step.name, names));
        return nullptr;
      }
      parent.members.push_back({step.name, place(step.begin, step.name.size()), Node{}});
      child = &parent.members.back().value;
      child->kind = Node::Kind::Map;
      child->place = place(step.begin, step.name.size());
    }
    if (new_value && new_value->is_null()) {
      std::erase_if(parent.members, [&](const Member& member) { return member.key == step.name; });
      return nullptr;
    }
    if (new_value) *child = std::move(*new_value);
    return child;
  }

  Node* element(Node& list, const Step& step, std::optional<Node> new_value) {
    std::size_t index = 0;
    const char* end = step.name.data() + step.name.size();
    const auto [rest, error] = std::from_chars(step.name.data(), end, index);
    if (error != std::errc{} || rest != end || index >= list.items.size()) {
      complain(
          step.begin, step.name.size(), "\"" + path_ + "\" has no element \"" + step.name + "\"",
          list.items.empty() ? "the list is empty"
                             : "its elements are 0 to " + std::to_string(list.items.size() - 1));
      return nullptr;
    }
    if (new_value) list.items[index] = std::move(*new_value);
    return &list.items[index];
  }

  const std::string& set_;
  int line_;
  Diagnostics& diagnostics_;
  std::string path_;
};

}  // namespace

std::string resolve_path(const std::string& from, const std::string& named) {
  return normal(std::filesystem::path(from).parent_path() / named);
}

Node merge(Node lower, Node upper) {
  if (!lower.is_map() || !upper.is_map()) return upper;
  lower.place = upper.place;
  for (Member& member : upper.members) {
    if (member.value.is_null()) {
      std::erase_if(lower.members, [&](const Member& below) { return below.key == member.key; });
    } else if (Node* below = lower.find(member.key); below != nullptr) {
      *below = merge(std::move(*below), std::move(member.value));
    } else {
      lower.members.push_back(std::move(member));
    }
  }
  return lower;
}

void apply_set(Node& root, const std::string& set, int line, Diagnostics& diagnostics) {
  Setter(set, line, diagnostics).apply(root);
}

std::optional<Node> load_tree(const std::string& path, const std::vector<std::string>& sets,
                              const FileReader& reader, std::map<std::string, std::string>& texts,
                              Diagnostics& diagnostics) {
  std::optional<Node> tree = Loader(reader, texts, diagnostics).load(normal(path), nullptr);
  if (!tree) return std::nullopt;
  std::string& set_text = texts[std::string(set_file)];
  for (std::size_t i = 0; i < sets.size(); ++i) {
    std::string line = sets[i];
    std::replace(line.begin(), line.end(), '\n', ' ');
    set_text += line + "\n";
    apply_set(*tree, sets[i], static_cast<int>(i) + 1, diagnostics);
  }
  assign_pointers(*tree);
  return tree;
}

}  // namespace tiersim::lab
