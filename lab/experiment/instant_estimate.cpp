#include "lab/experiment/instant_estimate.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "lab/experiment/line_answer.hpp"
#include "lab/experiment/rates_over_time.hpp"
#include "lab/scenario/call_rates.hpp"
#include "models/theory/processor_sharing.hpp"

namespace tiersim::lab {

namespace {

/// What is asked of one line: a station, the CPU of all pods, a server of a database.
struct Demand {
  double calls_per_s = 0;
  double work = 0;     ///< seconds of service a second
  double squares = 0;  ///< of the square of the service time

  [[nodiscard]] double mean_s() const { return work / calls_per_s; }

  [[nodiscard]] double scv() const {
    return std::max(0.0, squares / calls_per_s / (mean_s() * mean_s()) - 1);
  }
};

/// A tier, and how to find its demand in any rates.
struct Tier {
  std::string path;
  const ComponentSpec* spec = nullptr;
  double capacity = unknown;  ///< servers, cores
  Demand (*demand)(const CallRates::Load&) = nullptr;
};

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

double cores_of(const DeploymentParams& pod) {
  return pod.resources.limits.cpu ? pod.resources.limits.cpu->count : pod.node_cpu.count;
}

void list_tiers(const ComponentSpec& spec, std::vector<Tier>& tiers) {
  if (const auto* station = std::get_if<StationParams>(&spec.params)) {
    tiers.push_back({spec.name, &spec, static_cast<double>(station->servers), own});
  } else if (const auto* pod = std::get_if<DeploymentParams>(&spec.params)) {
    const int pods = spec.autoscaler ? spec.autoscaler->maxReplicas : pod->replicas;
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
    tiers.push_back({spec.name, &spec, unknown, queries});
  }
}

/// Answers for all tiers of a scenario at constant rates.
class Estimator {
 public:
  Estimator(const Scenario& scenario, const CallRates& peak) : scenario_(scenario), peak_(peak) {}

