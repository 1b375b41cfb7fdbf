#include "tests/queueing/networks/transients_instants.hpp"

#include <algorithm>

namespace tiersim::queueing {

namespace {

double runs_for_mean(const Tally& values) {
  const double mean = values.mean();
  return mean > 0 ? values.variance() / (mean * mean) / (0.01 * 0.01) : 0.0;
}

/// An event never seen is taken for one that half a run in the pilot saw.
double runs_for_share(std::uint64_t hits, std::uint64_t trials) {
  const double share = (static_cast<double>(hits) + 0.5) / (static_cast<double>(trials) + 1.0);
  return (1.0 - share) / share / (0.02 * 0.02);
}

}  // namespace

void InstantTally::record(const Snapshot& snapshot) {
  amount_.record(snapshot.amount);
  waiting_.record(snapshot.waiting);
  customers_.record(snapshot.customers);
  all_busy_ += snapshot.all_busy ? 1U : 0U;
  empty_ += snapshot.empty ? 1U : 0U;
}

double InstantTally::runs_needed(const Wants& wants) const {
  double runs = 0;
  if (wants.amount) runs = std::max(runs, runs_for_mean(amount_));
  if (wants.waiting) runs = std::max(runs, runs_for_mean(waiting_));
  if (wants.variance) runs = std::max(runs, 2.0 / (0.03 * 0.03));  // of a normal law
  if (wants.all_busy) runs = std::max(runs, runs_for_share(all_busy_, amount_.count()));
  if (wants.empty) runs = std::max(runs, runs_for_share(empty_, amount_.count()));
  return runs;
}

RunPlan plan_by_pilot(std::size_t instants, const InstantTally::Wants& wants, const ShortRun& run) {
  constexpr int runs = 32;
  constexpr double cost_of_a_run = 5;  // to set it up and take it down
  std::vector<InstantTally> pilot(instants);
  for (int i = 0; i < runs; ++i) run(instants - 1, pilot);
  RunPlan plan;
  for (const InstantTally& instant : pilot) {
    plan.needed.push_back(instant.runs_needed(wants));
    plan.cost.push_back(instant.mean_customers() + cost_of_a_run);
  }
  return plan;
}

std::vector<InstantTally> play_short_runs(const RunPlan& plan, std::uint64_t customers,
                                          const ShortRun& run) {
  constexpr double runs_min = 10;  // to the last instant: a variance wants a few
  const std::size_t instants = plan.needed.size();
  // reach[i]: runs that come to instant i; those that go further pass it as well.
  std::vector<double> reach(instants + 1, 0.0);
  double cost = 0;
  for (std::size_t i = instants; i-- > 0;) {
    reach[i] = std::max({reach[i + 1], plan.needed[i], 1.0});
    cost += (reach[i] - reach[i + 1]) * plan.cost[i];
  }
  std::vector<InstantTally> tallies(instants);
  std::uint64_t played = 0;
  for (std::size_t i = instants; i-- > 0;) {
    const auto runs = static_cast<std::uint64_t>(
        std::max(runs_min, reach[i] * static_cast<double>(customers) / cost));
    for (; played < runs; ++played) run(i, tallies);
  }
  return tallies;
}

}  // namespace tiersim::queueing
