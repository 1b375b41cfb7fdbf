// Replications of W3 on one thread and on two: how much sooner two cores are done, and whether the
// result has the same bytes.
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "bench/clocks.hpp"
#include "bench/comparison.hpp"
#include "bench/models/scenario_run.hpp"
#include "lab/result/result_json.hpp"

namespace {

using namespace tiersim;
using namespace tiersim::bench;

constexpr int replications = 8;
constexpr int rounds = 5;
constexpr double ratio_goal = 1.8;

struct Timed {
  double wall_s = 0;
  double cpu_s = 0;
  std::string result;  ///< result.json without what the clock says
};

Timed timed(const ScenarioRun& scenario, int jobs) {
  const double wall_begun = wall_seconds();
  const double cpu_begun = cpu_seconds();
  lab::Result result = scenario.result(jobs);
  const double wall_s = wall_seconds() - wall_begun;
  const double cpu_s = cpu_seconds() - cpu_begun;
  result.run.wall_s = result.run.events_per_s = lab::not_measured;
  result.run.cpu_s = result.run.peak_rss_bytes = lab::not_measured;
  return {.wall_s = wall_s, .cpu_s = cpu_s, .result = lab::to_json(result)};
}

}  // namespace

int main(int argc, char** argv) {
  const std::uint64_t requests = count_argument(argc, argv, 1e6);
  const ScenarioRun scenario(TIERSIM_SOURCE_DIR "/bench/w3.json",
                             {"run.duration=" + std::to_string(requests / 1000) + "s",
                              "run.replications=" + std::to_string(replications)});
  std::vector<double> one;
  std::vector<double> two;
  std::vector<double> ratios;
  std::vector<double> cores;
  bool same = true;
  for (int i = 0; i < rounds; ++i) {
    const Timed alone = timed(scenario, 1);
    const Timed both = timed(scenario, 2);
    one.push_back(alone.wall_s);
    two.push_back(both.wall_s);
    ratios.push_back(alone.wall_s / both.wall_s);
    cores.push_back(both.cpu_s / both.wall_s);
    same = same && alone.result == both.result;
  }
  const double ratio = median(ratios);
  std::printf("Scaling: W3, %d replications of %llu requests\n", replications,
              static_cast<unsigned long long>(requests));
  std::printf(
      "  1 thread %.2f s, 2 threads %.2f s on the wall: %.2f times as fast, at best %.2f "
      "(goal %.1f%s)\n",
      median(one), median(two), ratio, *std::max_element(ratios.begin(), ratios.end()), ratio_goal,
      verdict(ratio >= ratio_goal));
  std::printf(
      "  two threads were given %.2f cores (2 on an idle machine; below 1.9 this says nothing)\n",
      median(cores));
  std::printf("  %s\n", same ? "the same bytes" : "DIFFERENT RESULTS");
  return same ? 0 : 1;
}
