#pragma once
#include <filesystem>
#include <iosfwd>

namespace tiersim::vectors {

struct Tally {
  int passed = 0;
  int failed = 0;
  int skipped = 0;  ///< of a model that is not known here
};

/// Replays the file of output analysis (its "group" is g10_output_analysis) in `folder` or below: a
/// line per case, naming the file. Other files are left to their own runners and not mentioned.
Tally replay(const std::filesystem::path& folder, std::ostream& out);

}  // namespace tiersim::vectors
