#include "bench/models/scenario_run.hpp"

#include <cstdio>
#include <cstdlib>

#include "bench/process_memory.hpp"
#include "lab/experiment/experiment.hpp"
#include "lab/scenario/reading.hpp"
#include "lab/scenario/traces.hpp"

namespace tiersim::bench {

namespace {

lab::Scenario read(const std::string& path, const std::vector<std::string>& sets) {
  const lab::Reading reading = lab::read_scenario(path, sets);
  if (!reading.scenario) {
    std::fputs(lab::render(reading).c_str(), stderr);
    std::exit(3);
  }
  return *reading.scenario;
}

}  // namespace

ScenarioRun::ScenarioRun(const std::string& path, const std::vector<std::string>& sets)
    : scenario_(read(path, sets)) {}

Outcome ScenarioRun::run() const {
  std::uint64_t by_half_time = 0;
  std::uint64_t by_end = 0;
  lab::ExperimentOptions options;
  options.jobs = 1;
  options.progress = [&](const lab::Progress& progress) {
    if (progress.replications_done > 0) return;  // summed up by now, which needs memory
    if (progress.done <= 0.5) by_half_time = allocations();
    by_end = allocations();
  };
  const lab::Result result = lab::run_experiment(scenario_, lab::load_traces(scenario_), options);
  return {.mean_s = result.requests.all.latency_s.mean,
          .units = result.requests.all.offered,
          .events = result.run.events,
          .late_allocations = by_end - by_half_time};
}

lab::Result ScenarioRun::result(int jobs) const {
  lab::ExperimentOptions options;
  options.jobs = jobs;
  return lab::run_experiment(scenario_, lab::load_traces(scenario_), options);
}

}  // namespace tiersim::bench
