#pragma once

namespace tiersim::theory {

/// What every station has in steady state. Little's law holds between them, with the rate of the
/// customers that are served.
struct StationMeans {
  double utilization = 0;     ///< busy fraction of a server
  double number = 0;          ///< customers in the system
  double number_waiting = 0;  ///< customers waiting
  double sojourn_s = 0;       ///< wait and service
  double wait_s = 0;
};

}  // namespace tiersim::theory
