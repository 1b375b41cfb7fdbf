#include "tests/queueing/harness.hpp"

namespace tiersim::queueing {

Simulate simulation_of(const std::string& model) {
  for (const Models* models : {&markovian_models(), &general_models(), &impatience_models(),
                               &switching_models(), &call_models()}) {
    if (const auto found = models->find(model); found != models->end()) return found->second;
  }
  return nullptr;
}

}  // namespace tiersim::queueing
