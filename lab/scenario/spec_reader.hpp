#pragma once
// Specs under names of their own products: what the readers of all of them share. Private to this
// room.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lab/scenario/read_sections.hpp"
#include "models/autoscaling/hpa_spec.hpp"

namespace tiersim::lab {

/// Reads the fields of a spec one by one, as strictly as `kubectl --validate=strict`. A field that
/// is null is absent.
class SpecReader {
 public:
  explicit SpecReader(Reader& reader) : reader_(reader) {}

 protected:
  /// Whether the value is an object; refuses fields that are not known.
  bool open(const Node& node, const std::string& owner, const std::vector<std::string>& known);

  /// A field is missing, unless a refused one was meant to be it.
  void needs(const Node& map, const std::string& key, const std::string& owner, std::string cure);

  /// The value of a field; null: it is absent.
  [[nodiscard]] static const Node* present(const Node& map, const std::string& key);
  const Node* list(const Node& map, const std::string& key);
  std::optional<std::int32_t> whole(const Node& map, const std::string& key);
  std::optional<double> number(const Node& map, const std::string& key);
  std::optional<bool> flag(const Node& map, const std::string& key);
  /// A text that must be there; `cure` says what it may be.
  std::string text(const Node& map, const std::string& key, const std::string& owner,
                   const std::string& cure);
  std::optional<std::string> optional_text(const Node& map, const std::string& key);
  std::optional<Quantity> quantity(const Node& map, const std::string& key);

  /// A default that stands in no file, for the report's list of assumptions.
  void assume(const Node& map, const std::string& key, const std::string& value,
              std::string_view help);

  /// What the product would refuse, each at its field.
  void refuse(const Node& spec, const std::vector<SpecViolation>& violations);

  Reader& reader_;
};

/// The value of an autoscaler's key: the object itself, or the content of the file that a text
/// names.
class NamedFile {
 public:
  NamedFile(ReadingContext& context, const Node& node);

  /// Null: the file cannot be read, and that has been said.
  [[nodiscard]] const Node* tree() const {
    if (inline_ != nullptr) return inline_;
    return read_ ? &*read_ : nullptr;
  }

 private:
  const Node* inline_ = nullptr;
  std::optional<Node> read_;
};

/// A Kubernetes object that may stand as a whole manifest or as its spec only.
struct ManifestForm {
  std::string kind;          ///< "HorizontalPodAutoscaler"
  std::string api_version;   ///< "autoscaling/v2"
  std::string spec_example;  ///< of a shortest spec, for the cure
};

/// The spec inside a manifest, or the value itself; null after a fault.
[[nodiscard]] const Node* spec_of_manifest(Reader& reader, const Node& node,
                                           const ManifestForm& form);

}  // namespace tiersim::lab
