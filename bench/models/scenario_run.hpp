#pragma once
#include <string>
#include <vector>

#include "bench/outcome.hpp"
#include "lab/result/result.hpp"
#include "lab/scenario/scenario.hpp"

namespace tiersim::bench {

/// A scenario file, run by the lab as `tiersim run` does, on one thread unless said otherwise.
class ScenarioRun {
 public:
  /// `sets` are "path=value". Says what is wrong with the scenario and ends the program if
  /// something is.
  ScenarioRun(const std::string& path, const std::vector<std::string>& sets);

  /// Allocations are counted between the middle and the end of the simulated time.
  [[nodiscard]] Outcome run() const;
  [[nodiscard]] lab::Result result(int jobs) const;

 private:
  lab::Scenario scenario_;
};

}  // namespace tiersim::bench
