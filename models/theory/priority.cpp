#include "models/theory/priority.hpp"

#include "sim/assert.hpp"

namespace tiersim::theory {

namespace {

/// Rate times moments of the service, summed over classes.
struct Work {
  double load = 0;
  double second = 0;
  double third = 0;

  void add(const PriorityInput& input) {
    load += input.arrival_rate_per_s * input.service.mean();
    second += input.arrival_rate_per_s * input.service.moment(2);
    third += input.arrival_rate_per_s * input.service.moment(3);
  }
};

Work all_work(const std::vector<PriorityInput>& classes) {
  TIERSIM_ASSERT(!classes.empty());
  Work all;
  for (const PriorityInput& input : classes) {
    TIERSIM_ASSERT(input.arrival_rate_per_s >= 0 && input.service.mean() > 0);
    all.add(input);
  }
  return all;
}

}  // namespace

std::optional<std::vector<PriorityClass>> mg1_priority(const std::vector<PriorityInput>& classes) {
  const Work all = all_work(classes);
  if (all.load >= 1) return std::nullopt;
  std::vector<PriorityClass> result;
  Work above;
  for (const PriorityInput& input : classes) {
    Work upto = above;
    upto.add(input);
    const double free = 1 - upto.load;
    const double ahead = 1 - above.load;
    // Work that a customer finds before it: as in the queue of the classes up to its own, where the
    // lower classes are a residual service in progress. Both moments of that sum:
    const double first = all.second / (2 * free);
    const double second = all.third / (3 * free) + all.second * upto.second / (2 * free * free);
    // While it is done, higher classes come: a delay busy period.
    PriorityClass found;
    found.offered_load = input.arrival_rate_per_s * input.service.mean();
    found.wait_s = first / ahead;
    found.wait_second_moment_s2 = second / (ahead * ahead);
    if (above.second > 0)
      found.wait_second_moment_s2 += first * above.second / (ahead * ahead * ahead);
    found.sojourn_s = found.wait_s + input.service.mean();
    found.number = input.arrival_rate_per_s * found.sojourn_s;
    result.push_back(found);
    above = upto;
  }
  return result;
}

std::optional<std::vector<PriorityClass>> mg1_priority_preemptive(
    const std::vector<PriorityInput>& classes) {
  if (all_work(classes).load >= 1) return std::nullopt;
  std::vector<PriorityClass> result;
  Work above;
  for (const PriorityInput& input : classes) {
    Work upto = above;
    upto.add(input);
    const double ahead = 1 - above.load;
    PriorityClass found;
    found.offered_load = input.arrival_rate_per_s * input.service.mean();
    found.sojourn_s = input.service.mean() / ahead + upto.second / (2 * ahead * (1 - upto.load));
    found.wait_s = found.sojourn_s - input.service.mean();
    found.number = input.arrival_rate_per_s * found.sojourn_s;
    result.push_back(found);
    above = upto;
  }
  return result;
}

}  // namespace tiersim::theory
