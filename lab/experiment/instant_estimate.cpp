#include "lab/experiment/instant_estimate.hpp"

#include <algorithm>
#include <cmath>

#include "lab/experiment/rates_over_time.hpp"
#include "lab/experiment/tier_demand.hpp"
#include "lab/experiment/tier_estimator.hpp"

namespace tiersim::lab {

namespace {

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
      lines[i].advance(static_cast<double>(step) * rates.step_s, rates.step_s, tiers[i].demand(now),
                       estimate.tiers[i].overloads);
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
  const std::vector<Tier> tiers = tiers_of(scenario);
  for (const Tier& tier : tiers) {
    TierEstimate found;
    found.path = tier.path;
    found.kind = tier.spec->kind();
    const Demand at_peak = tier.demand(peak);
    const Demand at_mean = tier.demand(mean);
    found.arrivals_per_s = at_mean.calls_per_s;
    found.arrivals_peak_per_s = at_peak.calls_per_s;
    found.utilization = at_mean.work / tier.capacity;
    found.utilization_peak = at_peak.work / tier.capacity;
    estimate.tiers.push_back(std::move(found));
  }
  TierEstimator estimator(scenario, peak);
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
