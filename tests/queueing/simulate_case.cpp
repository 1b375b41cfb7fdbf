#include <algorithm>
#include <cmath>

#include "tests/queueing/runner.hpp"

namespace tiersim::queueing {
namespace {

constexpr std::uint64_t seed = 20260707;
constexpr std::uint32_t pilots = 8;
constexpr std::uint32_t block = 32;  ///< replications between two looks
/// The length aims at this share of the error allowed.
constexpr double aim = 0.7;

struct Block {
  std::vector<Measurement> replications;
  std::uint64_t events = 0;
};

void simulate_block(Block& done, const Json& one_case, Simulate simulate, std::uint32_t first,
                    std::uint32_t count, std::uint64_t customers) {
  for (std::uint32_t i = first; i < first + count; ++i) {
    done.replications.push_back(simulate(one_case, Run{{seed, i}, customers}));
    done.events += done.replications.back().events;
  }
}

struct Probe {
  std::uint64_t customers = 500;
  double warm_up = 0;       ///< events of a replication before it measures
  double per_customer = 0;  ///< events for each customer measured
};

/// A length at which pilots are worth `events` and a replication measures at least twice as long as
/// it warms up.
Probe probe_length(const Json& one_case, Simulate simulate, std::uint64_t events) {
  Probe probe;
  const std::uint64_t warm_up = simulate(one_case, Run{{seed, pilots}, 1}).events;
  for (int step = 0; step < 16; ++step) {
    const std::uint64_t all = simulate(one_case, Run{{seed, pilots}, probe.customers}).events;
    const std::uint64_t measured = all > warm_up ? all - warm_up : 1;
    probe.per_customer = static_cast<double>(measured) / static_cast<double>(probe.customers);
    if (measured >= 2 * warm_up && all * pilots * 2 > events) break;
    probe.customers *= 2;
  }
  probe.warm_up = static_cast<double>(warm_up);
  return probe;
}

}  // namespace

Judged simulate_case(const Json& one_case, Simulate simulate, double level, Budget budget) {
  const Probe length = probe_length(one_case, simulate, budget.pilot);
  const std::uint64_t probe = length.customers;
  Block pilot;
  simulate_block(pilot, one_case, simulate, 0, pilots, probe);
  // An error falls as one over the root of all customers. What a pilot has not seen at all is
  // looked for with eight times as much.
  const double blunt = judge(one_case, pilot.replications, level).blunt();
  const double growth = std::isfinite(blunt) ? std::max(1.0, std::pow(blunt / aim, 2)) : 8;
  const double affordable =
      (static_cast<double>(budget.total) - block * length.warm_up) / length.per_customer;
  const double wanted = growth * static_cast<double>(pilots * probe);
  const auto customers = static_cast<std::uint64_t>(
      std::max(std::min(wanted, affordable) / block, static_cast<double>(probe)));

  Block main;
  std::uint32_t next = pilots + 1;
  Judged judged;
  do {
    simulate_block(main, one_case, simulate, next, block, customers);
    next += block;
    judged.verdict = judge(one_case, main.replications, level);
    // Another block costs what the last one did.
  } while (judged.verdict.blunt() > 1 &&
           main.events + main.events / (main.replications.size() / block) <= budget.total);
  judged.replications = main.replications.size();
  judged.customers = judged.replications * customers;
  return judged;
}

}  // namespace tiersim::queueing
