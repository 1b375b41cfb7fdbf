#pragma once
#include <optional>

namespace tiersim::theory {

/// Requests that fork into two tasks, one for each of two FIFO servers, and are done when both
/// tasks are. Poisson arrivals, exponential service.
struct ForkJoin {
  double arrival_rate_per_s = 0;
  double service_rate_1_per_s = 0;
  double service_rate_2_per_s = 0;
};

struct ForkJoinSolution {
  double response_s = 0;   ///< mean, of the whole request
  double number = 0;       ///< mean requests of which a task is not done
  double sojourn_1_s = 0;  ///< mean, of a task at server 1
  double sojourn_2_s = 0;
};

/// Exact steady state, in closed form; nothing when a server is overloaded. Preconditions: rates >
/// 0. Sources: L. Flatto, S. Hahn, "Two parallel queues created by arrivals with two demands I",
/// SIAM Journal on Applied Mathematics 44(5), 1984; for the invariants of these three steps, O.
/// Bernardi, M. Bousquet-Mélou, K. Raschel, "Counting quadrant walks via Tutte's invariant method",
/// Combinatorial Theory 1, 2021.
[[nodiscard]] std::optional<ForkJoinSolution> solve(const ForkJoin& model);

/// Approximate mean response with `branches` equal servers; nothing when they are overloaded.
/// Stated for 2 <= branches <= 32. Preconditions: rates > 0, branches >= 2. Source: R. Nelson, A.
/// N. Tantawi, "Approximate analysis of fork/join synchronization in parallel queues", IEEE
/// Transactions on Computers 37(6), 1988.
[[nodiscard]] std::optional<double> fork_join_response_s(double arrival_rate_per_s,
                                                         double service_rate_per_s, int branches);

}  // namespace tiersim::theory
