// Memory: a million requests in flight at once, and a run ten times as long as another. Each
// measurement has a process of its own, for a peak once reached does not go down.
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench/comparison.hpp"
#include "bench/models/places.hpp"
#include "bench/models/scenario_run.hpp"

namespace {

using namespace tiersim::bench;

constexpr double in_flight = 1e6;
constexpr double growth_max_mib = 1.0;

/// Peak resident memory of a process that does the work, in MiB.
double footprint_mib(const std::function<void()>& work) {
  std::fflush(stdout);
  const pid_t child = fork();
  if (child < 0) std::exit(1);
  if (child == 0) {
    work();
    _exit(0);
  }
  int status = 0;
  rusage usage{};
  if (wait4(child, &status, 0, &usage) != child || status != 0) {
    std::fputs("the measured process failed\n", stderr);
    std::exit(1);
  }
  return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

void print_in_flight(const char* name, const std::function<void()>& work, double idle_mib) {
  const double mib = footprint_mib(work);
  std::printf("  %-24s %8.1f MiB, %.0f bytes a request\n", name, mib,
              (mib - idle_mib) * 1024 * 1024 / in_flight);
}

/// M/M/∞: in the steady state arrival rate times mean service are inside. The run is three mean
/// services long, when 95 % of them have come together.
void customers_in_flight() {
  (void)run_open<OnStation<10'000'000>>(static_cast<std::uint64_t>(3 * in_flight), in_flight, 1.0);
}

void scenario_in_flight() {
  (void)ScenarioRun(TIERSIM_SOURCE_DIR "/bench/in_flight.json", {}).run();
}

void scenario_of(double requests) {
  const ScenarioRun scenario(
      TIERSIM_SOURCE_DIR "/bench/w3.json",
      {"run.duration=" + std::to_string(static_cast<long>(requests / 1000)) + "s"});
  (void)scenario.run();
}

void print_growth(const char* name, double requests, const std::function<void(double)>& work) {
  const double shorter = footprint_mib([&] { work(requests / 10); });
  const double longer = footprint_mib([&] { work(requests); });
  std::printf("  %-24s %8.1f MiB at %.0e requests, %.1f MiB at %.0e: %+.1f (goal %.0f%s)\n", name,
              shorter, requests / 10, longer, requests, longer - shorter, growth_max_mib,
              verdict(longer - shorter <= growth_max_mib));
}

}  // namespace

int main(int argc, char** argv) {
  const auto requests = static_cast<double>(count_argument(argc, argv, 1e8));
  const double idle_mib = footprint_mib([] {});
  std::printf("Memory: %.0e requests in flight\n", in_flight);
  print_in_flight("coroutines on a Station", customers_in_flight, idle_mib);
  print_in_flight("scenario", scenario_in_flight, idle_mib);
  std::printf("Memory of a run ten times as long\n");
  print_growth("coroutines on a Station", requests, [](double count) {
    (void)run_open<OnStation<1>>(static_cast<std::uint64_t>(count), 900.0, 1e-3);
  });
  print_growth("W3 as a scenario", requests, scenario_of);
  return 0;
}
