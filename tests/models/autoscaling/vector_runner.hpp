#pragma once
#include <filesystem>
#include <iosfwd>

namespace tiersim::vectors {

struct Tally {
  int passed = 0;
  int failed = 0;
  int skipped = 0;  ///< of a kind that is not known here, in a file with others that are
};

/// Replays every file of autoscaler cases in `folder` and below, in the order of their paths: a
/// line per file and per failed case. Files of other components are left to their own runners and
/// not mentioned.
Tally replay(const std::filesystem::path& folder, std::ostream& out);

}  // namespace tiersim::vectors
