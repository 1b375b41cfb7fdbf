#include "lab/scenario/call_rates.hpp"

#include <algorithm>
#include <cmath>

#include "lab/scenario/modulation.hpp"
#include "sim/chance/math.hpp"

namespace tiersim::lab {

namespace {

constexpr int rounds_max = 200;

/// Visits per second by component and class.
using Visits = std::map<std::string, std::map<std::string, double>>;

double square(const Distribution& law) {
  return law.variance() + law.mean() * law.mean();
}

/// One sweep over the graph: what the visits of the last sweep cause.
class Sweep {
 public:
  Sweep(const Scenario& scenario, const Visits& visits) : scenario_(scenario), visits_(visits) {}

  Visits caused;
  CallRates rates;

  void run() {
    for (const auto& [name, by_class] : visits_) {
      const ComponentSpec* const component = scenario_.find(name);
      if (component == nullptr) continue;
      for (const auto& [request_class, per_s] : by_class) visit(*component, request_class, per_s);
    }
  }

  void call(const std::string& from, const std::string& to, const std::string& request_class,
            double per_s) {
    rates.edges[{from, to}] += per_s;
    caused[to][request_class] += per_s;
  }

 private:
  void visit(const ComponentSpec& component, const std::string& request_class, double per_s) {
    CallRates::Load& load = rates.loads[component.name];
    load.calls_per_s += per_s;
    if (const auto* balancer = std::get_if<LoadBalancerParams>(&component.params)) {
      if (balancer->to) call(component.name, balancer->to->name, request_class, per_s);
      double weights = 0;
      for (const WeightedTarget& target : balancer->backends) weights += target.weight;
      for (const WeightedTarget& target : balancer->backends)
        call(component.name, target.to.name, request_class, per_s * target.weight / weights);
    } else if (const auto* station = std::get_if<StationParams>(&component.params)) {
      load.own_work += per_s * station->service.mean();
      load.own_squares += per_s * square(station->service);
      if (station->to) call(component.name, station->to->name, request_class, per_s);
    } else if (const auto* deployment = std::get_if<DeploymentParams>(&component.params)) {
      const auto operation = deployment->operations.find(request_class);
      if (operation != deployment->operations.end())
        steps(component.name, operation->second, request_class, per_s);
    }
  }

  void steps(const std::string& name, const Steps& list, const std::string& request_class,
             double per_s) {
    for (const Step& step : list) {
      std::visit([&](const auto& what) { take(name, what, request_class, per_s); }, step.what);
    }
  }

  void take(const std::string& name, const CpuStep& step, const std::string&, double per_s) {
    rates.loads[name].own_work += per_s * step.demand.mean();
    rates.loads[name].own_squares += per_s * square(step.demand);
    rates.loads[name].held_work += per_s * step.demand.mean();
  }

  void take(const std::string& name, const WaitStep& step, const std::string&, double per_s) {
    rates.loads[name].held_work += per_s * step.time.mean();
  }

  void take(const std::string& name, const CallStep& step, const std::string& request_class,
            double per_s) {
    call(name, step.to.name, step.operation.empty() ? request_class : step.operation, per_s);
  }

  /// A query goes through pools down to the database; each on the way carries its work.
  void take(const std::string& name, const QueryStep& step, const std::string&, double per_s) {
    std::string from = name;
    std::string to = step.to.name;
    for (std::size_t hops = 0; hops <= scenario_.components.size(); ++hops) {
      rates.edges[{from, to}] += per_s;
      CallRates::Load& load = rates.loads[to];
      load.calls_per_s += per_s;
      (step.write ? load.writes_per_s : load.reads_per_s) += per_s;
      (step.write ? load.write_work : load.read_work) += per_s * step.demand.mean();
      (step.write ? load.write_squares : load.read_squares) += per_s * square(step.demand);
      const ComponentSpec* const component = scenario_.find(to);
      const auto* pool =
          component == nullptr ? nullptr : std::get_if<ConnectionPoolParams>(&component->params);
      if (pool == nullptr) return;
      from = to;
      to = pool->to.name;
    }
  }

  void take(const std::string& name, const CacheStep& step, const std::string& request_class,
            double per_s) {
    const double misses = 1.0 - ttl_hit_ratio(step.key, per_s, step.ttl);
    rates.edges[{name, step.to.name}] += per_s * (1.0 + misses);
    rates.loads[step.to.name].calls_per_s += per_s * (1.0 + misses);
    steps(name, step.miss, request_class, per_s * misses);
  }

