#include "tests/queueing/runner.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <fstream>
#include <mutex>
#include <ostream>
#include <stdexcept>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "tests/queueing/quick_cases.hpp"

namespace tiersim::queueing {
namespace {

/// Probability that anything fails that is right.
constexpr double family_level = 1e-6;

struct Task {
  std::string path;
  Json one_case;
  Simulate simulate;
  std::string line;  ///< empty until judged
};

std::vector<std::filesystem::path> json_files(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().extension() == ".json")
      files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

bool is_wanted(const Json& one_case, const Options& options) {
  const std::string name = one_case.value("name", "");
  const std::string kind = one_case.value("kind", "");
  return (kind == "exact" || kind == "fluid") &&
         (options.only.empty() || name.find(options.only) != std::string::npos) &&
         (!options.quick || is_quick_case(name));
}

/// The cases to simulate; those without a simulation belong to the solver's program alone.
std::vector<Task> tasks_of(const Options& options) {
  std::vector<Task> tasks;
  for (const std::filesystem::path& file : json_files(options.folder)) {
    std::ifstream stream(file);
    const Json json = Json::parse(stream, nullptr, false);
    if (!json.is_object() || json.value("format", "") != "tiersim-queueing-vectors/1") continue;
    for (const Json& one_case : json.value("cases", Json::array())) {
      const Simulate simulate = simulation_of(one_case.value("model", ""));
      if (simulate == nullptr || !is_wanted(one_case, options)) continue;
      tasks.push_back(
          {file.lexically_relative(options.folder).generic_string(), one_case, simulate, ""});
    }
  }
  return tasks;
}

std::string left_out_text(const Verdict& verdict, const Json& one_case) {
  if (verdict.left_out.empty()) return "";
  std::string text = "; left out";
  if (is_heavy_tailed(one_case)) text += " (tail index <= 3)";
  return text + fmt::format(": {}", fmt::join(verdict.left_out, ", "));
}

std::string line_of(const Task& task, const Judged& judged, double seconds) {
  const Verdict& verdict = judged.verdict;
  const std::string name =
      fmt::format("{}: {} (simulated)", task.path, task.one_case.value("name", ""));
  const std::string cost = fmt::format("{} customers, {:.1f} s{}", judged.customers, seconds,
                                       left_out_text(verdict, task.one_case));
  if (verdict.findings.empty()) return fmt::format("skipped {}  nothing to judge, {}", name, cost);
  const Finding& worst = verdict.worst();
  const Finding& bluntest = verdict.bluntest();
  const std::string errors = fmt::format("worst z {:.2f} ({}), se {:.2g} % ({})", worst.z,
                                         worst.name, 100 * bluntest.relative_error, bluntest.name);
  if (!verdict.passes()) return fmt::format("failed  {}  {}, {}", name, errors, cost);
  if (verdict.blunt() > 1) return fmt::format("skipped {}  not sharp: {}, {}", name, errors, cost);
  return fmt::format("passed  {}  {}, {}", name, errors, cost);
}

std::string judge_task(const Task& task, double level) {
  const auto started = std::chrono::steady_clock::now();
  try {
    const Judged judged = simulate_case(task.one_case, task.simulate, level, Budget{});
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - started;
    return line_of(task, judged, spent.count());
  } catch (const std::length_error& error) {
    return fmt::format("skipped {}: {} (simulated)  not sharp: {}", task.path,
                       task.one_case.value("name", ""), error.what());
  } catch (const std::exception& error) {
    return fmt::format("failed  {}: {} (simulated)  cannot be simulated: {}", task.path,
                       task.one_case.value("name", ""), error.what());
  }
}

void count(const std::string& line, Tally& tally) {
  ++(line.starts_with("passed")   ? tally.passed
     : line.starts_with("failed") ? tally.failed
                                  : tally.skipped);
}

}  // namespace

Tally replay(const Options& options, std::ostream& out) {
  std::vector<Task> tasks = tasks_of(options);
  std::size_t scalars = 0;
  for (const Task& task : tasks) scalars += scalars_of(task.one_case);
  const double level = family_level / static_cast<double>(std::max<std::size_t>(scalars, 1));

  std::mutex mutex;
  std::condition_variable judged;
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < tasks.size(); i = next++) {
      std::string line = judge_task(tasks[i], level);
      const std::lock_guard lock(mutex);
      tasks[i].line = std::move(line);
      judged.notify_one();
    }
  };
  std::vector<std::jthread> threads;
  for (unsigned i = 0; i < std::max(options.jobs, 1U); ++i) threads.emplace_back(work);

  Tally tally;
  for (const Task& task : tasks) {
    std::unique_lock lock(mutex);
    judged.wait(lock, [&task] { return !task.line.empty(); });
    out << task.line << std::endl;
    count(task.line, tally);
  }
  return tally;
}

}  // namespace tiersim::queueing
