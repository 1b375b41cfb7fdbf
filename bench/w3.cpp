// W3: three tiers through the components that a scenario builds, run by the lab as `tiersim run`
// does.
#include <cstdlib>
#include <string>

#include "bench/measuring.hpp"
#include "lab/experiment/experiment.hpp"
#include "lab/scenario/reading.hpp"
#include "lab/scenario/traces.hpp"

namespace {

using namespace tiersim;

/// Mean of the model as other simulators and a hand-written state machine measured it, two
/// decimals.
constexpr double reference_mean_s = 61.4e-3;

void measure(const std::string& name, const std::vector<std::string>& sets) {
  const lab::Reading reading = lab::read_scenario(TIERSIM_SOURCE_DIR "/bench/w3.json", sets);
  if (!reading.scenario) {
    std::fputs(lab::render(reading).c_str(), stderr);
    std::exit(3);
  }
  const lab::Traces traces;
  lab::ExperimentOptions options;
  options.jobs = 1;
  bench::measure(name, reference_mean_s, [&] {
    const lab::Result result = lab::run_experiment(*reading.scenario, traces, options);
    return bench::Outcome{result.requests.all.latency_s.mean, result.requests.all.offered,
                          result.run.events};
  });
}

}  // namespace

int main(int argc, char** argv) {
  const double requests = argc > 1 ? std::atof(argv[1]) : 1e6;
  const std::string duration =
      "run.duration=" + std::to_string(static_cast<long>(requests / 1000.0)) + "s";
  std::printf(
      "W3: balancer, 10 pods x 8 slots, pool of 25, database; %.0f requests (a unit is a "
      "request)\n",
      requests);
  measure("as a scenario", {duration});
  measure("with a 30 s time-out", {duration, "workload.clients.timeout=30s"});
  return 0;
}
