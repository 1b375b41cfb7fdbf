#include <iostream>

#include "tests/components/component_runner.hpp"

/// Answers the component cases under a folder; exits 1 when one fails, 2 without a folder.
int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: component_vectors DIR\n";
    return 2;
  }
  const tiersim::vectors::Tally tally = tiersim::vectors::answer_components(argv[1], std::cout);
  std::cout << tally.passed << " passed, " << tally.failed << " failed, " << tally.skipped
            << " skipped\n";
  return tally.failed == 0 ? 0 : 1;
}
