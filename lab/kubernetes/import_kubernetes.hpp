#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lab/kubernetes/manifest.hpp"

namespace tiersim::lab {

/// What came of manifests: a scenario unless there are errors, and what was done to them.
struct KubernetesImport {
  std::optional<Node> scenario;  ///< One that `check` accepts.
  ImportNotes notes;
  Diagnostics diagnostics;                   ///< In the order of the texts.
  std::map<std::string, std::string> texts;  ///< Name to text, for `render`.
};

/// Makes a scenario of Kubernetes manifests: a balancer for each Service, a deployment for each
/// Deployment and StatefulSet with its resources, probes, lifecycle and replicas, its
/// HorizontalPodAutoscaler as it is written. Traffic, and what a request costs, no manifest says:
/// they get values that are noted as defaulted. Never throws on account of what a text holds.
[[nodiscard]] KubernetesImport import_kubernetes(const std::vector<NamedText>& texts);

/// The three lists, a line each: "file:line  text". Empty lists are left out.
[[nodiscard]] std::string notes_text(const ImportNotes& notes);

/// The scenario as a file for people: comments that say where it comes from and which values are to
/// be replaced, then the tree as JSON. `comment` opens a comment: "//", or "#" for YAML.
[[nodiscard]] std::string scenario_text(const KubernetesImport& import, std::string_view comment);

}  // namespace tiersim::lab
