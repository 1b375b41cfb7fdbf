#include "lab/scenario/topology.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/strong_components.hpp>
#include <fmt/format.h>

#include "lab/scenario/autoscaler_lint.hpp"
#include "lab/scenario/call_rates.hpp"
#include "lab/scenario/topology_circles.hpp"

namespace tiersim::lab {

namespace {

using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;

/// The graph of calls with names for its vertices: workloads first, then components.
struct NamedGraph {
  NamedGraph(std::vector<std::string> vertices, const std::vector<CallEdge>& edges)
      : graph(vertices.size()), names(std::move(vertices)) {
    for (std::size_t i = 0; i < names.size(); ++i) index[names[i]] = i;
    for (const CallEdge& edge : edges) boost::add_edge(vertex(edge.from), vertex(edge.to), graph);
  }

  [[nodiscard]] std::size_t vertex(const std::string& name) const { return index.at(name); }

  Graph graph;
  std::vector<std::string> names;
  std::map<std::string, std::size_t> index;
};

std::vector<std::string> vertex_names(const Scenario& scenario) {
  std::vector<std::string> names;
  for (const WorkloadSpec& workload : scenario.workloads) names.push_back(workload.name);
  for (const ComponentSpec& component : scenario.components) names.push_back(component.name);
  return names;
}

std::string link_label(const Scenario& scenario, const std::string& from, const std::string& to) {
  for (const LinkSpec& link : scenario.links) {
    if (link.from != from || link.to != to) continue;
    std::string label;
    if (link.params.timeout)
      label = "timeout " + Distribution::deterministic(*link.params.timeout).text();
    if (link.params.retry)
      label +=
          fmt::format("{}{} tries", label.empty() ? "" : ", ", link.params.retry->attempts_max);
    return label;
  }
  return {};
}

/// Loops in which every request goes round again, and components that no request reaches.
void look_for_loops_and_islands(const Scenario& scenario, const CallRates& rates, Survey& survey) {
  const NamedGraph named(vertex_names(scenario), survey.edges);
  std::vector<std::size_t> part(named.names.size());
  const std::size_t parts = boost::strong_components(named.graph, part.data());
  if (!rates.converged) {
    for (std::size_t p = 0; p < parts; ++p) {
      std::string members;
      for (std::size_t i = 0; i < part.size(); ++i) {
        if (part[i] == p) members += (members.empty() ? "" : " -> ") + named.names[i];
      }
      const auto size = std::count(part.begin(), part.end(), p);
      if (size < 2) continue;
      const std::string first = members.substr(0, members.find(' '));
      survey.findings.add(
          scenario.fault_at("/components/" + first,
                            "calls go round in a loop without an exit: " + members + " -> " + first,
                            "let one of them answer without calling on"));
    }
  }
  std::vector<boost::default_color_type> colours(named.names.size(), boost::white_color);
  for (const WorkloadSpec& workload : scenario.workloads) {
    boost::breadth_first_visit(named.graph, named.vertex(workload.name),
                               boost::color_map(boost::make_iterator_property_map(
                                   colours.begin(), boost::get(boost::vertex_index, named.graph))));
  }
  for (const ComponentSpec& component : scenario.components) {
    if (colours[named.vertex(component.name)] != boost::white_color) continue;
    Diagnostic finding = scenario.fault_at("/components/" + component.name,
                                           "no request reaches \"" + component.name + "\"",
                                           "call it from somewhere, or leave it out");
    finding.severity = Severity::Warning;
    survey.findings.add(std::move(finding));
  }
}

/// Measures each kind of tier by what can be full in it.
class TierMeasure {
 public:
  TierMeasure(const ComponentSpec& spec, const CallRates::Load& load, std::vector<TierLoad>& tiers)
      : spec_(spec), load_(load), tiers_(tiers) {}

