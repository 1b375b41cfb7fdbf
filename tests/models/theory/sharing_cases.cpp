#include "models/theory/priority.hpp"
#include "models/theory/processor_sharing.hpp"
#include "models/theory/vacation.hpp"
#include "tests/models/theory/station_cases.hpp"

namespace tiersim::theory_vectors {
namespace {

using namespace theory;

double rate(const Json& parameters) {
  return parameters.at("lambda").get<double>();
}

template <auto solve>
Json priority(const Json& parameters) {
  const Json& rates = parameters.at("lambda");
  const Json& services = parameters.at("service");
  std::vector<PriorityInput> inputs;
  for (std::size_t i = 0; i < rates.size(); ++i)
    inputs.push_back({rates.at(i).get<double>(), law_of(services.at(i))});
  Json metrics;
  for (const PriorityClass& found : solved(solve(inputs))) {
    metrics["rho"].push_back(found.offered_load);
    metrics["Wq"].push_back(found.wait_s);
    metrics["wait_m2"].push_back(found.wait_second_moment_s2);
    metrics["W"].push_back(found.sojourn_s);
    metrics["L"].push_back(found.number);
  }
  return metrics;
}

Json sharing(const Json& parameters) {
  const auto queue =
      solved(MG1ProcessorSharing::solve(rate(parameters), law_of(parameters.at("service"))));
  Json metrics = means_of(queue.means);
  metrics["rho"] = queue.means.utilization;
  metrics["sojourn_var"] = queue.sojourn_variance_s2();
  for (const auto& [name, p] :
       {std::pair{"sojourn_p50", 0.5}, {"sojourn_p95", 0.95}, {"sojourn_p99", 0.99}}) {
    if (const auto found = queue.sojourn_quantile_s(p)) metrics[name] = *found;
  }
  for (const Json& x : parameters.value("x", Json::array()))
    metrics["W_given_x"].push_back(queue.sojourn_given_service_s(x.get<double>()));
  for (int n = 0; n < 4; ++n) metrics["P_n"].push_back(queue.number_probability(n));
  return metrics;
}

Json cores(const Json& parameters) {
  const auto found = solved(shared_cores(rate(parameters), law_of(parameters.at("service")).mean(),
                                         parameters.at("c").get<int>()));
  Json metrics = means_of(found.means);
  metrics["rho"] = found.means.utilization;
  metrics["P_all_busy"] = found.all_busy_probability;
  return metrics;
}

Json absent(const AbsentServer& found) {
  Json metrics = means_of(found.means);
  metrics["rho"] = found.means.utilization;
  metrics["wait_m2"] = found.wait_second_moment_s2;
  metrics["P_cold"] = found.cold_probability;
  metrics["frac_on_idle"] = found.idle_fraction;
  metrics["frac_setup"] = found.setup_fraction;
  metrics["frac_off"] = found.off_fraction;
  return metrics;
}

Json vacation(const Json& parameters) {
  return absent(solved(mg1_vacation(rate(parameters), law_of(parameters.at("service")),
                                    law_of(parameters.at("vacation")))));
}

Json setup(const Json& parameters) {
  return absent(solved(mg1_setup(rate(parameters), law_of(parameters.at("service")),
                                 law_of(parameters.at("setup")))));
}

Json delayed_off(const Json& parameters) {
  return absent(solved(mg1_setup_delayed_off(rate(parameters), law_of(parameters.at("service")),
                                             law_of(parameters.at("setup")),
                                             law_of(parameters.at("idle_timeout")))));
}

}  // namespace

const Solvers& sharing_solvers() {
  static const Solvers solvers{{"mg1_priority_np", priority<mg1_priority>},
                               {"mg1_priority_pr", priority<mg1_priority_preemptive>},
                               {"mg1_ps", sharing},
                               {"mgc_ps", cores},
                               {"mg1_vacation", vacation},
                               {"mg1_setup", setup},
                               {"mg1_setup_delayedoff", delayed_off}};
  return solvers;
}

}  // namespace tiersim::theory_vectors
