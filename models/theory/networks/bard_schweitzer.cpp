#include "models/theory/networks/bard_schweitzer.hpp"

#include <algorithm>
#include <cmath>

#include "sim/assert.hpp"

namespace tiersim::theory {

namespace {

constexpr int steps_max = 200'000;

/// Customers start evenly spread over the queues that their class visits.
std::vector<std::vector<double>> spread(const ApproximateNetwork& network) {
  const std::size_t classes = network.population.size();
  std::vector<std::vector<double>> number(classes);
  for (std::size_t r = 0; r < classes; ++r) {
    double visited = 0;
    for (const auto& demand : network.demand_s) visited += demand[r] > 0 ? 1 : 0;
    for (const auto& demand : network.demand_s) {
      const auto customers = static_cast<double>(network.population[r]);
      number[r].push_back(demand[r] > 0 ? customers / visited : 0.0);
    }
  }
  return number;
}

/// One step of class r: its throughput and numbers, given the totals at the queues. Returns by
/// which share of the class the numbers have moved.
double step(const ApproximateNetwork& network, std::size_t r, ApproximateSolution& state,
            std::vector<double>& total) {
  const auto customers = static_cast<double>(network.population[r]);
  std::vector<double>& own = state.number[r];
  std::vector<double> residence(own.size());
  double cycle = network.delay_s[r];
  for (std::size_t k = 0; k < own.size(); ++k) {
    const double found = std::max(total[k] - own[k], 0.0) + own[k] * (customers - 1) / customers;
    cycle += residence[k] = network.demand_s[k][r] * (1 + found);
  }
  state.throughput_per_s[r] = customers / cycle;
  double moved = 0;
  for (std::size_t k = 0; k < own.size(); ++k) {
    const double change = state.throughput_per_s[r] * residence[k] - own[k];
    total[k] += change;
    own[k] += change;
    moved = std::max(moved, std::abs(change) / customers);
  }
  return moved;
}

}  // namespace

ApproximateSolution bard_schweitzer(const ApproximateNetwork& network, double precision) {
  const std::size_t classes = network.population.size();
  TIERSIM_ASSERT(precision > 0 && network.delay_s.size() == classes);
  ApproximateSolution state{std::vector<double>(classes, 0.0), spread(network)};
  for (int steps = 0;; ++steps) {
    std::vector<double> total(network.demand_s.size(), 0.0);  // afresh: rounding must not pile up
    for (const auto& numbers : state.number) {
      for (std::size_t k = 0; k < total.size(); ++k) total[k] += numbers[k];
    }
    double moved = 0;
    for (std::size_t r = 0; r < classes; ++r) {
      if (network.population[r] > 0) moved = std::max(moved, step(network, r, state, total));
    }
    if (moved <= precision) return state;
    TIERSIM_ASSERT(steps < steps_max);
  }
}

}  // namespace tiersim::theory