  /// Fills in the times of a tier, and its note. Databases and stations come before those who wait
  /// for them.
  void estimate(const Tier& tier, TierEstimate& found) {
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

 private:
  void fill(const Tier& tier, const StationParams& params, const CallRates::Load& load,
            TierEstimate& found) {
    LineQuestion question;
    question.arrival_rate_per_s = load.calls_per_s;
    question.servers = params.servers;
    question.service_s = params.service.mean();
    question.service_scv = params.service.cv() * params.service.cv();
    question.law = params.service;
    question.poisson = poisson_arrives(tier.spec->name, 0);
    question.discipline = params.discipline;
    question.waiting_max = params.waiting_max;
    question.patience = params.patience;
    if (!question.poisson) question.arrival_scv = arrival_scv(tier.spec->name);
    take(question, found);
  }

  void fill(const Tier& tier, const PostgresParams& params, const CallRates::Load& load,
            TierEstimate& found) {
    const Demand demand = tier.demand(load);
    if (demand.calls_per_s <= 0) {
      found.note = "no queries";
      return;
    }
    const bool replicas = tier.path.ends_with("/replicas");
    LineQuestion question;
    question.arrival_rate_per_s = demand.calls_per_s / (replicas ? params.replicas : 1);
    question.servers = params.concurrency;
    question.service_s = demand.mean_s();
    question.service_scv = demand.scv();
    take(question, found);
  }

  /// A query holds its connection as long as the database takes.
  void fill(const Tier& tier, const ConnectionPoolParams& params, const CallRates::Load& load,
            TierEstimate& found) {
    const std::optional<double> held = visit_s(params.to.name);
    if (!held) {
      found.note = "no estimate of the database behind it";
      return;
    }
    double pools = 1;
    if (params.scope == PoolScope::pod) pools = callers(tier.spec->name);
    LineQuestion question;
    question.arrival_rate_per_s = load.calls_per_s / pools;
    question.servers = params.default_pool_size;
    question.service_s = *held;
    found.utilization_peak = question.arrival_rate_per_s * *held / question.servers;
    take(question, found);
    if (!found.model.empty()) found.sojourn_s = found.wait_s;  // the query itself is the database's
  }

  void fill(const Tier& tier, const DeploymentParams& params, const CallRates::Load& load,
            TierEstimate& found) {
    if (tier.spec->autoscaler) {
      const HorizontalPodAutoscalerSpec& hpa = *tier.spec->autoscaler;
      const double work = load.own_work / cores_of(params);
      found.note = fmt::format(
          "autoscaled between {} and {} pods: no steady state; the peak keeps "
          "the CPU of {:.1f} pods busy",
          hpa.minReplicas.value_or(1), hpa.maxReplicas, work);
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

  void fill(const Tier&, const LoadBalancerParams& params, const CallRates::Load&,
            TierEstimate& found) {
    delay(params.processing, found);
  }

  void fill(const Tier&, const CacheParams& params, const CallRates::Load&, TierEstimate& found) {
    delay(params.latency, found);
  }

  static void delay(const Distribution& law, TierEstimate& found) {
    found.wait_s = 0;
    found.sojourn_s = law.mean();
    found.sojourn_p95_s = law.mean() > 0 ? law.quantile(0.95) : 0;
    found.model = "no line";
    found.exact = true;
  }

  static void take(const LineQuestion& question, TierEstimate& found) {
    const LineAnswer answer = lab::answer(question);
    found.wait_s = answer.wait_s;
    found.sojourn_s = answer.sojourn_s;
    found.sojourn_p95_s = answer.sojourn_p95_s;
    found.model = answer.model;
    found.exact = answer.exact;
    found.note = answer.note;
  }

  /// A slot is held while the pod waits for others. One after the other: steps side by side are
  /// over sooner.
  void account_for_slots(const std::string& name, const DeploymentParams& params,
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
  [[nodiscard]] std::optional<double> visit_s(const std::string& name) const {
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
  [[nodiscard]] double callers(const std::string& name) const {
    double pods = 0;
    for (const auto& [ends, per_s] : peak_.edges) {
      const ComponentSpec* const spec = ends.second == name ? scenario_.find(ends.first) : nullptr;
      const auto* pod = spec == nullptr ? nullptr : std::get_if<DeploymentParams>(&spec->params);
      if (pod != nullptr) pods += spec->autoscaler ? spec->autoscaler->maxReplicas : pod->replicas;
    }
    return std::max(1.0, pods);
  }

  /// Whether all that arrives is Poisson: from Poisson workloads, through balancers without limits,
  /// out of M/M/c (P. J. Burke, "The output of a queuing system", Operations Research 4(6), 1956).
  [[nodiscard]] bool poisson_arrives(const std::string& name, std::size_t depth) const {
    if (depth > scenario_.components.size()) return false;
    for (const auto& [ends, per_s] : peak_.edges) {
      if (ends.second == name && per_s > 0 && !poisson_leaves(ends.first, depth)) return false;
    }
    return true;
  }

  [[nodiscard]] bool poisson_leaves(const std::string& name, std::size_t depth) const {
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
    return station != nullptr && station->service.kind() == "exponential" &&
           !station->waiting_max && !station->patience && poisson_arrives(name, depth + 1);
  }

  /// Of a workload that calls the component alone; else as if arrivals were Poisson.
  [[nodiscard]] double arrival_scv(const std::string& name) const {
    for (const auto& [ends, per_s] : peak_.edges) {
      if (ends.second != name) continue;
      for (const WorkloadSpec& workload : scenario_.workloads) {
        const auto* arrivals = std::get_if<ArrivalsSpec>(&workload.source);
        if (workload.name != ends.first || arrivals == nullptr) continue;
        if (arrivals->process == ArrivalKind::Uniform) return 0;
        if (arrivals->interarrival)
          return arrivals->interarrival->cv() * arrivals->interarrival->cv();
      }
    }
    return 1;
  }

  const Scenario& scenario_;
  const CallRates& peak_;
  std::map<std::string, double> visit_s_;  // seconds a second, by component
  std::map<std::string, double> visits_;   // a second
};

/// Stations and databases first, then pools, then who calls them.
int rank(const Tier& tier) {
  if (std::holds_alternative<DeploymentParams>(tier.spec->params)) return 2;
  return std::holds_alternative<ConnectionPoolParams>(tier.spec->params) ? 1 : 0;
}

/// The line of a tier as a fluid: what arrives beyond its capacity stands there until it is spare.
class FluidLine {
 public:
  explicit FluidLine(double capacity) : capacity_(capacity) {}

  void advance(double from_s, double step_s, const Demand& demand,
               std::vector<OverloadedSpan>& spans) {
    const double excess = demand.work - capacity_;
    if (excess > 0 && !overloaded_) spans.push_back({from_s, from_s, 0, unknown});
    overloaded_ = excess > 0;
    const double before = line_;
    line_ = std::max(0.0, line_ + excess * step_s);
    if (overloaded_) {
      spans.back().to_s = from_s + step_s;
      spans.back().line = line_ / demand.mean_s();
    } else if (before > 0 && line_ == 0) {
      spans.back().drained_s = from_s + before / -excess;
    }
  }

 private:
  double capacity_;
  double line_ = 0;  // seconds of service
  bool overloaded_ = false;
};

CallRates::Load load_of(const CallRates& rates, const Tier& tier) {
  const auto load = rates.loads.find(tier.spec->name);
  return load == rates.loads.end() ? CallRates::Load{} : load->second;
}

/// Finds when each tier of fixed capacity is given more than it can do.
void find_overloads(const Scenario& scenario, const RatesOverTime& rates,
                    const std::vector<Tier>& tiers, InstantEstimate& estimate) {
  std::vector<FluidLine> lines;
  bool any = false;
  for (std::size_t i = 0; i < tiers.size(); ++i) {
    lines.emplace_back(tiers[i].capacity);
    any = any || estimate.tiers[i].utilization_peak > 1;
  }
  if (!any) return;
  for (std::size_t step = 0; step < rates.steps.size(); ++step) {
    const CallRates now = call_rates(at_rates(scenario, rates.steps[step]), {});
    for (std::size_t i = 0; i < tiers.size(); ++i) {
      if (std::isnan(tiers[i].capacity)) continue;
      lines[i].advance(static_cast<double>(step) * rates.step_s, rates.step_s,
                       tiers[i].demand(load_of(now, tiers[i])), estimate.tiers[i].overloads);
    }
  }
}

std::vector<std::string> left_out(const Scenario& scenario, const RatesOverTime& rates) {
  std::vector<std::string> texts;
  if (rates.steps.size() > 1)
    texts.emplace_back("Rates change; times are those at the peak, as if it lasted.");
  const bool users = std::ranges::any_of(scenario.workloads, [](const WorkloadSpec& workload) {
    return std::holds_alternative<UsersSpec>(workload.source);
  });
  if (users) texts.emplace_back("Users are taken to send as if every answer came at once.");
  std::string rest;
  const auto name = [&](bool present, const char* what) {
    if (present) rest += (rest.empty() ? "" : ", ") + std::string(what);
  };
  name(!scenario.faults.empty(), "faults");
  name(!scenario.links.empty(), "time-outs and retries");
  name(scenario.network.same_zone.mean() > 0 || scenario.network.between_zones.mean() > 0 ||
           !scenario.network.zones.empty(),
       "time on the wire");
  if (!rest.empty()) texts.push_back("Left out: " + rest + ".");
  return texts;
}

}  // namespace

InstantEstimate instant_estimate(const Scenario& scenario, const Traces& traces) {
  InstantEstimate estimate;
  const RatesOverTime rates = rates_over_time(scenario, traces);
  const CallRates peak = call_rates(scenario, traces);
  const CallRates mean = call_rates(at_rates(scenario, rates.mean), {});
  if (!peak.converged) return estimate;
  std::vector<Tier> tiers;
  for (const ComponentSpec& spec : scenario.components) list_tiers(spec, tiers);
  for (const Tier& tier : tiers) {
    TierEstimate found;
    found.path = tier.path;
    found.kind = tier.spec->kind();
    const Demand at_peak = tier.demand(load_of(peak, tier));
    const Demand at_mean = tier.demand(load_of(mean, tier));
    found.arrivals_per_s = at_mean.calls_per_s;
    found.arrivals_peak_per_s = at_peak.calls_per_s;
    found.utilization = at_mean.work / tier.capacity;
    found.utilization_peak = at_peak.work / tier.capacity;
    estimate.tiers.push_back(std::move(found));
  }
  Estimator estimator(scenario, peak);
  for (int turn = 0; turn <= 2; ++turn) {
    for (std::size_t i = 0; i < tiers.size(); ++i) {
      if (rank(tiers[i]) == turn) estimator.estimate(tiers[i], estimate.tiers[i]);
    }
  }
  find_overloads(scenario, rates, tiers, estimate);
  estimate.left_out = left_out(scenario, rates);
  return estimate;
}

}  // namespace tiersim::lab
