#pragma once
#include <cstddef>

namespace tiersim::theory {

/// Machines that fail and are repaired, with cold spares: what runs fails, what is down waits for a
/// repairer, FIFO. Exponential lives and repairs.
struct MachineRepair {
  std::size_t machines = 1;  ///< wanted in operation
  std::size_t spares = 0;    ///< cold: they do not fail
  double failure_rate_per_s = 0;
  double repair_rate_per_s = 0;  ///< of one repairer
  std::size_t repairers = 1;
};

struct MachineRepairSolution {
  double down = 0;           ///< mean machines waiting or in repair
  double operating = 0;      ///< mean machines in operation
  double availability = 0;   ///< operating / machines
  double all_operating = 0;  ///< time fraction with all wanted machines in operation
  double failures_per_s = 0;
  double down_time_s = 0;  ///< mean of a failure, wait for a repairer included
  double repairer_utilization = 0;
};

/// Exact steady state. Preconditions: machines >= 1, repairers >= 1, rates > 0. O(machines +
/// spares). Source: C. Palm, "The assignment of workers in servicing automatic machines", Journal
/// of Industrial Engineering 9, 1958.
[[nodiscard]] MachineRepairSolution solve(const MachineRepair& model);

}  // namespace tiersim::theory
