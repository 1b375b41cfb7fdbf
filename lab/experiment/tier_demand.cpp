#include "lab/experiment/tier_demand.hpp"

namespace tiersim::lab {

namespace {

constexpr double no_limit = std::numeric_limits<double>::quiet_NaN();

Demand own(const CallRates::Load& load) {
  return {load.calls_per_s, load.own_work, load.own_squares};
}

Demand queries(const CallRates::Load& load) {
  return {load.calls_per_s, load.read_work + load.write_work,
          load.read_squares + load.write_squares};
}

Demand reads(const CallRates::Load& load) {
  return {load.reads_per_s, load.read_work, load.read_squares};
}

Demand writes(const CallRates::Load& load) {
  return {load.writes_per_s, load.write_work, load.write_squares};
}

void list_tiers(const ComponentSpec& spec, std::vector<Tier>& tiers) {
  if (const auto* station = std::get_if<StationParams>(&spec.params)) {
    tiers.push_back({spec.name, &spec, static_cast<double>(station->servers), own});
  } else if (const auto* pod = std::get_if<DeploymentParams>(&spec.params)) {
    const int pods = spec.replicas_max();
    tiers.push_back({spec.name, &spec, pods * cores_of(*pod), own});
  } else if (const auto* database = std::get_if<PostgresParams>(&spec.params)) {
    const double each = database->concurrency;
    if (database->replicas == 0) {
      tiers.push_back({spec.name, &spec, each, queries});
    } else {
      tiers.push_back({spec.name + "/primary", &spec, each, writes});
      tiers.push_back({spec.name + "/replicas", &spec, each * database->replicas, reads});
    }
  } else {
    tiers.push_back({spec.name, &spec, no_limit, queries});
  }
}

}  // namespace

Demand Tier::demand(const CallRates& rates) const {
  const auto load = rates.loads.find(spec->name);
  return demand_of(load == rates.loads.end() ? CallRates::Load{} : load->second);
}

std::vector<Tier> tiers_of(const Scenario& scenario) {
  std::vector<Tier> tiers;
  for (const ComponentSpec& spec : scenario.components) list_tiers(spec, tiers);
  return tiers;
}

double cores_of(const DeploymentParams& pod) {
  return pod.resources.limits.cpu ? pod.resources.limits.cpu->count : pod.node_cpu.count;
}

}  // namespace tiersim::lab
