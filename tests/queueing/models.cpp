#include "tests/queueing/harness.hpp"

namespace tiersim::queueing {

Simulate simulation_of(const std::string& model) {
  for (const Models* models :
       {&markovian_models(), &general_models(), &switching_models(), &batch_models(),
        &impatience_models(), &call_models(), &product_form_models(), &pool_models(),
        &fork_models(), &arrival_models(), &balancing_models(), &transient_models(),
        &periodic_models(), &outage_models()}) {
    if (const auto found = models->find(model); found != models->end()) return found->second;
  }
  return nullptr;
}

std::string reason_not_simulated(const Json& one_case) {
  const std::string kind = one_case.value("kind", "");
  if (kind == "approximation") return "the value of a formula, not of the system";
  if (kind == "limit") return "true only of infinitely many servers";
  if (one_case.value("model", "") == "interactive_law")
    return "an identity of the given numbers, which fix no system";
  return "";
}

}  // namespace tiersim::queueing
