#pragma once
#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

#include "tests/queueing/networks/networks_judge.hpp"

namespace tiersim::queueing::networks {

/// How the cases are simulated.
struct ReplayParams {
  std::uint64_t seed = 20'261'121;
  unsigned threads = 1;
  double family_error = 1e-6;  ///< that any number of the whole run is wrongly rejected
  double events_max = 1.4e9;   ///< of a case in all, about a minute of one core
};

struct ReplayCount {
  int passed = 0;
  int failed = 0;
  int skipped = 0;
};

/// What became of one case.
struct CaseResult {
  enum class End : std::uint8_t { passed, failed, skipped };

  End end = End::passed;
  std::vector<std::string> reasons;
  double events = 0;  ///< simulated for it
};

/// Simulates a case until every number is sharp, then judges it at `error` a number. The lengths of
/// the runs follow from events and estimates, never from a clock, so the result does not depend on
/// the machine or the number of threads.
[[nodiscard]] CaseResult replay_case(const Json& reference_case, Model model, double error,
                                     const ReplayParams& params);

/// Replays every case under the folder whose model can be simulated, and writes a line a file and a
/// line for each case that did not pass. Cases of kind "approximation" and "limit" are not what a
/// simulation of the system would find, and are left alone.
ReplayCount replay(const std::filesystem::path& folder, const ReplayParams& params,
                   std::ostream& out);

}  // namespace tiersim::queueing::networks
