// The scenario `soak`: a day of 26 million requests with everything on, once.
#include <cstdio>
#include <string>
#include <vector>

#include "bench/clocks.hpp"
#include "bench/comparison.hpp"
#include "bench/models/scenario_run.hpp"
#include "bench/process_memory.hpp"

int main(int argc, char** argv) {
  using namespace tiersim::bench;
  constexpr double cpu_goal_s = 25.0;
  constexpr double memory_goal_mib = 256.0;
  std::vector<std::string> sets;
  if (argc > 1) sets.push_back("run.duration=" + std::string(argv[1]));
  const ScenarioRun scenario(TIERSIM_SOURCE_DIR "/scenarios/soak.json", sets);
  const double begun = cpu_seconds();
  const tiersim::lab::Result result = scenario.result(1);
  const double cpu_s = cpu_seconds() - begun;
  const auto requests = static_cast<double>(result.requests.all.offered);
  std::printf("Soak: scenarios/soak.json, %.2f million requests in %.0f s\n", requests * 1e-6,
              result.run.duration_s);
  std::printf("  %.1f s CPU (goal %.0f%s), %.0f ns a request, %.2f M events/s\n", cpu_s, cpu_goal_s,
              verdict(cpu_s <= cpu_goal_s), cpu_s / requests * 1e9,
              static_cast<double>(result.run.events) / cpu_s * 1e-6);
  std::printf("  %.1f MiB at most (goal %.0f%s)\n", peak_memory_mib(), memory_goal_mib,
              verdict(peak_memory_mib() <= memory_goal_mib));
  return 0;
}
