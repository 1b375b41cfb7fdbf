#include "models/theory/impatience.hpp"
#include "models/theory/retrial.hpp"
#include "models/theory/retries.hpp"
#include "models/theory/setup_pool.hpp"
#include "tests/models/theory/station_cases.hpp"

namespace tiersim::theory_vectors {
namespace {

using namespace theory;

double number(const Json& parameters, const char* name) {
  return parameters.at(name).get<double>();
}

int count(const Json& parameters, const char* name) {
  return parameters.at(name).get<int>();
}

Json impatient(const Json& parameters, const Law& patience) {
  const ImpatientQueue queue(number(parameters, "lambda"), number(parameters, "mu"),
                             count(parameters, "c"), patience);
  Json metrics{{"P_abandon", queue.abandon_probability},
               {"P_wait", queue.wait_probability},
               {"Lq", queue.number_waiting},
               {"L", queue.number},
               {"Wq", queue.wait_s},
               {"Wq_served", queue.served_wait_s},
               {"Wq_abandoned", queue.abandoned_wait_s},
               {"utilization", queue.utilization},
               {"throughput", queue.throughput_per_s}};
  for (const Json& x : parameters.value("x", Json::array()))
    metrics["P_served_within"].push_back(queue.served_within(x.get<double>()));
  return metrics;
}

Json erlang_a(const Json& parameters) {
  return impatient(parameters, Law::exponential(number(parameters, "theta")));
}

Json constant_patience(const Json& parameters) {
  return impatient(parameters, Law::deterministic(number(parameters, "tau")));
}

Json retrial(const Json& parameters) {
  const RetrialQueue queue = solved(
      retrial_queue(number(parameters, "lambda"), number(parameters, "mu"), count(parameters, "c"),
                    number(parameters, "theta"), number(parameters, "p_retry")));
  return {{"N_orbit", queue.orbit},
          {"E_busy", queue.busy_servers},
          {"P_block_first", queue.first_block_probability},
          {"P_lost", queue.loss_probability},
          {"attempt_rate", queue.attempt_rate_per_s},
          {"amplification", queue.attempts_per_customer},
          {"W_orbit", queue.orbit_time_s}};
}

Json chain(const Json& parameters) {
  const RetryChain found =
      retry_chain(parameters.at("m").get<std::vector<int>>(), number(parameters, "p_fail"));
  return {{"P_success", found.success_probability},
          {"leaf_attempts", found.calls_per_request.back()},
          {"attempts_per_tier", found.calls_per_request}};
}

Json backoff(const Json& parameters) {
  const Jitter jitter = parameters.at("jitter") == "full" ? Jitter::full : Jitter::none;
  const RetryBackoff found = retry_backoff(count(parameters, "m"), number(parameters, "p_fail"),
                                           number(parameters, "base"), number(parameters, "factor"),
                                           number(parameters, "cap"), jitter);
  return {{"P_success", found.success_probability},
          {"attempts", found.attempts},
          {"backoff_mean", found.backoff_s},
          {"backoff_max", found.backoff_max_s},
          {"backoff_var", found.backoff_variance_s2}};
}

Json setup_pool(const Json& parameters) {
  const SetupPool pool = solved(mmc_setup(number(parameters, "lambda"), number(parameters, "mu"),
                                          number(parameters, "alpha"), count(parameters, "c")));
  Json metrics = means_of(pool.means);
  metrics["E_busy"] = pool.busy_servers;
  metrics["E_setup"] = pool.starting_servers;
  metrics["P_off"] = pool.empty_probability;
  return metrics;
}

}  // namespace

const Solvers& impatience_solvers() {
  static const Solvers solvers{{"erlang_a", erlang_a},     {"mmc_d_patience", constant_patience},
                               {"retrial", retrial},       {"retry_chain", chain},
                               {"retry_backoff", backoff}, {"mmc_setup", setup_pool}};
  return solvers;
}

}  // namespace tiersim::theory_vectors
