#include "lab/experiment/experiment.hpp"

#include <chrono>
#include <mutex>
#include <sys/resource.h>
#include <vector>

#include <tbb/global_control.h>
#include <tbb/info.h>
#include <tbb/parallel_for.h>
#include <tbb/partitioner.h>
#include <tbb/task_arena.h>

#include "lab/experiment/replication.hpp"
#include "lab/experiment/summary.hpp"

namespace tiersim::lab {

namespace {

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double peak_rss_bytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) * 1024.0;
}

/// Adds up what the replications have simulated, whichever thread they run on.
class ProgressMeter {
 public:
  ProgressMeter(const ExperimentOptions& options, int replications, Duration each)
      : options_(options), simulated_(static_cast<std::size_t>(replications)), each_(each) {}

  void advance(std::size_t replication, Duration simulated, bool done) {
    if (!options_.progress) return;
    const std::scoped_lock lock(mutex_);
    simulated_[replication] = simulated;
    done_ += done ? 1 : 0;
    Progress progress;
    for (const Duration part : simulated_) progress.simulated_s += to_seconds(part);
    progress.replications = static_cast<int>(simulated_.size());
    progress.replications_done = done_;
    progress.done =
        progress.simulated_s / (to_seconds(each_) * static_cast<double>(simulated_.size()));
    options_.progress(progress);
  }

 private:
  const ExperimentOptions& options_;
  std::mutex mutex_;
  std::vector<Duration> simulated_;
  Duration each_;
  int done_ = 0;
};

}  // namespace

Result run_experiment(const Scenario& scenario, const Traces& traces,
                      const ExperimentOptions& options) {
  const int replications = options.replications.value_or(scenario.run.replications);
  const std::uint64_t seed = options.seed.value_or(static_cast<std::uint64_t>(scenario.run.seed));
  const NameTables names = name_tables(scenario, traces);
  const auto begun = std::chrono::steady_clock::now();
  const double cpu_before = cpu_seconds();

  ProgressMeter meter(options, replications, scenario.run.duration);
  std::vector<std::optional<Replication>> results(static_cast<std::size_t>(replications));
  const auto run_one = [&](std::size_t index) {
    const auto go_on = [&](Duration simulated) {
      meter.advance(index, simulated, false);
      return options.interrupted == nullptr ||
             !options.interrupted->load(std::memory_order_relaxed);
    };
    if (options.interrupted != nullptr && options.interrupted->load(std::memory_order_relaxed))
      return;
    results[index] =
        replicate(scenario, traces, names, RunKey{seed, static_cast<std::uint32_t>(index)}, go_on);
    meter.advance(index, scenario.run.duration, true);
  };
  const int jobs = options.jobs > 0 ? options.jobs : tbb::info::default_concurrency();
  tbb::global_control allowance(tbb::global_control::max_allowed_parallelism,
                                static_cast<std::size_t>(jobs));
  tbb::task_arena arena(jobs);
  arena.execute([&] {
    tbb::parallel_for(std::size_t{0}, results.size(), std::size_t{1}, run_one,
                      tbb::simple_partitioner{});
  });

  Result result = sum_up(scenario, traces, names, results, options.confidence_level);
  result.run.seed = seed;
  result.run.replications_asked = static_cast<std::uint64_t>(replications);
  result.partial = result.partial || result.run.replications < result.run.replications_asked;
  result.run.wall_s =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  result.run.cpu_s = cpu_seconds() - cpu_before;
  result.run.events_per_s =
      result.run.wall_s > 0 ? static_cast<double>(result.run.events) / result.run.wall_s : 0;
  result.run.peak_rss_bytes = peak_rss_bytes();
  return result;
}

}  // namespace tiersim::lab