  void take(const std::string& name, const ParallelStep& step, const std::string& request_class,
            double per_s) {
    for (const Steps& branch : step.branches) steps(name, branch, request_class, per_s);
  }

  void take(const std::string& name, const ChooseStep& step, const std::string& request_class,
            double per_s) {
    double weights = 0;
    for (const auto& [weight, option] : step.options) weights += weight;
    for (const auto& [weight, option] : step.options)
      steps(name, option, request_class, per_s * weight / weights);
  }

  void take(const std::string& name, const RepeatStep& step, const std::string& request_class,
            double per_s) {
    steps(name, step.steps, request_class, per_s * step.times);
  }

  const Scenario& scenario_;
  const Visits& visits_;
};

double distance(const Visits& a, const Visits& b) {
  double largest = 0;
  for (const auto& [name, by_class] : a) {
    for (const auto& [request_class, per_s] : by_class) {
      const auto other = b.find(name);
      double before = 0;
      if (other != b.end()) {
        const auto found = other->second.find(request_class);
        if (found != other->second.end()) before = found->second;
      }
      largest = std::max(largest, std::fabs(per_s - before) / std::max(per_s, 1e-12));
    }
  }
  return largest;
}

double highest_count(const CountTrace& trace) {
  double peak = 0;
  for (const double count : trace.counts) peak = count > peak ? count : peak;
  return peak / to_seconds(trace.interval);
}

}  // namespace

double peak_rate(const WorkloadSpec& workload, const Traces& traces) {
  if (const auto* arrivals = std::get_if<ArrivalsSpec>(&workload.source)) {
    if (arrivals->interarrival) return 1.0 / arrivals->interarrival->mean();
    if (!arrivals->states.empty()) return mean_rate_per_s(arrivals->states);
    double peak = 0;
    for (const auto& point : arrivals->rate) peak = std::max(peak, point.value.per_s);
    return peak;
  }
  if (const auto* trace = std::get_if<TraceSpec>(&workload.source)) {
    const auto loaded = traces.by_workload.find(workload.name);
    if (loaded == traces.by_workload.end()) return 0;
    if (const auto* counts = std::get_if<std::shared_ptr<const CountTrace>>(&loaded->second.data)) {
      return highest_count(**counts) * trace->rate_scale * trace->speed;
    }
    const double length = to_seconds(loaded->second.length);
    return length > 0 ? loaded->second.requests / length : 0;
  }
  const auto& users = std::get<UsersSpec>(workload.source);
  double peak = 0;
  for (const auto& point : users.stages) peak = std::max(peak, static_cast<double>(point.value));
  return users.think.mean() > 0 ? peak / users.think.mean() : 0;
}

double ttl_hit_ratio(const KeyChooser& keys, double lookups_per_s, Duration ttl) {
  if (ttl >= forever) return 1.0;
  // Ranks one by one, then in stretches of 1 % of their rank over which the law hardly changes.
  const auto n = static_cast<double>(keys.keys);
  double mass = 0;
  double hits = 0;
  for (double rank = 1; rank <= n;) {
    const double width = std::min(std::max(1.0, std::floor(rank * 0.01)), n - rank + 1);
    const double middle = rank + (width - 1) / 2;
    const double p = portable::exp(-keys.exponent * portable::log(middle));
    mass += p * width;
    rank += width;
  }
  const double renewals = lookups_per_s * to_seconds(ttl);
  for (double rank = 1; rank <= n;) {
    const double width = std::min(std::max(1.0, std::floor(rank * 0.01)), n - rank + 1);
    const double p = portable::exp(-keys.exponent * portable::log(rank + (width - 1) / 2)) / mass;
    hits += width * p * (p * renewals / (1.0 + p * renewals));
    rank += width;
  }
  return hits;
}

CallRates call_rates(const Scenario& scenario, const Traces& traces) {
  CallRates rates;
  Visits visits;
  for (int round = 0; round < rounds_max; ++round) {
    Sweep sweep(scenario, visits);
    for (const WorkloadSpec& workload : scenario.workloads) {
      double weights = 0;
      for (const auto& [name, weight] : workload.mix) weights += weight;
      const double peak = peak_rate(workload, traces);
      for (const auto& [name, weight] : workload.mix)
        sweep.call(workload.name, workload.to.name, name, peak * weight / weights);
    }
    sweep.run();
    const bool settled = distance(sweep.caused, visits) < 1e-9;
    visits = std::move(sweep.caused);
    rates = std::move(sweep.rates);
    if (settled) return rates;
  }
  rates.converged = false;
  return rates;
}

}  // namespace tiersim::lab
