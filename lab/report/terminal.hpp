#pragma once
#include <cstddef>
#include <string>

#include "lab/result/comparison.hpp"
#include "lab/result/result.hpp"

namespace tiersim::lab {

/// The screen to write for. Colour is the caller's decision (NO_COLOR, a pipe); the text never
/// depends on it.
struct Screen {
  std::size_t width = 80;   ///< Columns, at least 60.
  std::size_t height = 24;  ///< Lines; the busiest tiers fill what the rest leaves, three at least.
  bool colour = false;
};

/// The answer on one screen: verdicts, latency and errors, tiers by utilization, cost, one advice.
/// Ends with a newline.
std::string terminal_summary(const Result& result, const Screen& screen = {});

/// A table per variant against the base: value, difference, interval, better or worse.
std::string terminal_comparison(const Comparison& comparison, const Screen& screen = {});

}  // namespace tiersim::lab
