#include "models/theory/mdc.hpp"
#include "models/theory/mg1.hpp"
#include "tests/models/theory/station_cases.hpp"

namespace tiersim::theory_vectors {
namespace {

using namespace theory;

template <class Queue>
void add_wait_quantiles(const Queue& queue, Json& metrics) {
  metrics["wait_p50"] = queue.wait_quantile_s(0.5);
  metrics["wait_p95"] = queue.wait_quantile_s(0.95);
  metrics["wait_p99"] = queue.wait_quantile_s(0.99);
}

Json fifo(const Json& parameters) {
  const auto queue = solved(
      MG1Queue::solve(parameters.at("lambda").get<double>(), law_of(parameters.at("service"))));
  Json metrics = means_of(queue.means);
  metrics["rho"] = queue.means.utilization;
  metrics["P_wait"] = queue.wait_probability;
  metrics["wait_m2"] = queue.wait_second_moment_s2;
  add_wait_quantiles(queue, metrics);
  return metrics;
}

template <auto solve>
Json moments(const Json& parameters) {
  const MG1Moments found =
      solved(solve(parameters.at("lambda").get<double>(), law_of(parameters.at("service"))));
  Json metrics = means_of(found.means);
  metrics["rho"] = found.means.utilization;
  metrics["wait_m2"] = found.wait_second_moment_s2;
  metrics["sojourn_m2"] = found.sojourn_second_moment_s2;
  return metrics;
}

Json constant_service(const Json& parameters) {
  const auto queue =
      solved(MDcQueue::solve(parameters.at("lambda").get<double>(),
                             parameters.at("D").get<double>(), parameters.at("c").get<int>()));
  Json metrics = means_of(queue.means);
  metrics["rho"] = queue.means.utilization;
  metrics["P_wait"] = queue.wait_probability;
  add_wait_quantiles(queue, metrics);
  return metrics;
}

}  // namespace

const Solvers& mg1_solvers() {
  static const Solvers solvers{{"mg1", fifo},
                               {"mg1_lcfs", moments<mg1_lcfs>},
                               {"mg1_lcfs_pr", moments<mg1_lcfs_preemptive>},
                               {"mg1_siro", moments<mg1_random_order>},
                               {"mdc", constant_service}};
  return solvers;
}

}  // namespace tiersim::theory_vectors
