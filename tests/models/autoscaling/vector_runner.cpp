#include "tests/models/autoscaling/vector_runner.hpp"

#include <algorithm>
#include <fstream>
#include <ostream>
#include <string>
#include <vector>

#include "tests/models/autoscaling/vector_kinds.hpp"

namespace tiersim::vectors {
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

bool is_ours(const Json& vector) {
  const Json& kind = member(vector, "kind");
  return kind.is_string() && vector.contains("spec") && knows(kind.get<std::string>());
}

std::string outcome(const Json& vector) {
  try {
    return difference(vector);
  } catch (const std::exception& error) {
    return std::string("cannot be run: ") + error.what();
  }
}

Tally replay_cases(const Json& cases, const std::string& path, std::ostream& out) {
  Tally tally;
  for (const Json& vector : cases) {
    if (!is_ours(vector)) {
      ++tally.skipped;
      continue;
    }
    const std::string differs = outcome(vector);
    ++(differs.empty() ? tally.passed : tally.failed);
    if (!differs.empty())
      out << path << ": \"" << vector.value("name", "") << "\": " << differs << '\n';
  }
  return tally;
}

}  // namespace

Tally replay(const std::filesystem::path& folder, std::ostream& out) {
  Tally total;
  for (const std::filesystem::path& file : json_files(folder)) {
    std::ifstream stream(file);
    const Json json = Json::parse(stream, nullptr, false);
    const Json& cases = member(json, "cases");
    if (std::none_of(cases.begin(), cases.end(), is_ours)) continue;
    const std::string path = file.lexically_relative(folder).generic_string();
    const Tally tally = replay_cases(cases, path, out);
    out << path << ": " << tally.passed << " passed, " << tally.failed << " failed, "
        << tally.skipped << " skipped\n";
    total.passed += tally.passed;
    total.failed += tally.failed;
    total.skipped += tally.skipped;
  }
  return total;
}

}  // namespace tiersim::vectors
