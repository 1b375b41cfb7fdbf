#include "models/theory/networks/gated_pool.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "models/theory/arrivals/level_chain.hpp"
#include "models/theory/networks/closed_network.hpp"
#include "sim/assert.hpp"

namespace tiersim::theory {

namespace {

void check(const GatedPool& pool) {
  TIERSIM_ASSERT(pool.connections >= 1 && pool.database_servers >= 1);
  TIERSIM_ASSERT(pool.database_rate_per_s > 0 && pool.work_rate_per_s > 0);
}

/// The level is the number of requests, the phase the number of them at the database.
LevelChain chain_of(const GatedPool& pool,
                    const std::function<double(std::size_t level)>& arrival_rate_per_s) {
  const auto phases = [pool](std::size_t level) { return std::min(level, pool.connections) + 1; };
  LevelChain chain;
  chain.up = [=](std::size_t level) {
    Block rates(phases(level), phases(level + 1));
    const std::size_t admitted = level < pool.connections ? 1 : 0;
    for (std::size_t d = 0; d < rates.rows(); ++d)
      rates(d, d + admitted) = arrival_rate_per_s(level);
    return rates;
  };
  chain.within = [=](std::size_t level) {
    Block rates(phases(level), phases(level));
    for (std::size_t d = 1; d < rates.rows(); ++d) {
      const auto busy = static_cast<double>(std::min(d, pool.database_servers));
      rates(d, d - 1) = busy * pool.database_rate_per_s;
    }
    return rates;
  };
  chain.down = [=](std::size_t level) {
    Block rates(phases(level), phases(level - 1));
    const std::size_t next = level > pool.connections ? 1 : 0;  // takes the freed connection
    const std::size_t held = rates.rows() - 1;
    for (std::size_t d = 0; d < held; ++d)
      rates(d, d + next) = static_cast<double>(held - d) * pool.work_rate_per_s;
    return rates;
  };
  return chain;
}

/// Adds what a level contributes to the means.
void add_level(const GatedPool& pool, std::size_t level, const std::vector<double>& fractions,
               GatedPoolSolution& sums) {
  const std::size_t held = std::min(level, pool.connections);
  for (std::size_t d = 0; d <= held; ++d) {
    sums.held += static_cast<double>(held) * fractions[d];
    sums.waiting += static_cast<double>(level - held) * fractions[d];
    sums.at_database += static_cast<double>(d) * fractions[d];
    sums.throughput_per_s += static_cast<double>(held - d) * pool.work_rate_per_s * fractions[d];
    if (held == pool.connections) sums.all_held += fractions[d];
  }
}

GatedPoolSolution with_times(GatedPoolSolution means) {
  means.wait_s = means.waiting / means.throughput_per_s;
  means.response_s = (means.waiting + means.held) / means.throughput_per_s;
  return means;
}

/// Clients who do not think hold all the connections that they can.
GatedPoolSolution without_thinking(const GatedPool& pool, std::size_t clients) {
  const std::size_t held = std::min(clients, pool.connections);
  const ClosedSolution inside = solve(ClosedNetwork{{held},
                                                    {1 / pool.work_rate_per_s},
                                                    {{1 / pool.database_rate_per_s}},
                                                    {{1.0}},
                                                    {pool.database_servers}});
  GatedPoolSolution means;
  means.throughput_per_s = inside.throughput_per_s[0];
  means.held = static_cast<double>(held);
  means.waiting = static_cast<double>(clients - held);
  means.at_database = inside.number[0][0];
  means.all_held = held == pool.connections ? 1 : 0;
  return with_times(means);
}

}  // namespace

GatedPoolSolution solve_closed(const GatedPool& pool, std::size_t clients, double think_s) {
  check(pool);
  TIERSIM_ASSERT(clients >= 1 && think_s >= 0);
  if (think_s == 0) return without_thinking(pool, clients);
  const LevelChain chain = chain_of(pool, [clients, think_s](std::size_t level) {
    return static_cast<double>(clients - level) / think_s;
  });
  GatedPoolSolution means;
  const std::vector<std::vector<double>> levels = stationary(chain, clients);
  for (std::size_t level = 0; level < levels.size(); ++level)
    add_level(pool, level, levels[level], means);
  return with_times(means);
}

std::optional<GatedPoolSolution> solve_open(const GatedPool& pool, double arrival_rate_per_s) {
  check(pool);
  TIERSIM_ASSERT(arrival_rate_per_s > 0);
  const LevelChain chain =
      chain_of(pool, [arrival_rate_per_s](std::size_t) { return arrival_rate_per_s; });
  const auto solved = stationary_unbounded(chain, pool.connections);
  if (!solved) return std::nullopt;
  GatedPoolSolution means;
  for (std::size_t level = 0; level < pool.connections; ++level)
    add_level(pool, level, solved->levels[level], means);
  add_level(pool, pool.connections, solved->above, means);
  for (const double excess : solved->excess) means.waiting += excess;
  return with_times(means);
}

}  // namespace tiersim::theory
