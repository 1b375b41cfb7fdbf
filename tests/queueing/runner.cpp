#include "tests/queueing/runner.hpp"

#include <algorithm>
#include <ctime>
#include <fstream>
#include <ostream>
#include <vector>

#include <fmt/format.h>

#include "sim/statistics/multiple_testing.hpp"
#include "tests/queueing/quick_cases.hpp"

namespace tiersim::queueing {
namespace {

/// Probability that anything fails that is right.
constexpr double family_level = 1e-6;

struct Task {
  std::string path;
  Json one_case;
  Simulate simulate = nullptr;  ///< null: skipped, for `reason`
  std::string reason;

  [[nodiscard]] std::string name() const {
    return fmt::format("{}: {} (simulated)", path, one_case.value("name", ""));
  }
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

/// Groups g1 … g7 are of queues; caches, availability and statistics have judges of their own.
bool is_of_queues(const Json& file) {
  if (!file.is_object() || file.value("format", "") != "tiersim-queueing-vectors/1") return false;
  const std::string group = file.value("group", "");
  return group.size() > 2 && group[0] == 'g' && group[1] >= '1' && group[1] <= '7' &&
         group[2] == '_';
}

bool is_wanted(const Json& one_case, const Options& options) {
  const std::string name = one_case.value("name", "");
  return (options.only.empty() || name.find(options.only) != std::string::npos) &&
         (!options.quick || is_quick_case(name));
}

std::vector<Task> tasks_of(const Options& options) {
  std::vector<Task> tasks;
  for (const std::filesystem::path& file : json_files(options.folder)) {
    std::ifstream stream(file);
    const Json json = Json::parse(stream, nullptr, false);
    if (!is_of_queues(json)) continue;
    const std::string path = file.lexically_relative(options.folder).generic_string();
    for (const Json& one_case : json.at("cases")) {
      if (!is_wanted(one_case, options)) continue;
      Task task{path, one_case, nullptr, reason_not_simulated(one_case)};
      if (task.reason.empty()) task.simulate = simulation_of(one_case.value("model", ""));
      if (task.reason.empty() && task.simulate == nullptr)
        task.reason = "no simulation of the model " + one_case.value("model", "");
      tasks.push_back(std::move(task));
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

std::string line_of(const Task& task, const Judged& judged, double cpu_seconds) {
  const Verdict& verdict = judged.verdict;
  const std::string cost =
      fmt::format("{:.1f} million events, {:.1f} s CPU{}", static_cast<double>(judged.events) / 1e6,
                  cpu_seconds, left_out_text(verdict, task.one_case));
  if (verdict.findings.empty())
    return fmt::format("skipped {}  nothing to judge, {}", task.name(), cost);
  const Finding& worst = verdict.worst();
  const Finding& bluntest = verdict.bluntest();
  const std::string errors = fmt::format("worst z {:.2f} ({}), se {:.2g} % ({})", worst.z,
                                         worst.name, 100 * bluntest.relative_error, bluntest.name);
  if (!verdict.passes()) return fmt::format("failed  {}  {}, {}", task.name(), errors, cost);
  if (verdict.blunt() > 1)
    return fmt::format("skipped {}  not sharp: {}, {}", task.name(), errors, cost);
  return fmt::format("passed  {}  {}, {}", task.name(), errors, cost);
}

std::string judge_task(const Task& task, double level, const Options& options) {
  if (task.simulate == nullptr) return fmt::format("skipped {}  {}", task.name(), task.reason);
  const std::clock_t began = std::clock();
  try {
    const Judged judged =
        simulate_case(task.one_case, task.simulate, level, options.budget, options.threads);
    return line_of(task, judged, static_cast<double>(std::clock() - began) / CLOCKS_PER_SEC);
  } catch (const Unaffordable& error) {
    return fmt::format("skipped {}  not sharp: {}", task.name(), error.what());
  } catch (const std::exception& error) {
    return fmt::format("failed  {}  cannot be simulated: {}", task.name(), error.what());
  }
}

void count(const std::string& line, Tally& tally) {
  ++(line.starts_with("passed")   ? tally.passed
     : line.starts_with("failed") ? tally.failed
                                  : tally.skipped);
}

}  // namespace

Tally replay(const Options& options, std::ostream& out) {
  const std::vector<Task> tasks = tasks_of(options);
  std::uint64_t scalars = 0;
  for (const Task& task : tasks)
    if (task.simulate != nullptr) scalars += scalars_of(task.one_case);
  const double level = bonferroni_level(family_level, std::max<std::uint64_t>(scalars, 1));
  const std::clock_t began = std::clock();
  Tally tally;
  for (const Task& task : tasks) {
    const std::string line = judge_task(task, level, options);
    out << line << std::endl;
    count(line, tally);
  }
  if (scalars > 0)
    out << fmt::format("{} scalars, each |z| <= {:.2f}; {:.0f} s CPU\n", scalars,
                       two_sided_bound(level),
                       static_cast<double>(std::clock() - began) / CLOCKS_PER_SEC);
  return tally;
}

}  // namespace tiersim::queueing
