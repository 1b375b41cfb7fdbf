#pragma once
// The sections that have no field list of their own, because what they hold depends on what they
// hold: one table of their keys for the reader, the schema and `explain`.
#include <string>
#include <string_view>
#include <vector>

namespace tiersim::lab {

struct KeyForm {
  std::string_view name;
  std::string_view type;        ///< In words: "a time".
  std::string_view definition;  ///< Its definition in the schema: "duration".
  bool required = false;
  std::string_view help;
  std::string_view fallback = "none";  ///< The default, as a file would write it.
};

struct SectionForm {
  std::string_view name;
  std::string_view help;
  std::vector<KeyForm> keys;

  [[nodiscard]] std::vector<std::string> key_names() const;
  /// The text of a key. Precondition: the section has it.
  [[nodiscard]] std::string_view help_of(std::string_view key) const;
};

/// arrivals, users, fault, prices, autoscaler, and the autoscalers that are no product's.
[[nodiscard]] const std::vector<SectionForm>& section_forms();
/// Precondition: there is such a section.
[[nodiscard]] const SectionForm& section_form(std::string_view name);

}  // namespace tiersim::lab
