#include "lab/scenario/tree_builder.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace tiersim::lab {

namespace {

std::size_t count_nodes(const Node& node) {
  std::size_t count = 1;
  for (const Node& item : node.items) count += count_nodes(item);
  for (const Member& member : node.members) count += count_nodes(member.value);
  return count;
}

std::size_t depth_of(const Node& node) {
  std::size_t deepest = 0;
  for (const Node& item : node.items) deepest = std::max(deepest, depth_of(item));
  for (const Member& member : node.members) deepest = std::max(deepest, depth_of(member.value));
  return deepest + (node.is_list() || node.is_map() ? 1 : 0);
}

}  // namespace

TextMap::TextMap(std::string file, std::string_view text)
    : file_(std::move(file)), text_(text), line_starts_{0} {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') line_starts_.push_back(i + 1);
  }
}

Place TextMap::place(std::size_t begin, std::size_t end) const {
  begin = std::min(begin, text_.size());
  const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), begin);
  const auto line = static_cast<std::size_t>(after - line_starts_.begin());
  const std::size_t column = begin - line_starts_[line - 1] + 1;
  const std::size_t length = end > begin ? end - begin : 1;
  return {file_, static_cast<int>(line), static_cast<int>(column), static_cast<int>(length)};
}

const Node& TreeBuilder::last() const {
  if (open_.empty()) return root_;
  const Node& parent = open_.back().node;
  return parent.is_map() ? parent.members.back().value : parent.items.back();
}

std::string TreeBuilder::pointer_here() const {
  std::string pointer;
  for (const Open& open : open_) {
    if (open.node.is_list())
      pointer += "/" + std::to_string(open.node.items.size());
    else if (open.has_key)
      pointer += "/" + pointer_token(open.key);
  }
  return pointer;
}

bool TreeBuilder::count(const Place& place, std::size_t nodes) {
  nodes_ += nodes;
  if (nodes_ <= source_nodes_max) return true;
  diagnostics_.add({Severity::Error,
                    "the file holds more than " + std::to_string(source_nodes_max) + " values",
                    place, pointer_here(), "split it, or name long data by file"});
  return false;
}

bool TreeBuilder::key(std::string name, Place place) {
  Open& open = open_.back();
  open.key = std::move(name);
  open.key_place = std::move(place);
  open.has_key = true;
  return true;
}

bool TreeBuilder::place_value(Node node) {
  if (open_.empty()) {
    root_ = std::move(node);
    complete_ = true;
    return true;
  }
  Open& open = open_.back();
  if (open.node.is_list()) {
    open.node.items.push_back(std::move(node));
  } else {
    open.node.members.push_back({std::move(open.key), std::move(open.key_place), std::move(node)});
    open.has_key = false;
  }
  return true;
}

bool TreeBuilder::scalar(Node node) {
  return count(node.place, 1) && place_value(std::move(node));
}

bool TreeBuilder::graft(Node node) {
  if (!count(node.place, count_nodes(node))) return false;
  if (depth() + depth_of(node) <= source_depth_max) return place_value(std::move(node));
  diagnostics_.add({Severity::Error,
                    "values are nested deeper than " + std::to_string(source_depth_max) + " levels",
                    node.place, pointer_here(), "no scenario needs this"});
  return false;
}

bool TreeBuilder::begin(Node::Kind kind, Place place) {
  if (!count(place, 1)) return false;
  if (open_.size() >= source_depth_max) {
    diagnostics_.add(
        {Severity::Error,
         "values are nested deeper than " + std::to_string(source_depth_max) + " levels", place,
         pointer_here(), "no scenario needs this"});
    return false;
  }
  Open open;
  open.pointer = pointer_here();
  open.node.kind = kind;
  open.node.place = std::move(place);
  open_.push_back(std::move(open));
  return true;
}

bool TreeBuilder::end() {
  Open open = std::move(open_.back());
  open_.pop_back();
  // Double keys are refused here rather than at each key, so that a map of n keys costs n log n.
  std::set<std::string_view> seen;
  for (const Member& member : open.node.members) {
    if (seen.insert(member.key).second) continue;
    const Node* first = open.node.find(member.key);
    diagnostics_.add(
        {Severity::Error, "\"" + member.key + "\" stands here a second time", member.key_place,
         open.pointer + "/" + pointer_token(member.key),
         "its first value is in line " + std::to_string(first->place.line) + "; keep one of them"});
  }
  return place_value(std::move(open.node));
}

}  // namespace tiersim::lab
