// Inputs on which the readers once failed, and one of each form, replayed.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/fuzz/exercise.hpp"
#include "tests/support/catch.hpp"

namespace {

template <class Exercise>
void replay(const std::string& folder, Exercise exercise) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) files.push_back(entry);
  std::sort(files.begin(), files.end());
  REQUIRE(files.size() >= 10);
  for (const auto& path : files) {
    INFO(path.string());
    std::ifstream file(path, std::ios::binary);
    const std::string input(std::istreambuf_iterator<char>(file), {});
    REQUIRE(!input.empty());
    CHECK_NOTHROW(exercise(input));
  }
}

}  // namespace

TEST_CASE("the scenario reader keeps its promises for every stored input", "[fuzz]") {
  replay("tests/fuzz/corpus/scenario", tiersim::lab::test::exercise_scenario);
}

TEST_CASE("the importer of manifests keeps its promises for every stored input", "[fuzz]") {
  replay("tests/fuzz/corpus/kubernetes", tiersim::lab::test::exercise_kubernetes);
}

TEST_CASE("the trace readers keep their promises for every stored input", "[fuzz]") {
  replay("tests/fuzz/corpus/trace", tiersim::lab::test::exercise_trace);
}
