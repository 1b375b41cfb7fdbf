#include "models/theory/networks/closed_network.hpp"

#include <numeric>

#include "models/theory/networks/bard_schweitzer.hpp"
#include "models/theory/networks/product_form.hpp"
#include "sim/assert.hpp"

namespace tiersim::theory {

namespace {

double demand_s(const ClosedNetwork& network, std::size_t r, std::size_t k) {
  return network.visits[r][k] * network.service_s[r][k];
}

void check(const ClosedNetwork& network) {
  const std::size_t classes = network.population.size();
  TIERSIM_ASSERT(classes > 0 && network.think_s.size() == classes);
  TIERSIM_ASSERT(network.service_s.size() == classes && network.visits.size() == classes);
  for (std::size_t r = 0; r < classes; ++r) {
    TIERSIM_ASSERT(network.service_s[r].size() == network.servers.size());
    TIERSIM_ASSERT(network.visits[r].size() == network.servers.size());
    TIERSIM_ASSERT(network.think_s[r] >= 0);
    for (std::size_t k = 0; k < network.servers.size(); ++k)
      TIERSIM_ASSERT(network.service_s[r][k] >= 0 && network.visits[r][k] >= 0);
  }
}

/// Think time and service at the stations without waiting.
std::vector<double> delays_s(const ClosedNetwork& network) {
  std::vector<double> delays = network.think_s;
  for (std::size_t r = 0; r < delays.size(); ++r) {
    for (std::size_t k = 0; k < network.servers.size(); ++k)
      if (network.servers[k] == 0) delays[r] += demand_s(network, r, k);
  }
  return delays;
}

std::vector<double> demands_s(const ClosedNetwork& network, std::size_t k) {
  std::vector<double> demands;
  for (std::size_t r = 0; r < network.population.size(); ++r)
    demands.push_back(demand_s(network, r, k));
  return demands;
}

std::vector<double> capacities(std::size_t servers) {
  std::vector<double> capacity(servers);
  std::iota(capacity.begin(), capacity.end(), 1.0);
  return capacity;
}

/// Adds what follows from throughputs and the numbers at the queues.
ClosedSolution complete(const ClosedNetwork& network, const std::vector<double>& throughput_per_s,
                        const Table& at_queues) {
  const std::size_t classes = network.population.size();
  const std::size_t stations = network.servers.size();
  ClosedSolution solution{throughput_per_s, std::vector<double>(classes, 0.0),
                          Table(classes, std::vector<double>(stations, 0.0)),
                          std::vector<double>(stations, 0.0)};
  for (std::size_t r = 0; r < classes; ++r) {
    std::size_t queue = 0;
    double present = 0;
    for (std::size_t k = 0; k < stations; ++k) {
      const double busy = throughput_per_s[r] * demand_s(network, r, k);
      const bool is_delay = network.servers[k] == 0;
      solution.number[r][k] = is_delay ? busy : at_queues[r][queue++];
      solution.utilization[k] += is_delay ? busy : busy / static_cast<double>(network.servers[k]);
      present += solution.number[r][k];
    }
    if (throughput_per_s[r] > 0) solution.response_s[r] = present / throughput_per_s[r];
  }
  return solution;
}

}  // namespace

ClosedSolution solve(const ClosedNetwork& network) {
  check(network);
  ProductForm form{network.population, delays_s(network), {}};
  for (std::size_t k = 0; k < network.servers.size(); ++k) {
    if (network.servers[k] > 0)
      form.queues.push_back({demands_s(network, k), capacities(network.servers[k])});
  }
  const ProductFormSolution solved = solve(form);
  return complete(network, solved.throughput_per_s, solved.number);
}

ClosedSolution solve_approximately(const ClosedNetwork& network) {
  check(network);
  ApproximateNetwork form{network.population, delays_s(network), {}};
  for (std::size_t k = 0; k < network.servers.size(); ++k) {
    TIERSIM_ASSERT(network.servers[k] <= 1);
    if (network.servers[k] == 1) form.demand_s.push_back(demands_s(network, k));
  }
  const ApproximateSolution solved = bard_schweitzer(form);
  return complete(network, solved.throughput_per_s, solved.number);
}

ClosedSolution solve(const LoadDependentNetwork& network) {
  TIERSIM_ASSERT(network.visits.size() == network.service_s.size());
  ProductForm form{{network.population}, {network.think_s}, {}};
  for (std::size_t k = 0; k < network.visits.size(); ++k) {
    const std::vector<double>& service_s = network.service_s[k];
    TIERSIM_ASSERT(!service_s.empty() && service_s.front() > 0);
    ProductForm::Queue& queue = form.queues.emplace_back();
    queue.demand_s = {network.visits[k] * service_s.front()};
    for (const double time_s : service_s) queue.capacity.push_back(service_s.front() / time_s);
  }
  const ProductFormSolution solved = solve(form);
  const std::vector<double>& number = solved.number.front();
  const double present = std::accumulate(number.begin(), number.end(), 0.0);
  const double throughput = solved.throughput_per_s.front();
  return {{throughput}, {throughput > 0 ? present / throughput : 0.0}, solved.number, {}};
}

}  // namespace tiersim::theory
