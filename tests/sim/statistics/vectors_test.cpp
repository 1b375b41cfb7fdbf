#include <filesystem>
#include <fstream>
#include <sstream>

#include <nlohmann/json.hpp>

#include "tests/sim/statistics/output_analysis_vectors.hpp"
#include "tests/support/catch.hpp"

namespace {

const std::filesystem::path folder = TIERSIM_SOURCE_DIR "/tests/vectors/queueing";

}  // namespace

TEST_CASE("every vector of output analysis agrees", "[vectors]") {
  std::ostringstream lines;
  const auto tally = tiersim::vectors::replay(folder, lines);
  INFO(lines.str());
  CHECK(tally.passed == 49);
  CHECK(tally.failed == 0);
  CHECK(tally.skipped == 0);
}

TEST_CASE("a wrong expectation fails, and so does a metric nobody computes", "[vectors]") {
  std::ifstream file(folder / "g10_output_analysis.json");
  nlohmann::json vectors = nlohmann::json::parse(file);
  nlohmann::json& first = vectors.at("cases").at(0).at("expect");
  REQUIRE(first.at("tavc") == 1.0);
  first["tavc"] = 1.00000001;
  vectors.at("cases").at(1).at("expect")["variance_of_nothing"] = 1.0;
  const auto spoiled = std::filesystem::temp_directory_path() / "tiersim_spoiled_vectors";
  std::filesystem::create_directories(spoiled);
  std::ofstream(spoiled / "spoiled.json") << vectors;
  std::ostringstream lines;
  const auto tally = tiersim::vectors::replay(spoiled, lines);
  std::filesystem::remove_all(spoiled);
  CHECK(tally.failed == 2);
  CHECK(tally.passed == 47);
  CHECK(lines.str().find("tavc[0] is 1.0 instead of 1.00000001") != std::string::npos);
  CHECK(lines.str().find("variance_of_nothing is not computed") != std::string::npos);
}
