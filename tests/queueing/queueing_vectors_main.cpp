#include <charconv>
#include <cstdint>
#include <iostream>
#include <optional>
#include <string_view>

#include "tests/queueing/runner.hpp"

namespace {

using tiersim::queueing::Options;

/// A positive number, all of the text.
std::optional<std::uint64_t> number_of(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number == 0) return std::nullopt;
  return number;
}

std::optional<Options> options_of(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    const std::string_view value = i + 1 < argc ? argv[i + 1] : "";
    if (argument == "--quick") {
      options.quick = true;
    } else if (argument == "--only" && !value.empty()) {
      options.only = argv[++i];
    } else if (argument == "--threads" || argument == "--events") {
      const auto number = number_of(value);
      if (!number) return std::nullopt;
      if (argument == "--threads") options.threads = static_cast<unsigned>(*number);
      if (argument == "--events") options.budget.total = *number * 1'000'000;
      ++i;
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
    std::cerr << "usage: queueing_vectors DIR [--quick] [--only SUBSTRING] [--threads N]\n"
                 "                            [--events MILLIONS]   (of a case, at most)\n";
    return 2;
  }
  const auto tally = tiersim::queueing::replay(*options, std::cout);
  std::cout << tally.passed << " passed, " << tally.failed << " failed, " << tally.skipped
            << " skipped\n";
  return tally.failed == 0 ? 0 : 1;
}
