#pragma once
#include <chrono>
#include <string>

#include "cli/terminal.hpp"
#include "lab/experiment/experiment.hpp"

namespace tiersim::cli {

/// One line on stderr that tells how far a run is: percent, time left, simulated against real time.
/// Only on a screen, redrawn at most ten times a second, gone at the end.
class ProgressLine {
 public:
  ProgressLine(Terminal& terminal, bool wanted, std::string name);
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  void show(const lab::Progress& progress);

 private:
  using Clock = std::chrono::steady_clock;
  Terminal& terminal_;
  bool wanted_;
  std::string name_;
  Clock::time_point begun_ = Clock::now();
  Clock::time_point drawn_{};
  bool visible_ = false;
};

}  // namespace tiersim::cli
