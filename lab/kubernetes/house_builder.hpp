#pragma once
// Turns manifests into the tree of a scenario. Private to this room.
#include <map>
#include <string>
#include <vector>

#include "lab/kubernetes/manifest.hpp"

namespace tiersim::lab {

/// Builds components, then the workloads that reach them.
class HouseBuilder {
 public:
  HouseBuilder(const std::vector<Manifest>& manifests, ImportNotes& notes, Diagnostics& diagnostics)
      : manifests_(manifests), notes_(notes), diagnostics_(diagnostics) {}

  /// The whole scenario. Nothing but faults when no workload of pods is there.
  [[nodiscard]] Node build();

 private:
  struct Workload {
    const Manifest* manifest;
    std::string component;  ///< Its name in the scenario.
    Node node;
    std::string balancer{};  ///< That sends it requests; empty: clients do.
    std::int64_t replicas = 1;
  };

  void add_workloads();
  void add_workload(const Manifest& manifest);
  void add_autoscalers();
  void add_autoscaler(const Manifest& manifest, std::map<const Workload*, const Manifest*>& taken);
  void add_request_metric(const std::string& name, const std::string& component);
  void place_replicas(Workload& workload);
  void add_balancers();
  void add_balancer(const Manifest& service);
  void note_other_kinds();
  [[nodiscard]] bool add_budget(const Manifest& manifest);
  void warn_of_vertical(const Manifest& vertical);
  void add_clients();
  void add_run();
  [[nodiscard]] Workload* find(const std::string& kind, const std::string& name_space,
                               const std::string& name);
  [[nodiscard]] std::string unique_name(const Manifest& manifest, const std::string& suffix);
  [[nodiscard]] double default_rate(const Workload& workload) const;
  void use(const Manifest& manifest, const std::string& as);
  void assume(const std::string& path, const std::string& value, const std::string& source);

  const std::vector<Manifest>& manifests_;
  ImportNotes& notes_;
  Diagnostics& diagnostics_;
  std::vector<Workload> workloads_{};
  std::vector<std::pair<std::string, Node>> balancers_{};
  std::vector<std::string> names_{};
  Node metrics_{};
  Node root_{};
};

}  // namespace tiersim::lab
