#include "lab/kubernetes/import_kubernetes.hpp"

#include <algorithm>
#include <utility>

#include "lab/kubernetes/house_builder.hpp"
#include "lab/scenario/reading.hpp"

namespace tiersim::lab {
namespace {

std::string where(const Place& place) {
  return place.line > 0 ? place.file + ":" + std::to_string(place.line) + "  " : std::string{};
}

/// Nothing of what was given can be simulated.
void refuse_nothing(const std::vector<NamedText>& texts, const std::vector<Manifest>& manifests,
                    Diagnostics& diagnostics) {
  std::string found;
  for (const Manifest& manifest : manifests) {
    if (found.find(manifest.kind) == std::string::npos)
      found += (found.empty() ? ", only " : ", ") + manifest.kind;
  }
  const Place place = manifests.empty() ? Place{texts.empty() ? "" : texts.front().name, 1, 1, 1}
                                        : manifests.front().place;
  diagnostics.add({Severity::Error, "there is no Deployment or StatefulSet to simulate" + found,
                   place, "",
                   "add the manifest of the pods; read are Deployment, StatefulSet, Service, "
                   "HorizontalPodAutoscaler (v1, v2), ScaledObject, PodDisruptionBudget and lists "
                   "of them"});
}

/// Faults of the scenario's reader are told at the manifest that they come from; the pointer into a
/// scenario that nobody has seen would not help.
void take_findings(const Diagnostics& found, Diagnostics& diagnostics) {
  for (Diagnostic finding : found.items()) {
    if (finding.place.line > 0) finding.pointer.clear();
    diagnostics.add(std::move(finding));
  }
}

/// As the files were named, then from top to bottom.
void sort_notes(std::vector<ImportNote>& notes, const std::vector<NamedText>& texts) {
  const auto rank = [&texts](const ImportNote& note) {
    const auto file = std::find_if(texts.begin(), texts.end(), [&](const NamedText& text) {
      return text.name == note.place.file;
    });
    return std::pair(file - texts.begin(), note.place.line);
  };
  std::stable_sort(notes.begin(), notes.end(),
                   [&](const ImportNote& a, const ImportNote& b) { return rank(a) < rank(b); });
}

void import_into(KubernetesImport& import, const std::vector<NamedText>& texts) {
  for (const NamedText& text : texts) import.texts[text.name] = text.text;
  const std::vector<Manifest> manifests = read_manifests(texts, import.notes, import.diagnostics);
  HouseBuilder builder(manifests, import.notes, import.diagnostics);
  Node root = builder.build();
  if (root.members.empty() && !import.diagnostics.has_errors())
    refuse_nothing(texts, manifests, import.diagnostics);
  if (root.members.empty()) return;
  const Reading reading = read_scenario_tree(root, "imported", {});
  take_findings(reading.diagnostics, import.diagnostics);
  if (!import.diagnostics.has_errors()) import.scenario = std::move(root);
}

}  // namespace

KubernetesImport import_kubernetes(const std::vector<NamedText>& texts) {
  KubernetesImport import;
  import_into(import, texts);
  import.diagnostics.sort();
  sort_notes(import.notes.used, texts);
  sort_notes(import.notes.ignored, texts);
  return import;
}

std::string notes_text(const ImportNotes& notes) {
  std::string text;
  const auto list = [&text](const char* heading, const std::vector<ImportNote>& lines) {
    if (lines.empty()) return;
    text += std::string(text.empty() ? "" : "\n") + heading + "\n";
    for (const ImportNote& note : lines) text += "  " + where(note.place) + note.text + "\n";
  };
  list("used", notes.used);
  list("defaulted: replace what you know better", notes.defaulted);
  list("ignored", notes.ignored);
  return text;
}

std::string scenario_text(const KubernetesImport& import, std::string_view comment) {
  std::string text;
  const auto line = [&](const std::string& words) {
    text += std::string(comment) + (words.empty() ? "" : " ") + words + "\n";
  };
  std::string files;
  for (const auto& [name, content] : import.texts) files += (files.empty() ? "" : ", ") + name;
  line("Made by tiersim import k8s of " + files + ".");
  line("No manifest says the following; replace what you know better:");
  for (const ImportNote& note : import.notes.defaulted) line("  " + note.text);
  return text + pretty_json(*import.scenario);
}

}  // namespace tiersim::lab
