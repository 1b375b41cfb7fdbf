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

/// Customers a replication needs for a pilot worth `events`.
std::uint64_t pilot_customers(const Json& one_case, Simulate simulate, std::uint64_t events) {
  std::uint64_t customers = 500;
  for (int step = 0; step < 8; ++step) {
    const Measurement probe = simulate(one_case, Run{{seed, pilots}, customers});
    if (probe.events * pilots * 2 > events) break;
    customers *= 2;
  }
  return customers;
}

}  // namespace

Judged simulate_case(const Json& one_case, Simulate simulate, double level, Budget budget) {
  const std::uint64_t probe = pilot_customers(one_case, simulate, budget.pilot);
  Block pilot;
  simulate_block(pilot, one_case, simulate, 0, pilots, probe);
  // An error falls as one over the root of all customers. What a pilot has not seen at all is
  // looked for with eight times as much.
  const double blunt = judge(one_case, pilot.replications, level).blunt();
  const double growth = std::isfinite(blunt) ? std::max(1.0, std::pow(blunt / aim, 2)) : 8;
  const double per_customer =
      static_cast<double>(pilot.events) / static_cast<double>(pilots * probe);
  const double affordable = static_cast<double>(budget.total) / per_customer;
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
