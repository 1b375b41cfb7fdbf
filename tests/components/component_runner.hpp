#pragma once
#include <filesystem>
#include <iosfwd>

namespace tiersim::vectors {

struct Tally {
  int passed = 0;
  int failed = 0;
  int skipped = 0;  ///< of a component that is not built yet
};

/// Answers every file of component cases in `folder` and below, in the order of their paths: a line
/// for each file and for each case that fails.
Tally answer_components(const std::filesystem::path& folder, std::ostream& out);

}  // namespace tiersim::vectors
