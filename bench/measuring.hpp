#pragma once
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <functional>
#include <string>
#include <sys/resource.h>
#include <vector>

namespace tiersim::bench {

/// What one run of a work item found out about itself.
struct Outcome {
  double mean_s = 0;         ///< mean time in the system
  std::uint64_t units = 0;   ///< customers or requests
  std::uint64_t events = 0;  ///< 0: not known
};

inline constexpr int repetitions = 5;

/// CPU time of this process, in seconds.
inline double cpu_seconds() {
  std::timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// Largest resident memory so far, in MB.
inline double peak_memory_mb() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

/// Runs the work five times and prints a line: median CPU time (least-most), events, memory, theory
/// beside the mean.
inline void measure(const std::string& name, double theory_s,
                    const std::function<Outcome()>& work) {
  std::vector<double> times;
  Outcome outcome;
  for (int i = 0; i < repetitions; ++i) {
    const double begun = cpu_seconds();
    outcome = work();
    times.push_back(cpu_seconds() - begun);
  }
  std::sort(times.begin(), times.end());
  const double units = static_cast<double>(outcome.units);
  const auto per_unit = [units](double seconds) { return seconds / units * 1e9; };
  const double median = times[times.size() / 2];
  std::printf("%-34s %8.1f ns/unit (%.1f-%.1f)", name.c_str(), per_unit(median),
              per_unit(times.front()), per_unit(times.back()));
  if (outcome.events > 0) {
    const auto events = static_cast<double>(outcome.events);
    std::printf("  %6.1f ns/event  %6.2f M events/s  %.2f events/unit", median / events * 1e9,
                events / median * 1e-6, events / units);
  }
  std::printf("  peak %.1f MB  mean %.4f ms (theory %.4f)\n", peak_memory_mb(),
              outcome.mean_s * 1e3, theory_s * 1e3);
  std::fflush(stdout);
}

}  // namespace tiersim::bench
