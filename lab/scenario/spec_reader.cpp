#include "lab/scenario/spec_reader.hpp"

#include <algorithm>

#include "lab/scenario/spec_field.hpp"
#include "lab/scenario/value_scan.hpp"

namespace tiersim::lab {

bool SpecReader::open(const Node& node, const std::string& owner,
                      const std::vector<std::string>& known) {
  if (!node.is_map()) {
    reader_.fault(node, owner + " is an object, not " + in_words(node),
                  "it holds " + joined(known));
    return false;
  }
  for (const Member& member : node.members) {
    const bool is_known = std::find(known.begin(), known.end(), member.key) != known.end();
    if (!is_known) reader_.unknown_key(node, member, owner, known, "field");
  }
  return true;
}

void SpecReader::needs(const Node& map, const std::string& key, const std::string& owner,
                       std::string cure) {
  if (!reader_.is_mistyped(&map, key))
    reader_.fault(map, owner + " needs \"" + key + "\"", std::move(cure));
}

const Node* SpecReader::present(const Node& map, const std::string& key) {
  const Node* node = map.find(key);
  return node == nullptr || node->is_null() ? nullptr : node;
}

const Node* SpecReader::list(const Node& map, const std::string& key) {
  const Node* node = present(map, key);
  return node != nullptr && reader_.expect_list(*node, key) ? node : nullptr;
}

std::optional<std::int32_t> SpecReader::whole(const Node& map, const std::string& key) {
  const Node* node = present(map, key);
  int value = 0;
  if (node == nullptr || !read_scalar(reader_, slot_at(*node, key), value)) return std::nullopt;
  reader_.note(slot_at(*node, key), std::to_string(value), "");
  return value;
}

std::optional<double> SpecReader::number(const Node& map, const std::string& key) {
  const Node* node = present(map, key);
  double value = 0;
  if (node == nullptr || !read_scalar(reader_, slot_at(*node, key), value)) return std::nullopt;
  reader_.note(slot_at(*node, key), write_number(value), "");
  return value;
}

std::optional<bool> SpecReader::flag(const Node& map, const std::string& key) {
  const Node* node = present(map, key);
  bool value = false;
  if (node == nullptr || !read_scalar(reader_, slot_at(*node, key), value)) return std::nullopt;
  reader_.note(slot_at(*node, key), value ? "true" : "false", "");
  return value;
}

std::string SpecReader::text(const Node& map, const std::string& key, const std::string& owner,
                             const std::string& cure) {
  const Node* node = map.find(key);
  std::string value;
  if (node == nullptr)
    needs(map, key, owner, cure);
  else if (read_scalar(reader_, slot_at(*node, key), value))
    reader_.note(slot_at(*node, key), value, "");
  return value;
}

std::optional<std::string> SpecReader::optional_text(const Node& map, const std::string& key) {
  const Node* node = present(map, key);
  std::string value;
  if (node == nullptr || !read_scalar(reader_, slot_at(*node, key), value)) return std::nullopt;
  reader_.note(slot_at(*node, key), value, "");
  return value;
}

std::optional<Quantity> SpecReader::quantity(const Node& map, const std::string& key) {
  const Node* node = present(map, key);
  if (node == nullptr) return std::nullopt;
  const std::string written = node->is_number() ? (node->integer ? std::to_string(*node->integer)
                                                                 : write_number(node->number))
                                                : node->text;
  const std::optional<Quantity> value =
      node->is_number() || node->is_string() ? parse_quantity(written) : std::nullopt;
  if (!value) {
    reader_.fault(*node, "\"" + key + "\" is not a quantity: " + in_words(*node),
                  "write \"500m\", \"100\" or \"1Gi\"");
    return std::nullopt;
  }
  reader_.note(slot_at(*node, key), written, "");
  return value;
}

void SpecReader::assume(const Node& map, const std::string& key, const std::string& value,
                        std::string_view help) {
  Slot slot;
  slot.pointer = map.pointer + "/" + key;
  slot.help = help;
  reader_.note(slot, value, "");
}

void SpecReader::refuse(const Node& spec, const std::vector<SpecViolation>& violations) {
  for (const SpecViolation& violation : violations) {
    reader_.fault(node_of_field(spec, violation.field),
                  "\"" + violation.field + "\" " + violation.message, "");
  }
}

NamedFile::NamedFile(ReadingContext& context, const Node& node) {
  if (!node.is_string()) {
    inline_ = &node;
    return;
  }
  const std::string path = context.path_from(node);
  const std::optional<std::string> text = context.files(path);
  if (!text) {
    context.reader.fault(node, "cannot read " + quote(path),
                         "name a file that exists and can be read");
    return;
  }
  const std::string& kept = context.texts[path] = *text;
  read_ = parse_source(path, kept, context.diagnostics);
  if (!read_) return;
  assign_pointers(*read_, node.pointer);
  collect_places(*read_, context.places);
}

const Node* spec_of_manifest(Reader& reader, const Node& node, const ManifestForm& form) {
  const Node* spec = node.find("spec");
  if (spec == nullptr && node.find("apiVersion") == nullptr && node.find("metadata") == nullptr)
    return &node;
  static const std::vector<std::string> known{"apiVersion", "kind", "metadata", "spec", "status"};
  for (const Member& member : node.members) {
    if (std::find(known.begin(), known.end(), member.key) == known.end()) {
      reader.unknown_key(node, member, "a manifest", known, "field");
    }
  }
  const Node* kind = node.find("kind");
  if (kind != nullptr && kind->text != form.kind) {
    reader.fault(*kind, "the manifest is a " + kind->text + ", not a " + form.kind,
                 "name the " + form.kind + "'s own file");
    return nullptr;
  }
  const Node* version = node.find("apiVersion");
  if (version != nullptr && version->text != form.api_version) {
    reader.fault(*version, "\"apiVersion\" is " + in_words(*version),
                 "convert it to \"" + form.api_version + "\"");
  }
  if (spec == nullptr)
    reader.fault(node, "a manifest needs a \"spec\"", "add \"spec\": " + form.spec_example);
  return spec;
}

}  // namespace tiersim::lab
