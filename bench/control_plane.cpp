// What probes, scrapes and autoscaling cost beside the requests that they watch over.
#include <string>

#include "bench/comparison.hpp"
#include "bench/models/scenario_run.hpp"

namespace {

/// Control loops make lists at each turn: allocations are not what is asked here.
tiersim::bench::Outcome outcome_of(const tiersim::bench::ScenarioRun& scenario) {
  tiersim::bench::Outcome outcome = scenario.run();
  outcome.late_allocations.reset();
  return outcome;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace tiersim::bench;
  const std::uint64_t requests = count_argument(argc, argv, 1e6);
  const std::string path = TIERSIM_SOURCE_DIR "/bench/control_plane.json";
  const std::string duration = "run.duration=" + std::to_string(requests / 1000) + "s";
  const std::string no_readiness = "components.api.readinessProbe=null";
  const std::string no_liveness = "components.api.livenessProbe=null";
  const ScenarioRun pods(path,
                         {duration, no_readiness, no_liveness, "components.api.autoscaler=null"});
  const ScenarioRun scaled(path, {duration, no_readiness, no_liveness});
  const ScenarioRun whole(path, {duration});
  Comparison comparison("Control plane: 50 pods at 1,000 requests a second", "request", {});
  comparison.add(
      {.name = "floor: requests alone", .run = [&] { return outcome_of(pods); }, .is_floor = true});
  comparison.add(
      {.name = "scraped, autoscaled", .run = [&] { return outcome_of(scaled); }, .ratio_max = 1.1});
  comparison.add({.name = "scraped, autoscaled, probed",
                  .run = [&] { return outcome_of(whole); },
                  .ratio_max = 1.1});
  comparison.run();
  return 0;
}