  void operator()(const DeploymentParams& params) const {
    const double cores =
        params.resources.limits.cpu ? params.resources.limits.cpu->count : params.node_cpu.count;
    std::string text = fmt::format("{} pods x {:g} cores", params.replicas, cores);
    if (spec_.autoscaler) text += fmt::format(", up to {} pods", spec_.replicas_max());
    const int pods = spec_.replicas_max();
    add(spec_.name, load_.calls_per_s, load_.own_work, cores * pods, text);
  }

  void operator()(const StationParams& params) const {
    add(spec_.name, load_.calls_per_s, load_.own_work, params.servers,
        fmt::format("{} servers", params.servers));
  }

  void operator()(const ConnectionPoolParams& params) const {
    const std::string text = fmt::format("{} connections{}", params.default_pool_size,
                                         params.scope == PoolScope::pod ? " a pod" : "");
    const bool shared = params.scope == PoolScope::shared;
    add(spec_.name, load_.calls_per_s, shared ? load_.read_work + load_.write_work : nothing,
        params.default_pool_size, text);
  }

  void operator()(const PostgresParams& params) const {
    const std::string each = fmt::format("{} at once", params.concurrency);
    if (params.replicas == 0) {
      add(spec_.name, load_.calls_per_s, load_.read_work + load_.write_work, params.concurrency,
          each);
      return;
    }
    add(spec_.name + "/primary", load_.writes_per_s, load_.write_work, params.concurrency, each);
    add(spec_.name + "/replicas", load_.reads_per_s, load_.read_work,
        params.concurrency * params.replicas, fmt::format("{} x {}", params.replicas, each));
  }

  void operator()(const LoadBalancerParams&) const {
    add(spec_.name, load_.calls_per_s, nothing, nothing, "no limit");
  }

  void operator()(const CacheParams&) const {
    add(spec_.name, load_.calls_per_s, nothing, nothing, "no limit");
  }

 private:
  static constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

  void add(const std::string& path, double calls, double offered, double capacity,
           const std::string& text) const {
    tiers_.push_back({path, std::string(spec_.kind()), calls, offered, capacity, text});
  }

