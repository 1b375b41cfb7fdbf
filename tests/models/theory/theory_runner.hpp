#pragma once
#include <filesystem>
#include <iosfwd>
#include <string>

#include "tests/models/theory/theory_cases.hpp"

namespace tiersim::theory_vectors {

struct Tally {
  int passed = 0;
  int failed = 0;
  int skipped = 0;  ///< a model that no table knows, in a group with others that are known
};

/// How far the metrics are from a case, in its worst metric.
struct Comparison {
  std::string difference;  ///< empty when every metric is within its tolerance
  std::string worst;       ///< the metric of the largest relative error
  double relative_error = 0;
};

/// Compares with the case's `expect`: within the larger of its tolerance and 1e-9 relative; null
/// stands for infinity.
[[nodiscard]] Comparison compare(const Json& one_case, const Json& metrics);

/// Solves every case of the vector files in `folder` and below, in the order of their paths, and
/// writes a line for each. Groups of which no model is known are not mentioned.
Tally replay(const std::filesystem::path& folder, std::ostream& out);

}  // namespace tiersim::theory_vectors
