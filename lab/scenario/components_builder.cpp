#include "lab/scenario/components_builder.hpp"

#include <algorithm>

#include "models/autoscaling/cluster/cluster_autoscaler_loop.hpp"
#include "models/autoscaling/cluster/karpenter_loop.hpp"
#include "models/cache/cache.hpp"
#include "models/data/connection_pool.hpp"
#include "models/data/postgres.hpp"
#include "models/queueing/station_service.hpp"

namespace tiersim::lab {

namespace {

constexpr ZoneId anywhere = 1;

Link::Params to_model(const LinkParams& params) {
  Link::Params link;
  link.timeout = params.timeout;
  if (params.retry) {
    link.attempts_max = params.retry->attempts_max;
    link.backoff_base = params.retry->backoff_base;
    link.backoff_max = params.retry->backoff_max;
    link.budget_ratio = params.retry->budget_ratio;
  }
  return link;
}

}  // namespace

ComponentsBuilder::ComponentsBuilder(const Scenario& scenario, const NameTables& names,
                                     World& world)
    : scenario_(scenario), names_(names), world_(world) {
  for (const ComponentSpec& spec : scenario.components)
    relays_.emplace(spec.name, std::make_unique<Relay>());
}

void ComponentsBuilder::build() {
  // Deployments first: balancers need their lists of endpoints. Everything else is reached through
  // relays.
  std::vector<std::size_t> order(scenario_.components.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_partition(order.begin(), order.end(), [this](std::size_t i) {
    return std::holds_alternative<DeploymentParams>(scenario_.components[i].params);
  });
  components.resize(order.size());
  for (const std::size_t i : order) {
    const ComponentSpec& spec = scenario_.components[i];
    components[i] = std::visit(
        [&](const auto& params) {
          std::string zone_name;
          if constexpr (requires { params.zone; }) zone_name = params.zone;
          return make(params, context(spec.name, static_cast<ComponentId>(i), zone_name));
        },
        spec.params);
    relay(spec.name).connect(*components[i]);
  }
  build_cluster();
}

void ComponentsBuilder::build_cluster() {
  if (!scenario_.cluster) return;
  const auto column = static_cast<ComponentId>(names_.columns.size() - 1);
  auto made = std::make_unique<cluster::Cluster>(
      *scenario_.cluster, context(Scenario::cluster_name, column, {}),
      [this](const std::string& name) { return zone(name, anywhere); });
  for (const auto& [name, deployment] : deployments_) deployment->live_in(*made);
  if (scenario_.cluster->cluster_autoscaler)
    node_autoscaler = std::make_unique<cluster::ClusterAutoscalerLoop>(*made);
  if (scenario_.cluster->karpenter)
    node_autoscaler = std::make_unique<cluster::KarpenterLoop>(*made);
  components.push_back(std::move(made));
}

Context ComponentsBuilder::context(const std::string& path, ComponentId id,
                                   const std::string& zone_name) const {
  return Context{world_, path, id, zone(zone_name, anywhere)};
}

Component& ComponentsBuilder::component(const std::string& name) {
  const auto found = std::find_if(components.begin(), components.end(),
                                  [&](const auto& built) { return built->path() == name; });
  return **found;
}

ZoneId ComponentsBuilder::zone(const std::string& name, ZoneId without_name) const {
  if (name.empty()) return without_name;
  const auto found = std::find(names_.zones.begin(), names_.zones.end(), name);
  return static_cast<ZoneId>(found - names_.zones.begin());
}

ClassId ComponentsBuilder::class_id(const std::string& name) const {
  const auto found = std::find(names_.classes.begin(), names_.classes.end(), name);
  return static_cast<ClassId>(found - names_.classes.begin());
}

Relay& ComponentsBuilder::relay(const std::string& name) {
  return *relays_.at(name);
}

const LinkParams* ComponentsBuilder::link_params(const std::string& from,
                                                 const std::string& to) const {
  for (const LinkSpec& link : scenario_.links) {
    if (link.from == from && link.to == to) return &link.params;
  }
  return nullptr;
}

Link& ComponentsBuilder::add_link(const std::string& from, const std::string& to,
                                  const LinkParams& params, Service& next) {
  const auto caller = std::find(names_.columns.begin(), names_.columns.end(), from);
  const bool is_component = caller != names_.columns.end();
  Context place = context(
      from + "->" + to,
      is_component ? static_cast<ComponentId>(caller - names_.columns.begin()) : ComponentId{0},
      {});
  links.push_back({from, to, std::make_unique<Link>(to_model(params), std::move(place), next)});
  return *links.back().link;
}

Service& ComponentsBuilder::service(const std::string& from, const std::string& to) {
  const LinkParams* const params = link_params(from, to);
  if (params == nullptr) return relay(to);
  for (const BuiltLink& built : links) {
    if (built.from == from && built.to == to) return *built.link;
  }
  return add_link(from, to, *params, relay(to));
}

LoadBalancer::Target ComponentsBuilder::balancer_target(const Context& place, const std::string& to,
                                                        int weight) {
  LoadBalancer::Target target;
  target.weight = weight;
  const auto deployment = deployments_.find(to);
  if (deployment == deployments_.end()) {
    target.service = &service(place.path, to);
    return target;
  }
  target.endpoints = &deployment->second->endpoints();
  if (const LinkParams* const params = link_params(place.path, to)) {
    deployment->second->keep_pods();  // a retry may still hold the link of a pod that is gone
    target.wrap = [this, from = place.path, to, params](Service& pod) -> Service& {
      return add_link(from, to, *params, pod);
    };
  }
  return target;
}

ComponentsBuilder::Made ComponentsBuilder::make(const LoadBalancerParams& params, Context place) {
  std::vector<LoadBalancer::Target> targets;
  if (params.to) targets.push_back(balancer_target(place, params.to->name, 1));
  for (const WeightedTarget& backend : params.backends) {
    targets.push_back(balancer_target(place, backend.to.name, backend.weight));
  }
  return std::make_unique<LoadBalancer>(params, std::move(place), std::move(targets));
}

ComponentsBuilder::Made ComponentsBuilder::make(const DeploymentParams& params, Context place) {
  const std::string name = place.path;
  Binding binding;
  binding.service = [this, name](const std::string& to) -> Service& { return service(name, to); };
  binding.operation = [this](const std::string& operation) { return class_id(operation); };
  binding.draw_number = [&place](const std::string& step) { return place.draw_number(step); };
  std::vector<Program> programs(names_.classes.size());
  for (const auto& [operation, steps] : params.operations) {
    programs[class_id(operation)] = bind_steps(steps, binding, operation);
  }
  std::vector<ZoneId> zones;
  for (const std::string& zone_name : params.zones) zones.push_back(zone(zone_name, anywhere));
  if (zones.empty()) zones.push_back(anywhere);
  auto made = std::make_unique<Deployment>(params, place, std::move(zones), std::move(programs));
  deployments_[name] = made.get();
  return made;
}

ComponentsBuilder::Made ComponentsBuilder::make(const StationParams& params, Context place) {
  Service* const next = params.to ? &service(place.path, params.to->name) : nullptr;
  return std::make_unique<StationService>(params, std::move(place), next);
}

ComponentsBuilder::Made ComponentsBuilder::make(const ConnectionPoolParams& params, Context place) {
  Service& database = service(place.path, params.to.name);
  return std::make_unique<ConnectionPool>(params, std::move(place), database);
}

ComponentsBuilder::Made ComponentsBuilder::make(const PostgresParams& params, Context place) {
  std::vector<ZoneId> zones;
  for (int i = 0; i < params.replicas; ++i) {
    const auto& named = params.replica_zones;
    zones.push_back(named.empty()
                        ? place.zone
                        : zone(named[static_cast<std::size_t>(i) % named.size()], anywhere));
  }
  return std::make_unique<Postgres>(params, std::move(place), zones);
}

ComponentsBuilder::Made ComponentsBuilder::make(const CacheParams& params, Context place) {
  return std::make_unique<Cache>(params, std::move(place));
}

}  // namespace tiersim::lab
