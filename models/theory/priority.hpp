#pragma once
#include <optional>
#include <vector>

#include "models/theory/law.hpp"

namespace tiersim::theory {

/// One class of an M/G/1 queue with priorities, as its customers see it.
struct PriorityClass {
  double offered_load = 0;
  double wait_s = 0;                 ///< sojourn less service, preemptions included
  double wait_second_moment_s2 = 0;  ///< non-preemptive only, else 0; infinite where it is
  double sojourn_s = 0;
  double number = 0;  ///< in the system
};

struct PriorityInput {
  double arrival_rate_per_s;
  Law service;
};

/// M/G/1, class 0 first, FIFO within a class, non-preemptive (head of the line). Empty when the
/// total load is 1 or more. Preconditions: at least one class, rates >= 0, means > 0. Sources: A.
/// Cobham, "Priority assignment in waiting line problems", Operations Research 2, 1954; second
/// moments as a delay busy period of the higher classes (H. Kesten, J. T. Runnenburg, 1957).
[[nodiscard]] std::optional<std::vector<PriorityClass>> mg1_priority(
    const std::vector<PriorityInput>& classes);

/// The same, preemptive resume. Preconditions as above. Source: L. Kleinrock, Queueing Systems
/// volume 2, 1976, section 3.4.
[[nodiscard]] std::optional<std::vector<PriorityClass>> mg1_priority_preemptive(
    const std::vector<PriorityInput>& classes);

}  // namespace tiersim::theory
