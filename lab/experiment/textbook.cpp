#include "lab/experiment/textbook.hpp"

#include <algorithm>

#include "lab/scenario/modulation.hpp"

namespace tiersim::lab {

namespace {

bool takes_no_time(const Distribution& latency) {
  return latency.is_deterministic() && latency.mean() == 0;
}

bool wires_take_no_time(const NetworkSpec& network) {
  return takes_no_time(network.same_zone) && takes_no_time(network.between_zones) &&
         std::all_of(network.zones.begin(), network.zones.end(),
                     [](const ZoneLatency& zone) { return takes_no_time(zone.latency); });
}

/// Where all requests enter, and how.
struct Entrance {
  std::string component;
  double rate_per_s = 0;
  std::optional<Distribution> interarrival{};  ///< of renewal arrivals
  std::vector<ArrivalState> states{};          ///< of modulated arrivals; neither: Poisson

  [[nodiscard]] bool is_poisson() const { return !interarrival && states.empty(); }
};

/// A workload of constant rate without a time-out.
std::optional<Entrance> entrance(const WorkloadSpec& workload) {
  const auto* arrivals = std::get_if<ArrivalsSpec>(&workload.source);
  if (arrivals == nullptr || workload.timeout) return std::nullopt;
  if (arrivals->process == ArrivalKind::Renewal && arrivals->interarrival)
    return Entrance{
        workload.to.name, 1 / arrivals->interarrival->mean(), arrivals->interarrival, {}};
  if (arrivals->process == ArrivalKind::Modulated)
    return Entrance{workload.to.name, mean_rate_per_s(arrivals->states), {}, arrivals->states};
  if (arrivals->rate.size() != 1) return std::nullopt;
  const double rate = arrivals->rate.front().value.per_s;
  if (!(rate > 0)) return std::nullopt;
  if (arrivals->process == ArrivalKind::Poisson) return Entrance{workload.to.name, rate};
  if (arrivals->process == ArrivalKind::Uniform)
    return Entrance{workload.to.name, rate, Distribution::deterministic(1 / rate), {}};
  return std::nullopt;
}

/// Several Poisson workloads at one entrance are one; others have it for themselves.
std::optional<Entrance> entrance(const Scenario& scenario) {
  if (!scenario.faults.empty() || !scenario.links.empty() || scenario.workloads.empty() ||
      !wires_take_no_time(scenario.network))
    return std::nullopt;
  std::optional<Entrance> all = entrance(scenario.workloads.front());
  for (std::size_t i = 1; all && i < scenario.workloads.size(); ++i) {
    const std::optional<Entrance> next = entrance(scenario.workloads[i]);
    if (!next || !next->is_poisson() || !all->is_poisson() || next->component != all->component)
      return std::nullopt;
    all->rate_per_s += next->rate_per_s;
  }
  return all;
}

}  // namespace

bool is_plain(const StationParams& station) {
  return station.service.kind() == "exponential" && station.discipline == Discipline::fifo &&
         !station.waiting_max && !station.patience;
}

std::optional<TandemLine> tandem_line(const Scenario& scenario) {
  const std::optional<Entrance> in = entrance(scenario);
  if (!in) return std::nullopt;
  TandemLine line{in->rate_per_s, in->interarrival, in->states, {}};
  std::optional<std::string> next = in->component;
  while (next) {
    const ComponentSpec* const component = scenario.find(*next);
    const auto* station =
        component == nullptr ? nullptr : std::get_if<StationParams>(&component->params);
    // Longer than there are components: a loop.
    if (station == nullptr || line.stations.size() == scenario.components.size())
      return std::nullopt;
    line.stations.push_back({component->name, *station});
    next = station->to ? std::optional(station->to->name) : std::nullopt;
  }
  return line;
}

std::optional<SharedPod> shared_pod(const Scenario& scenario) {
  const std::optional<Entrance> in = entrance(scenario);
  if (!in || !in->is_poisson()) return std::nullopt;
  const ComponentSpec* const component = scenario.find(in->component);
  const auto* pod =
      component == nullptr ? nullptr : std::get_if<DeploymentParams>(&component->params);
  if (pod == nullptr || pod->replicas != 1 || component->autoscaler ||
      pod->operations.size() != 1 || pod->resources.limits.cpu)
    return std::nullopt;
  const Steps& steps = pod->operations.begin()->second;
  const auto* cpu = steps.size() == 1 ? std::get_if<CpuStep>(&steps.front().what) : nullptr;
  if (cpu == nullptr) return std::nullopt;
  return SharedPod{in->rate_per_s, component->name, pod->node_cpu.count, pod->slots, cpu->demand};
}

}  // namespace tiersim::lab
