#include "lab/experiment/tier_estimator.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "lab/experiment/theory_law.hpp"
#include "lab/scenario/modulation.hpp"
#include "models/theory/processor_sharing.hpp"
#include "models/theory/station_estimate.hpp"

namespace tiersim::lab {

namespace {

void delay(const Distribution& law, TierEstimate& found) {
  found.wait_s = 0;
  found.sojourn_s = law.mean();
  found.sojourn_p95_s = law.mean() > 0 ? law.quantile(0.95) : 0;
  found.model = "no line";
  found.exact = true;
}

/// What requests lose at the limits of a line.
std::string loss_text(const theory::StationInput& station,
                      const theory::StationEstimate& estimate) {
  if (!station.waiting_places && !station.patience_s) return {};
  return fmt::format("{:.2g} % of its requests {}", estimate.loss_probability * 100,
                     station.patience_s ? "leave the line" : "find the line full");
}

/// Without its limits where nothing is known of it with them.
theory::StationEstimate best_estimate(theory::StationInput station, std::string& note) {
  theory::StationEstimate estimate = theory::estimate_station(station);
  if (estimate.exactness != theory::Exactness::does_not_apply) {
    note = loss_text(station, estimate);
  } else if (station.waiting_places || station.patience_s) {
    station.waiting_places.reset();
    station.patience_s.reset();
    estimate = theory::estimate_station(station);
    if (estimate.exactness == theory::Exactness::exact)
      estimate.exactness = theory::Exactness::approximation;
    note = "its limits are left out";
  }
  return estimate;
}

void take(const theory::StationInput& station, TierEstimate& found) {
  if (!(station.mean_service_s > 0)) {
    delay(Distribution(), found);
    return;
  }
  if (!std::isfinite(station.mean_service_s) || !std::isfinite(station.service_scv) ||
      !std::isfinite(station.arrival_scv)) {
    found.note = "times without mean or variance: no wait has a mean";
    return;
  }
  const theory::StationEstimate estimate = best_estimate(station, found.note);
  if (estimate.exactness == theory::Exactness::does_not_apply) return;
  found.wait_s = estimate.wait_s;
  found.sojourn_s = estimate.sojourn_s;
  found.model = estimate.model;
  found.exact = estimate.exactness == theory::Exactness::exact;
  // Beside an exact mean an approximate percentile would pass for exact.
  if (!found.exact || estimate.quantile_exactness == theory::Exactness::exact)
    found.sojourn_p95_s = estimate.sojourn_p95_s.value_or(unknown);
}

/// Means hold for every order that does not look at the request; percentiles are FIFO's.
void account_for_order(Discipline discipline, TierEstimate& found) {
  if (discipline == Discipline::fifo || found.model.empty()) return;
  const bool blind = discipline == Discipline::lifo || discipline == Discipline::random;
  found.exact = found.exact && blind;
  found.note += found.note.empty() ? "" : "; ";
  found.note += blind ? "percentiles depend on the order of service" : "means are those of FIFO";
}

}  // namespace

void TierEstimator::estimate(const Tier& tier, TierEstimate& found) {
  const auto load = peak_.loads.find(tier.spec->name);
  if (load == peak_.loads.end() || load->second.calls_per_s <= 0) {
    found.note = "no requests";
    return;
  }
  std::visit([&](const auto& params) { fill(tier, params, load->second, found); },
             tier.spec->params);
  if (std::isfinite(found.sojourn_s)) {
    visit_s_[tier.spec->name] += found.sojourn_s * found.arrivals_peak_per_s;
    visits_[tier.spec->name] += found.arrivals_peak_per_s;
  }
}

void TierEstimator::fill(const Tier& tier, const StationParams& params, const CallRates::Load& load,
                         TierEstimate& found) {
  theory::StationInput station;
  station.arrival_rate_per_s = load.calls_per_s;
  station.servers = params.servers;
  station.mean_service_s = params.service.mean();
  station.exponential_service = params.service.kind() == "exponential";
  station.service_scv = station.exponential_service ? 1 : params.service.cv() * params.service.cv();
  station.service_law = law_of(params.service);
  station.poisson_arrivals = poisson_arrives(tier.spec->name, 0);
  if (!station.poisson_arrivals) station.arrival_scv = arrival_scv(tier.spec->name);
  if (params.discipline != Discipline::fifo)
    station.discipline = theory::StationInput::Discipline::other_order;
  station.waiting_places = params.waiting_max;
  if (params.patience) station.patience_s = to_seconds(*params.patience);
  take(station, found);
  account_for_order(params.discipline, found);
}

void TierEstimator::fill(const Tier& tier, const PostgresParams& params,
                         const CallRates::Load& load, TierEstimate& found) {
  const Demand demand = tier.demand_of(load);
  if (demand.calls_per_s <= 0) {
    found.note = "no queries";
    return;
  }
  const bool replicas = tier.path.ends_with("/replicas");
  theory::StationInput station;
  station.arrival_rate_per_s = demand.calls_per_s / (replicas ? params.replicas : 1);
  station.poisson_arrivals = false;
  station.servers = params.concurrency;
  station.mean_service_s = demand.mean_s();
  station.service_scv = demand.scv();
  take(station, found);
}

/// A query holds its connection as long as the database takes.
void TierEstimator::fill(const Tier& tier, const ConnectionPoolParams& params,
                         const CallRates::Load& load, TierEstimate& found) {
  const std::optional<double> held = visit_s(params.to.name);
  if (!held) {
    found.note = "no estimate of the database behind it";
    return;
  }
  double pools = 1;
  if (params.scope == PoolScope::pod) pools = callers(tier.spec->name);
  theory::StationInput station;
  station.arrival_rate_per_s = load.calls_per_s / pools;
  station.poisson_arrivals = false;
  station.servers = params.default_pool_size;
  station.mean_service_s = *held;
  found.utilization_peak = station.arrival_rate_per_s * *held / station.servers;
  take(station, found);
  if (found.model.empty()) return;
  found.sojourn_s = found.wait_s;  // the query itself is the database's
  found.sojourn_p95_s = unknown;
}

void TierEstimator::fill(const Tier& tier, const DeploymentParams& params,
                         const CallRates::Load& load, TierEstimate& found) {
  if (tier.spec->autoscaler) {
    const double work = load.own_work / cores_of(params);
    found.note = fmt::format(
        "autoscaled between {} and {} pods: no steady state; the peak keeps "
        "the CPU of {:.1f} pods busy",
        tier.spec->replicas_min(), tier.spec->replicas_max(), work);
    return;
  }
  if (found.utilization_peak >= 1 || !(load.own_work > 0) || params.replicas == 0) return;
  // A fraction of a core is one slow core; the rest of several is left out of the count of jobs.
  const double cores = cores_of(params);
  const int whole = std::max(1, static_cast<int>(cores));
  const double cpu_s = load.own_work / load.calls_per_s;
  const auto shared =
      theory::shared_cores(load.calls_per_s / params.replicas, cpu_s * whole / cores, whole);
  if (!shared) return;
  found.model = fmt::format("M/G/{} shared{}", whole, params.replicas > 1 ? ", each pod" : "");
  found.exact = params.replicas == 1 && whole == cores && !params.resources.limits.cpu &&
                poisson_arrives(tier.spec->name, 0);
  const double waiting_steps = (load.held_work - load.own_work) / load.calls_per_s;
  found.wait_s = shared->means.sojourn_s - cpu_s;
  found.sojourn_s = shared->means.sojourn_s + waiting_steps;
  account_for_slots(tier.spec->name, params, load, found);
}

void TierEstimator::fill(const Tier&, const LoadBalancerParams& params, const CallRates::Load&,
                         TierEstimate& found) {
  delay(params.processing, found);
}

void TierEstimator::fill(const Tier&, const CacheParams& params, const CallRates::Load&,
                         TierEstimate& found) {
  delay(params.latency, found);
}

/// A slot is held while the pod waits for others. One after the other: steps side by side are
/// over sooner.
void TierEstimator::account_for_slots(const std::string& name, const DeploymentParams& params,
                                      const CallRates::Load& load, TierEstimate& found) const {
  double held_s = found.sojourn_s;
  for (const auto& [ends, per_s] : peak_.edges) {
    if (ends.first != name) continue;
    const std::optional<double> behind = visit_s(ends.second);
    if (behind) held_s += *behind * per_s / load.calls_per_s;
  }
  const double held = load.calls_per_s / params.replicas * held_s;
  if (held < 0.7 * params.slots) return;
  found.exact = false;
  found.note = fmt::format(
      "about {:.0f} of the {} slots of a pod are held: requests wait for one, which these "
      "figures leave out",
      std::min(held, static_cast<double>(params.slots)), params.slots);
}

/// Mean time of a visit, with what is called behind a pool; nothing where it is not known.
std::optional<double> TierEstimator::visit_s(const std::string& name) const {
  const auto visits = visits_.find(name);
  if (visits == visits_.end()) return std::nullopt;
  double time = visit_s_.at(name) / visits->second;
  const ComponentSpec* const spec = scenario_.find(name);
  if (const auto* pool = std::get_if<ConnectionPoolParams>(&spec->params)) {
    const std::optional<double> behind = visit_s(pool->to.name);
    if (!behind) return std::nullopt;
    time += *behind;
  }
  return time;
}

/// Pods that call a component.
double TierEstimator::callers(const std::string& name) const {
  double pods = 0;
  for (const auto& [ends, per_s] : peak_.edges) {
    const ComponentSpec* const spec = ends.second == name ? scenario_.find(ends.first) : nullptr;
    if (spec != nullptr && std::holds_alternative<DeploymentParams>(spec->params))
      pods += spec->replicas_max();
  }
  return std::max(1.0, pods);
}

/// Whether all that arrives is Poisson: from Poisson workloads, through balancers without limits,
/// out of M/M/c (P. J. Burke, "The output of a queuing system", Operations Research 4(6), 1956).
bool TierEstimator::poisson_arrives(const std::string& name, std::size_t depth) const {
  if (depth > scenario_.components.size()) return false;
  for (const auto& [ends, per_s] : peak_.edges) {
    if (ends.second == name && per_s > 0 && !poisson_leaves(ends.first, depth)) return false;
  }
  return true;
}

bool TierEstimator::poisson_leaves(const std::string& name, std::size_t depth) const {
  for (const WorkloadSpec& workload : scenario_.workloads) {
    if (workload.name != name) continue;
    const auto* arrivals = std::get_if<ArrivalsSpec>(&workload.source);
    return arrivals != nullptr && arrivals->process == ArrivalKind::Poisson;
  }
  const ComponentSpec* const spec = scenario_.find(name);
  if (const auto* balancer = std::get_if<LoadBalancerParams>(&spec->params)) {
    return balancer->to && !balancer->max_connections && poisson_arrives(name, depth + 1);
  }
  const auto* station = std::get_if<StationParams>(&spec->params);
  return station != nullptr && station->service.kind() == "exponential" && !station->waiting_max &&
         !station->patience && poisson_arrives(name, depth + 1);
}

/// Of a workload that calls the component alone; else as if arrivals were Poisson.
double TierEstimator::arrival_scv(const std::string& name) const {
  for (const auto& [ends, per_s] : peak_.edges) {
    if (ends.second != name) continue;
    for (const WorkloadSpec& workload : scenario_.workloads) {
      const auto* arrivals = std::get_if<ArrivalsSpec>(&workload.source);
      if (workload.name != ends.first || arrivals == nullptr) continue;
      if (arrivals->process == ArrivalKind::Uniform) return 0;
      if (arrivals->interarrival)
        return arrivals->interarrival->cv() * arrivals->interarrival->cv();
      if (!arrivals->states.empty()) return dispersion_limit(arrivals->states);
    }
  }
  return 1;
}

}  // namespace tiersim::lab