  const ComponentSpec& spec_;
  const CallRates::Load& load_;
  std::vector<TierLoad>& tiers_;
};

void look_for_single_points(const Scenario& scenario, Survey& survey) {
  for (const ComponentSpec& component : scenario.components) {
    const std::string& name = component.name;
    if (std::holds_alternative<LoadBalancerParams>(component.params)) {
      survey.single_points.push_back(name +
                                     ": one balancer; without it nothing behind it is reached");
    } else if (const auto* deployment = std::get_if<DeploymentParams>(&component.params)) {
      if (component.replicas_min() < 2)
        survey.single_points.push_back(name + ": may run on a single pod");
      else if (deployment->zones.size() == 1)
        survey.single_points.push_back(name + ": all pods stand in zone " +
                                       deployment->zones.front());
    } else if (const auto* pool = std::get_if<ConnectionPoolParams>(&component.params)) {
      if (pool->scope == PoolScope::shared)
        survey.single_points.push_back(name + ": one pool; without it no query reaches " +
                                       pool->to.name);
    } else if (const auto* database = std::get_if<PostgresParams>(&component.params)) {
      survey.single_points.push_back(
          name + (database->replicas == 0 ? ": one server for reads and writes"
                                          : "/primary: all writes; no failover is modelled"));
    } else if (std::holds_alternative<CacheParams>(component.params)) {
      survey.single_points.push_back(name +
                                     ": one cache; without it every look-up goes to the origin");
    }
  }
}

/// Pods that a rollout may add.
int surge_of(const DeploymentParams& params, int pods) {
  return params.strategy.type == StrategyType::recreate
             ? 0
             : params.strategy.rollingUpdate.maxSurge.rounded_up(pods);
}

/// Connections that the callers of `pool` may hold, for each deployment that calls it.
void claim(const Scenario& scenario, const Survey& survey, const ComponentSpec& pool,
           ConnectionBudget& budget) {
  const auto& params = std::get<ConnectionPoolParams>(pool.params);
  if (params.scope == PoolScope::shared) {
    budget.claims.push_back({pool.name, fmt::format("{}", params.default_pool_size),
                             params.default_pool_size, params.default_pool_size});
    return;
  }
  for (const CallEdge& edge : survey.edges) {
    const ComponentSpec* const caller = edge.to == pool.name ? scenario.find(edge.from) : nullptr;
    if (caller == nullptr || !std::holds_alternative<DeploymentParams>(caller->params)) continue;
    const int pods = caller->replicas_max();
    const int with_surge = pods + surge_of(std::get<DeploymentParams>(caller->params), pods);
    budget.claims.push_back(
        {pool.name, fmt::format("{} pods of {} x {}", pods, caller->name, params.default_pool_size),
         pods * params.default_pool_size, with_surge * params.default_pool_size});
  }
}

void count_connections(const Scenario& scenario, Survey& survey) {
  for (const ComponentSpec& component : scenario.components) {
    const auto* database = std::get_if<PostgresParams>(&component.params);
    if (database == nullptr) continue;
    ConnectionBudget budget;
    budget.database = component.name;
    budget.usable = database->max_connections - database->superuser_reserved_connections;
    for (const CallEdge& edge : survey.edges) {
      if (edge.to != component.name) continue;
      const ComponentSpec* const caller = scenario.find(edge.from);
      if (caller == nullptr) continue;
      if (std::holds_alternative<ConnectionPoolParams>(caller->params)) {
        claim(scenario, survey, *caller, budget);
      } else if (const auto* deployment = std::get_if<DeploymentParams>(&caller->params)) {
        const int pods = caller->replicas_max();
        const int with_surge = pods + surge_of(*deployment, pods);
        budget.claims.push_back({caller->name + " (no pool)",
                                 fmt::format("{} pods x {} slots", pods, deployment->slots),
                                 pods * deployment->slots, with_surge * deployment->slots});
      }
    }
    if (budget.total_in_rollout() > budget.usable) {
      const bool always = budget.total() > budget.usable;
      Diagnostic finding = scenario.fault_at(
          "/components/" + component.name,
          fmt::format("up to {} connections{} may be asked of \"{}\", which takes {}",
                      always ? budget.total() : budget.total_in_rollout(),
                      always ? "" : " in a rollout", component.name, budget.usable),
          "lower the pools or maxReplicas, raise max_connections, or put one shared pool in front");
      finding.severity = Severity::Warning;
      survey.findings.add(std::move(finding));
    }
    survey.budgets.push_back(std::move(budget));
  }
}

}  // namespace

int ConnectionBudget::total() const {
  int sum = 0;
  for (const Claim& claim : claims) sum += claim.connections;
  return sum;
}

int ConnectionBudget::total_in_rollout() const {
  int sum = 0;
  for (const Claim& claim : claims) sum += claim.in_rollout;
  return sum;
}

Survey survey(const Scenario& scenario, const Traces& traces) {
  Survey survey;
  const CallRates rates = call_rates(scenario, traces);
  for (const auto& [ends, per_s] : rates.edges) {
    survey.edges.push_back(
        {ends.first, ends.second, per_s, link_label(scenario, ends.first, ends.second)});
  }
  for (const ComponentSpec& component : scenario.components) {
    const auto load = rates.loads.find(component.name);
    std::visit(TierMeasure(component, load == rates.loads.end() ? CallRates::Load{} : load->second,
                           survey.tiers),
               component.params);
  }
  look_for_loops_and_islands(scenario, rates, survey);
  if (rates.converged) look_for_circles(scenario, survey);
  look_for_single_points(scenario, survey);
  count_connections(scenario, survey);
  survey.findings.add(lint_autoscalers(scenario));
  return survey;
}

}  // namespace tiersim::lab
