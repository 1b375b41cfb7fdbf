#pragma once
// The program in-process: arguments and input in, exit code and texts out.
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <unistd.h>
#include <vector>

#include "cli/command.hpp"

namespace tiersim::cli {

/// A station whose p95 is near 13 ms; LIMIT is its objective.
inline std::string small_scenario(const std::string& limit, const std::string& name = "small") {
  return R"json({
  "name": ")json" +
         name + R"json(", "run": { "duration": "30s", "warm_up": "5s", "replications": 3 },
  "workload": { "clients": { "to": "server", "arrivals": { "rate": "100/s" } } },
  "components": { "server": { "kind": "station", "servers": 2, "service": "exponential(10ms)" } },
  "slo": [ "p95 < )json" +
         limit + R"json(" ]
})json";
}

struct Session {
  int code;
  std::string out;
  std::string err;
};

/// Runs the program as the shell would, on pipes.
inline Session run(const std::vector<std::string>& arguments, const std::string& input = "",
                   const std::atomic<bool>* interrupted = nullptr) {
  std::istringstream in(input);
  std::ostringstream out;
  std::ostringstream err;
  Terminal terminal{in, out, err};
  Environment environment{terminal, interrupted};
  const ExitCode code = run_program(arguments, environment);
  return {static_cast<int>(code), out.str(), err.str()};
}

inline bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// A folder of its own that goes with the test.
struct Folder {
  std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("tiersim-cli-" + std::to_string(::getpid()));

  Folder() { std::filesystem::create_directories(path); }

  ~Folder() { std::filesystem::remove_all(path); }

  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  [[nodiscard]] std::string file(const std::string& name) const { return (path / name).string(); }

  [[nodiscard]] bool has(const std::string& name) const {
    return std::filesystem::exists(path / name);
  }

  std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(file(name)) << text;
    return file(name);
  }

  [[nodiscard]] std::string read(const std::string& name) const {
    std::ifstream in(file(name));
    return {std::istreambuf_iterator<char>(in), {}};
  }
};

/// The golden text of that name. TIERSIM_RENEW_GOLDEN=1 test_cli writes `text` there first, to be
/// reviewed as a diff.
inline std::string golden(const std::string& name, const std::string& text) {
  const std::string path = std::string(TIERSIM_SOURCE_DIR) + "/tests/cli/golden/" + name;
  if (std::getenv("TIERSIM_RENEW_GOLDEN") != nullptr) std::ofstream(path, std::ios::binary) << text;
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace tiersim::cli
