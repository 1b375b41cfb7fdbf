// Memory: a million requests in flight at once, and runs ten and a hundred times as long as
// another. Each measurement has a process of its own, for a peak once reached does not go down.
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

/// A scenario for as long as so many requests take to come.
void scenario_of(const char* path, double rate_per_s, double requests) {
  const auto seconds = static_cast<long>(requests / rate_per_s);
  const ScenarioRun scenario(std::string(TIERSIM_SOURCE_DIR) + path,
                             {"run.duration=" + std::to_string(seconds) + "s"});
  (void)scenario.run();
}

void w3_of(double requests) {
  scenario_of("/bench/w3.json", 1000, requests);
}

void soak_of(double requests) {
  scenario_of("/scenarios/soak.json", 300, requests);
}

void print_growth(const char* name, double requests, const std::function<void(double)>& work) {
  std::printf("  %-24s", name);
  double first = 0;
  double last = 0;
  for (const double length : {requests / 100, requests / 10, requests}) {
    last = footprint_mib([&] { work(length); });
    if (first == 0) first = last;
    std::printf(" %.1f MiB at %.0e,", last, length);
  }
  std::printf(" %+.1f (goal %.0f%s)\n", last - first, growth_max_mib,
              verdict(last - first <= growth_max_mib));
}

}  // namespace

int main(int argc, char** argv) {
  const auto requests = static_cast<double>(count_argument(argc, argv, 1e8));
  const double idle_mib = footprint_mib([] {});
  std::printf("Memory: %.0e requests in flight\n", in_flight);
  print_in_flight("coroutines on a Station", customers_in_flight, idle_mib);
  print_in_flight("scenario", scenario_in_flight, idle_mib);
  std::printf("Memory of runs of so many requests, each ten times as long as the one before\n");
  print_growth("coroutines on a Station", requests, [](double count) {
    (void)run_open<OnStation<1>>(static_cast<std::uint64_t>(count), 900.0, 1e-3);
  });
  print_growth("W3 as a scenario", requests, w3_of);
  print_growth("soak, as a scenario", requests, soak_of);
  return 0;
}
