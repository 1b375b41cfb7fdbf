#pragma once
#include <filesystem>
#include <iosfwd>
#include <string>

#include "tests/queueing/simulate_case.hpp"

namespace tiersim::queueing {

struct Options {
  std::filesystem::path folder;
  unsigned threads = 2;
  std::string only;  ///< cases whose name contains it
  bool quick = false;
  Budget budget{};
};

struct Tally {
  int passed = 0;
  int failed = 0;
  int skipped = 0;
};

/// Judges all cases of the groups g1 … g7 under the folder as one family; a line for each, in the
/// order of the files.
Tally replay(const Options& options, std::ostream& out);

}  // namespace tiersim::queueing
