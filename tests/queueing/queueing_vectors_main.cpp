#include <charconv>
#include <iostream>
#include <optional>
#include <string_view>

#include "tests/queueing/runner.hpp"

namespace {

using tiersim::queueing::Options;

std::optional<Options> options_of(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    const bool has_value = i + 1 < argc;
    if (argument == "--quick") {
      options.quick = true;
    } else if (argument == "--only" && has_value) {
      options.only = argv[++i];
    } else if (argument == "--threads" && has_value) {
      const std::string_view value = argv[++i];
      const auto [end, error] = std::from_chars(value.begin(), value.end(), options.threads);
      if (error != std::errc{} || end != value.end() || options.threads == 0) return std::nullopt;
    } else if (options.folder.empty() && !argument.starts_with("--")) {
      options.folder = argument;
    } else {
      return std::nullopt;
    }
  }
  if (!std::filesystem::is_directory(options.folder)) return std::nullopt;
  return options;
}

}  // namespace

/// Simulates the queueing vectors under a folder and judges them; exits 1 when a case fails, 2 when
/// called wrongly.
int main(int argc, char** argv) {
  const auto options = options_of(argc, argv);
  if (!options) {
    std::cerr << "usage: queueing_vectors DIR [--threads N] [--only SUBSTRING] [--quick]\n";
    return 2;
  }
  const auto tally = tiersim::queueing::replay(*options, std::cout);
  std::cout << tally.passed << " passed, " << tally.failed << " failed, " << tally.skipped
            << " skipped\n";
  return tally.failed == 0 ? 0 : 1;
}
