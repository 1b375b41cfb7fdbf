#include "lab/kubernetes/manifest.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace tiersim::lab {
namespace {

constexpr std::string_view template_mark = "{{";

/// The place of an offset in a text.
Place place_at(const NamedText& text, std::size_t offset) {
  const std::string_view before = std::string_view(text.text).substr(0, offset);
  const std::size_t line_start = before.rfind('\n') == before.npos ? 0 : before.rfind('\n') + 1;
  return {text.name, static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1,
          static_cast<int>(offset - line_start) + 1, static_cast<int>(template_mark.size())};
}

Diagnostic template_fault(const Place& place) {
  return {Severity::Error, "this is a template of Helm's, not a manifest", place, "",
          "render it first: helm template RELEASE CHART | tiersim import k8s -"};
}

/// A value that was left for Helm to fill, within quotation marks.
const Node* template_value(const Node& node) {
  if (node.is_string() && node.text.find(template_mark) != std::string::npos) return &node;
  for (const Node& item : node.items) {
    if (const Node* found = template_value(item)) return found;
  }
  for (const Member& member : node.members) {
    if (const Node* found = template_value(member.value)) return found;
  }
  return nullptr;
}

/// What is told of a document that is no object of the API.
std::string stray(const Node& document) {
  if (!document.is_map()) return in_words(document) + ": not an object";
  return document.find("apiVersion") == nullptr ? "a document without apiVersion and kind"
                                                : "a document without kind";
}

class ManifestReader {
 public:
  ManifestReader(ImportNotes& notes, Diagnostics& diagnostics)
      : notes_(notes), diagnostics_(diagnostics) {}

  void read(const NamedText& text) {
    Diagnostics faults;
    std::vector<Node> documents = parse_documents(text.name, text.text, faults);
    const std::size_t mark = text.text.find(template_mark);
    if (faults.has_errors() && mark != std::string::npos) {
      // What a template is wrong about as YAML would lead away from what is the matter.
      diagnostics_.add(template_fault(place_at(text, mark)));
      return;
    }
    diagnostics_.add(faults);
    for (Node& document : documents) take(std::move(document));
  }

  std::vector<Manifest>& manifests() { return manifests_; }

 private:
  void take(Node document) {
    const std::string kind = text_of(&document, "kind");
    if (kind.empty()) {
      notes_.ignored.push_back({document.place, stray(document)});
      return;
    }
    Node* items = document.find("items");
    if (kind.ends_with("List") && items != nullptr && items->is_list()) {
      for (Node& item : items->items) {
        // The objects of a typed list, as `kubectl get deploy -o json` has them, may leave it out.
        if (item.is_map() && item.find("kind") == nullptr && kind.size() > 4)
          add_member(item, "kind", text_node(kind.substr(0, kind.size() - 4), item.place));
        take(std::move(item));
      }
      return;
    }
    add(std::move(document), kind);
  }

  void add(Node document, const std::string& kind) {
    const Node* metadata = document.find("metadata");
    const Node* name = descend(&document, {"metadata", "name"});
    Manifest made{kind,
                  text_of(&document, "apiVersion"),
                  text_of(metadata, "namespace", "default"),
                  name == nullptr ? std::string{} : name->text,
                  name == nullptr ? document.place : name->place,
                  std::move(document)};
    if (made.name.empty()) {
      diagnostics_.add({Severity::Error, "a " + kind + " needs a name", made.place, "",
                        "add metadata: { name: … }"});
      return;
    }
    const auto key = std::tuple(kind, made.name_space, made.name);
    const auto [known, is_new] = places_.emplace(key, made.place);
    if (!is_new) {
      diagnostics_.add({Severity::Error, "there are two objects " + made.title(), made.place, "",
                        "the first stands at " + known->second.file + ":" +
                            std::to_string(known->second.line) + "; take one away"});
      return;
    }
    manifests_.push_back(std::move(made));
  }

  ImportNotes& notes_;
  Diagnostics& diagnostics_;
  std::vector<Manifest> manifests_;
  std::map<std::tuple<std::string, std::string, std::string>, Place> places_;
};

}  // namespace

std::string Manifest::title() const {
  return kind + " " + (name_space == "default" ? "" : name_space + "/") + name;
}

std::vector<Manifest> read_manifests(const std::vector<NamedText>& texts, ImportNotes& notes,
                                     Diagnostics& diagnostics) {
  ManifestReader reader(notes, diagnostics);
  for (const NamedText& text : texts) reader.read(text);
  for (const Manifest& manifest : reader.manifests()) {
    // Other kinds may well hold templates of somebody else's: dashboards, alerts, workflows.
    static const std::set<std::string, std::less<>> read_kinds{
        "Deployment",   "StatefulSet",        "Service", "HorizontalPodAutoscaler",
        "ScaledObject", "PodDisruptionBudget"};
    if (!read_kinds.contains(manifest.kind) || manifest.spec() == nullptr) continue;
    const Node* left_open = nullptr;
    for (const char* part : {"replicas", "minReplicas", "maxReplicas", "metrics", "selector"}) {
      const Node* value = manifest.spec()->find(part);
      if (left_open == nullptr && value != nullptr) left_open = template_value(*value);
    }
    if (left_open == nullptr) continue;
    diagnostics.add(template_fault(left_open->place));
    return {};  // what else it lacks, the template will fill in
  }
  return std::move(reader.manifests());
}

const Node* descend(const Node* node, const std::vector<std::string_view>& keys) {
  for (const std::string_view key : keys) {
    if (node == nullptr) return nullptr;
    node = node->find(key);
  }
  return node;
}

std::string text_of(const Node* node, std::string_view key, std::string_view absent) {
  const Node* value = node == nullptr ? nullptr : node->find(key);
  return value != nullptr && value->is_string() ? value->text : std::string(absent);
}

Node map_node(const Place& place) {
  Node node;
  node.kind = Node::Kind::Map;
  node.place = place;
  return node;
}

Node text_node(std::string text, const Place& place) {
  Node node;
  node.kind = Node::Kind::String;
  node.text = std::move(text);
  node.place = place;
  return node;
}

Node count_node(std::int64_t count, const Place& place) {
  Node node;
  node.kind = Node::Kind::Number;
  node.number = static_cast<double>(count);
  node.integer = count;
  node.place = place;
  return node;
}

void add_member(Node& map, std::string key, Node value) {
  const Place place = value.place;
  map.members.push_back({std::move(key), place, std::move(value)});
}

}  // namespace tiersim::lab
