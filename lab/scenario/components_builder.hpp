#pragma once
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "lab/scenario/assemble.hpp"
#include "models/autoscaling/cluster/cluster.hpp"
#include "models/autoscaling/cluster/node_autoscaler.hpp"
#include "models/compute/deployment.hpp"
#include "models/edge/load_balancer.hpp"
#include "models/link/link.hpp"

namespace tiersim::lab {

/// Calls through to a component that may not have been built yet, for calls may go round in
/// circles. Adds no frame.
class Relay final : public Service {
 public:
  Task<Outcome> serve(Request request) override { return target_->serve(request); }

  [[nodiscard]] Router* router() override { return target_->router(); }

  void connect(Service& target) { target_ = &target; }

 private:
  Service* target_ = nullptr;
};

/// Builds the components of a scenario and binds names to services, with the links that wrap their
/// calls.
class ComponentsBuilder {
 public:
  ComponentsBuilder(const Scenario& scenario, const NameTables& names, World& world);

  void build();

  /// Precondition of both: built, and there is one of this name.
  [[nodiscard]] Component& component(const std::string& name);

  [[nodiscard]] Deployment& deployment(const std::string& name) { return *deployments_.at(name); }

  /// Whom `from` reaches under the name `to`: the component itself, or the link that wraps calls
  /// from there.
  [[nodiscard]] Service& service(const std::string& from, const std::string& to);
  [[nodiscard]] Context context(const std::string& path, ComponentId id,
                                const std::string& zone) const;
  [[nodiscard]] ZoneId zone(const std::string& name, ZoneId without_name) const;

  /// In the order of the scenario; then the cluster, if there is one.
  std::vector<std::unique_ptr<Component>> components;
  std::unique_ptr<cluster::NodeAutoscaler> node_autoscaler;

  struct BuiltLink {
    std::string from;
    std::string to;
    std::unique_ptr<Link> link;
  };

  std::vector<BuiltLink> links;

 private:
  void build_cluster();

  using Made = std::unique_ptr<Component>;
  Made make(const LoadBalancerParams& params, Context context);
  Made make(const DeploymentParams& params, Context context);
  Made make(const StationParams& params, Context context);
  Made make(const ConnectionPoolParams& params, Context context);
  Made make(const PostgresParams& params, Context context);
  Made make(const CacheParams& params, Context context);

  [[nodiscard]] LoadBalancer::Target balancer_target(const Context& context, const std::string& to,
                                                     int weight);
  [[nodiscard]] const LinkParams* link_params(const std::string& from, const std::string& to) const;
  Link& add_link(const std::string& from, const std::string& to, const LinkParams& params,
                 Service& next);
  [[nodiscard]] Relay& relay(const std::string& name);
  [[nodiscard]] ClassId class_id(const std::string& name) const;

  const Scenario& scenario_;
  const NameTables& names_;
  World& world_;
  std::map<std::string, std::unique_ptr<Relay>> relays_;
  std::map<std::string, Deployment*> deployments_;
};

}  // namespace tiersim::lab
