#include <algorithm>
#include <string>

#include "lab/kubernetes/import_kubernetes.hpp"
#include "lab/scenario/reading.hpp"
#include "sim/assert.hpp"
#include "tests/fuzz/exercise.hpp"

namespace tiersim::lab::test {

namespace {

/// Every place is inside one of the texts.
void check_places(const KubernetesImport& import) {
  for (const Diagnostic& finding : import.diagnostics.items()) {
    TIERSIM_ASSERT(!finding.message.empty());
    const auto text = import.texts.find(finding.place.file);
    if (text != import.texts.end())
      TIERSIM_ASSERT(!render(finding, text->second).empty());
    else
      TIERSIM_ASSERT(finding.place.line == 0);
  }
}

/// What was made is read again without a fault, from the text that is written.
void check_scenario(const KubernetesImport& import) {
  const std::string text = scenario_text(import, "//");
  const Reading reading =
      read_scenario("made.json", {}, [&text](const std::string&) { return std::optional(text); });
  TIERSIM_ASSERT(reading.scenario.has_value());
}

}  // namespace

void exercise_kubernetes(std::string_view input) {
  std::vector<NamedText> texts;
  for (std::size_t begin = 0; begin <= input.size();) {
    const std::size_t end = std::min(input.find('\0', begin), input.size());
    texts.push_back({"k" + std::to_string(texts.size()) + ".yaml",
                     std::string(input.substr(begin, end - begin))});
    begin = end + 1;
  }
  const KubernetesImport import = import_kubernetes(texts);
  TIERSIM_ASSERT(import.scenario.has_value() != import.diagnostics.has_errors());
  check_places(import);
  TIERSIM_ASSERT(!import.scenario || !notes_text(import.notes).empty());
  if (import.scenario) check_scenario(import);
}

}  // namespace tiersim::lab::test
