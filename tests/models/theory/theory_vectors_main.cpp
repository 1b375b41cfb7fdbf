#include <iostream>

#include "tests/models/theory/theory_runner.hpp"

/// Solves the queueing vectors under a folder; exits 1 when a case fails, 2 without a folder.
int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: theory_vectors DIR\n";
    return 2;
  }
  const auto tally = tiersim::theory_vectors::replay(argv[1], std::cout);
  std::cout << tally.passed << " passed, " << tally.failed << " failed, " << tally.skipped
            << " skipped\n";
  return tally.failed == 0 ? 0 : 1;
}
