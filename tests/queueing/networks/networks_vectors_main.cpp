#include <algorithm>
#include <iostream>
#include <thread>

#include "tests/queueing/networks/networks_replay.hpp"

/// Simulates the queueing vectors under a folder; exits 1 when a case fails, 2 without a folder.
int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: queueing_network_vectors DIR\n";
    return 2;
  }
  const unsigned threads = std::max(1U, std::thread::hardware_concurrency());
  const auto count = tiersim::queueing::networks::replay(argv[1], {.threads = threads}, std::cout);
  std::cout << count.passed << " passed, " << count.failed << " failed, " << count.skipped
            << " skipped\n";
  return count.failed == 0 ? 0 : 1;
}
