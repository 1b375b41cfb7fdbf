#include "lab/experiment/advice.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tiersim::lab {

namespace {

std::string percent(double share) {
  return fmt::format("{:.0f} %", share * 100);
}

std::string milliseconds(double seconds) {
  return seconds < 1 ? fmt::format("{:.3g} ms", seconds * 1e3) : fmt::format("{:.3g} s", seconds);
}

double outcome_share(const Result& result, const char* outcome) {
  const auto found = result.requests.all.outcomes.find(outcome);
  const auto ended =
      static_cast<double>(result.requests.all.completed + result.requests.all.failed);
  return found == result.requests.all.outcomes.end() || ended == 0
             ? 0
             : static_cast<double>(found->second) / ended;
}

/// The tier in which the slowest requests wait longest.
const TierTime* worst_wait(const Result& result) {
  const TierTime* worst = nullptr;
  for (const TierTime& tier : result.breakdown) {
    if (std::isnan(tier.slowest_wait_s)) continue;
    if (worst == nullptr || tier.slowest_wait_s > worst->slowest_wait_s) worst = &tier;
  }
  return worst;
}

void advise_on_pools(const Result& result, std::vector<Advice>& advice) {
  for (const auto& [path, component] : result.components) {
    if (component.kind != ConnectionPoolParams::kind) continue;
    if (component.utilization > 0.85) {
      advice.push_back(
          {path,
           "The pool is nearly used up: a larger default_pool_size or shorter queries would cut "
           "the wait.",
           fmt::format("{} of its connections in use on average, p95 wait {}",
                       percent(component.utilization), milliseconds(component.wait_s.p95))});
    }
  }
}

void advise_on_failures(const Result& result, std::vector<Advice>& advice) {
  struct Case {
    const char* outcome;
    const char* summary;
  };

  static constexpr Case cases[] = {
      {"no_backend",
       "Requests found nobody ready: start earlier (minReplicas) or faster (start_up)."},
      {"too_many_connections",
       "The database refuses connections: lower the pools or put one pool in front of it."},
      {"pool_timeout",
       "Queries gave up waiting for a connection: the pool or the database behind it is too "
       "small."},
      {"rejected_limit", "Queues overflow: this is more load than the tier can take."},
      {"timeout", "Clients give up waiting: look at the tier where the slowest requests wait."},
      {"refused",
       "Requests were sent to what was down: balancers learn of it late, or nothing takes its "
       "place."}};
  for (const Case& known : cases) {
    const double share = outcome_share(result, known.outcome);
    if (share > 0.0005) {
      advice.push_back(
          {"", known.summary,
           fmt::format("{:.2g} % of the requests ended as {}", share * 100, known.outcome)});
    }
  }
}

void advise_on_scaling(const Scenario& scenario, const Result& result,
                       std::vector<Advice>& advice) {
  for (const ComponentSpec& spec : scenario.components) {
    const auto component = result.components.find(spec.name);
    if (!spec.autoscaler || component == result.components.end() || !component->second.replicas)
      continue;
    const ReplicaSummary& replicas = *component->second.replicas;
    if (replicas.max >= spec.replicas_max() && replicas.min < replicas.max) {
      advice.push_back(
          {spec.name,
           "The autoscaler stood at its most replicas: raise that, or the load above "
           "it is not served in "
           "time.",
           fmt::format("up to {:.0f} of {} replicas", replicas.max, spec.replicas_max())});
    }
  }
}

void advise_on_waits(const Result& result, std::vector<Advice>& advice) {
  const TierTime* const worst = worst_wait(result);
  if (worst == nullptr || result.verdict == Verdict::Met) return;
  const double p99 = result.requests.all.latency_s.p99;
  if (worst->slowest_wait_s > 0.3 * p99) {
    advice.push_back(
        {worst->component,
         fmt::format("The slowest requests lose their time waiting in {}.", worst->component),
         fmt::format("{} of waiting there for the slowest 1 %, whose latency is above {}",
                     milliseconds(worst->slowest_wait_s), milliseconds(p99))});
  }
}

void advise_on_precision(const Result& result, std::vector<Advice>& advice) {
  if (result.verdict != Verdict::Undecided) return;
  const auto open =
      std::find_if(result.objectives.begin(), result.objectives.end(),
                   [](const Objective& o) { return o.verdict == Verdict::Undecided; });
  const bool few = result.run.replications < 30;
  advice.push_back({"",
                    few ? fmt::format("Undecided: run more replications (--replications {}).",
                                      result.run.replications * 4)
                        : std::string("Undecided although there are many replications: make each "
                                      "run longer, or accept that "
                                      "the system sits at its limit."),
                    fmt::format("{} lies inside its interval", open->expression)});
}

void advise_on_headroom(const Result& result, std::vector<Advice>& advice) {
  if (!advice.empty()) return;
  const Component* busiest = nullptr;
  std::string name;
  for (const auto& [path, component] : result.components) {
    if (std::isnan(component.utilization)) continue;
    if (busiest == nullptr || component.utilization > busiest->utilization) {
      busiest = &component;
      name = path;
    }
  }
  if (busiest != nullptr) {
    advice.push_back({name, fmt::format("{} will be the first to saturate as load grows.", name),
                      fmt::format("{} busy on average, more than any other tier",
                                  percent(busiest->utilization))});
  }
}

}  // namespace

std::vector<Advice> advise(const Scenario& scenario, const Result& result) {
  std::vector<Advice> advice;
  advise_on_failures(result, advice);
  advise_on_pools(result, advice);
  advise_on_scaling(scenario, result, advice);
  advise_on_waits(result, advice);
  advise_on_precision(result, advice);
  advise_on_headroom(result, advice);
  return advice;
}

}  // namespace tiersim::lab
