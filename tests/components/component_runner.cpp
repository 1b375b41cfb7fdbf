#include "tests/components/component_runner.hpp"

#include <algorithm>
#include <cmath>
#include <exception>
#include <fstream>
#include <ostream>
#include <vector>

#include "tests/components/component_cases.hpp"

namespace tiersim::vectors {

namespace {

constexpr const char* schema = "tiersim-component-vectors/1";

Answers all_answers() {
  Answers all;
  for (const Answers& group : {nginx_answers(), balancing_answers(), placement_answers(),
                               pool_answers(), messaging_answers(), theory_answers(),
                               load_generator_answers(), connection_answers(), stampede_answers()})
    all.insert(group.begin(), group.end());
  return all;
}

std::vector<std::filesystem::path> json_files(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// Only the keys that are expected are compared.
std::string judge(const Answer& answer, const Json& vector) {
  try {
    const Json actual = answer(vector.at("given"), vector.at("expect"));
    return difference(vector.at("expect"), actual);
  } catch (const std::exception& error) {
    return error.what();
  }
}

/// Half of the last digit that is written.
double rounding_of(const Json& number) {
  const std::string text = number.dump();
  const std::size_t point = text.find('.');
  if (point == std::string::npos || text.find('e') != std::string::npos) return 0;
  return 0.5 * std::pow(10.0, -static_cast<double>(text.size() - point - 1));
}

bool agree(const Json& expected, const Json& actual) {
  if (!expected.is_number_float() || !actual.is_number()) return expected == actual;
  const double value = expected.get<double>();
  const double allowed = std::max(1e-6 * std::abs(value), rounding_of(expected));
  return std::abs(value - actual.get<double>()) <= allowed;
}

}  // namespace

std::string difference(const Json& expected, const Json& actual, const std::string& path) {
  if (expected.is_object() && actual.is_object()) {
    for (const auto& [key, value] : expected.items()) {
      const Json got = actual.value(key, Json("nothing"));
      if (std::string found = difference(value, got, path + "/" + key); !found.empty())
        return found;
    }
    return "";
  }
  if (expected.is_array() && actual.is_array() && expected.size() == actual.size()) {
    for (std::size_t i = 0; i < expected.size(); ++i) {
      const std::string place = path + "/" + std::to_string(i);
      if (std::string found = difference(expected[i], actual[i], place); !found.empty())
        return found;
    }
    return "";
  }
  if (agree(expected, actual)) return "";
  return path + ": expected " + expected.dump() + ", got " + actual.dump();
}

Tally answer_components(const std::filesystem::path& folder, std::ostream& out) {
  const Answers answers = all_answers();
  Tally tally;
  for (const std::filesystem::path& path : json_files(folder)) {
    std::ifstream file(path);
    const Json json = Json::parse(file, nullptr, false);
    if (!json.is_object() || json.value("schema", "") != schema) continue;
    const std::string component = json.at("component");
    const auto answer = answers.find(component);
    const Json& cases = json.at("cases");
    if (answer == answers.end()) {
      tally.skipped += static_cast<int>(cases.size());
      out << "skipped " << path.string() << ": " << cases.size() << " cases, " << component
          << " is not built yet\n";
      continue;
    }
    int failed = 0;
    for (const Json& vector : cases) {
      const std::string found = judge(answer->second, vector);
      if (found.empty()) continue;
      ++failed;
      out << "  " << vector.at("id").get<std::string>() << ": " << found << "\n";
    }
    tally.failed += failed;
    tally.passed += static_cast<int>(cases.size()) - failed;
    out << (failed == 0 ? "ok      " : "FAILED  ") << path.string() << ": " << cases.size() - failed
        << " of " << cases.size() << " cases\n";
  }
  return tally;
}

}  // namespace tiersim::vectors
