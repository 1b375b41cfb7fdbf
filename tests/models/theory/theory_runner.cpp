#include "tests/models/theory/theory_runner.hpp"

#include <algorithm>
#include <fstream>
#include <ostream>
#include <vector>

#include <fmt/format.h>

namespace tiersim::theory_vectors {
namespace {

std::vector<std::filesystem::path> json_files(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  if (!std::filesystem::is_directory(folder)) return files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().extension() == ".json")
      files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

Solver solver_of(const std::string& model) {
  for (const Solvers* solvers : {&station_solvers(), &network_solvers(), &arrival_solvers(),
                                 &scalability_solvers(), &transient_solvers(), &cache_solvers()}) {
    if (const auto found = solvers->find(model); found != solvers->end()) return found->second;
  }
  return nullptr;
}

Solver solver_of_case(const Json& one_case) {
  return solver_of(one_case.value("model", ""));
}

bool is_ours(const Json& json) {
  if (!json.is_object() || json.value("format", "") != "tiersim-queueing-vectors/1") return false;
  const Json cases = json.value("cases", Json::array());
  return std::any_of(cases.begin(), cases.end(),
                     [](const Json& one_case) { return solver_of_case(one_case) != nullptr; });
}

Comparison solve(const Json& one_case, Solver solver) {
  try {
    return compare(one_case, solver(one_case.at("parameters")));
  } catch (const std::exception& error) {
    return {std::string("cannot be solved: ") + error.what(), "", 0};
  }
}

void replay_case(const Json& one_case, const std::string& path, Tally& tally, std::ostream& out) {
  const std::string name = fmt::format("{}: {} (theory)", path, one_case.value("name", ""));
  const Solver solver = solver_of_case(one_case);
  if (solver == nullptr) {
    ++tally.skipped;
    out << "skipped " << name << " no solver for the model " << one_case.value("model", "") << '\n';
    return;
  }
  const Comparison found = solve(one_case, solver);
  const bool passed = found.difference.empty();
  ++(passed ? tally.passed : tally.failed);
  out << (passed ? "passed  " : "failed  ") << name << ' ';
  if (!passed) out << found.difference << "; ";
  if (found.worst.empty()) {
    out << "worst relative error 0\n";
  } else {
    out << fmt::format("worst relative error {:.2g} ({})\n", found.relative_error, found.worst);
  }
}

}  // namespace

Tally replay(const std::filesystem::path& folder, std::ostream& out) {
  Tally tally;
  for (const std::filesystem::path& file : json_files(folder)) {
    std::ifstream stream(file);
    const Json json = Json::parse(stream, nullptr, false);
    if (!is_ours(json)) continue;
    const std::string path = file.lexically_relative(folder).generic_string();
    for (const Json& one_case : json.at("cases")) replay_case(one_case, path, tally, out);
  }
  return tally;
}

}  // namespace tiersim::theory_vectors
