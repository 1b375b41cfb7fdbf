#include "models/theory/networks/machine_repair.hpp"

#include <algorithm>
#include <vector>

#include "models/theory/birth_death.hpp"
#include "sim/assert.hpp"

namespace tiersim::theory {

MachineRepairSolution solve(const MachineRepair& model) {
  TIERSIM_ASSERT(model.machines >= 1 && model.repairers >= 1);
  TIERSIM_ASSERT(model.failure_rate_per_s > 0 && model.repair_rate_per_s > 0);
  const std::size_t all = model.machines + model.spares;
  const auto operating = [&](std::size_t down) {
    return static_cast<double>(std::min(model.machines, all - down));
  };
  const auto in_repair = [&](std::size_t down) {
    return static_cast<double>(std::min(down, model.repairers));
  };
  const std::vector<double> share = birth_death_stationary(
      all + 1, [&](std::size_t down) { return model.failure_rate_per_s * operating(down); },
      [&](std::size_t down) { return model.repair_rate_per_s * in_repair(down); });

  MachineRepairSolution solution;
  double repairing = 0;
  for (std::size_t down = 0; down <= all; ++down) {
    solution.down += static_cast<double>(down) * share[down];
    solution.operating += operating(down) * share[down];
    repairing += in_repair(down) * share[down];
    if (down <= model.spares) solution.all_operating += share[down];
  }
  solution.availability = solution.operating / static_cast<double>(model.machines);
  solution.failures_per_s = model.failure_rate_per_s * solution.operating;
  solution.down_time_s = solution.down / solution.failures_per_s;
  solution.repairer_utilization = repairing / static_cast<double>(model.repairers);
  return solution;
}

}  // namespace tiersim::theory
