#include <atomic>
#include <csignal>
#include <string>
#include <vector>

#include "cli/command.hpp"

namespace {

std::atomic<bool> interrupted{false};

/// The first Ctrl-C ends the run with what is known; a second one ends the program.
extern "C" void on_interrupt(int signal) {
  interrupted.store(true);
  std::signal(signal, SIG_DFL);
}

}  // namespace

int main(int count, char** values) {
  std::signal(SIGINT, on_interrupt);
  std::signal(SIGTERM, on_interrupt);
  tiersim::cli::Terminal terminal = tiersim::cli::process_terminal();
  tiersim::cli::Environment environment{terminal, &interrupted};
  const std::vector<std::string> arguments(values + 1, values + count);
  return static_cast<int>(tiersim::cli::run_program(arguments, environment));
}
