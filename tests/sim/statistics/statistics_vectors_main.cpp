#include <iostream>

#include "tests/sim/statistics/output_analysis_vectors.hpp"

/// Replays the vectors of output analysis under a folder; exits 1 when a case fails, 2 without a
/// folder.
int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: statistics_vectors DIR\n";
    return 2;
  }
  const tiersim::vectors::Tally tally = tiersim::vectors::replay(argv[1], std::cout);
  std::cout << tally.passed << " passed, " << tally.failed << " failed, " << tally.skipped
            << " skipped\n";
  return tally.failed == 0 ? 0 : 1;
}
