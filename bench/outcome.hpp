#pragma once
#include <cstdint>
#include <optional>

namespace tiersim::bench {

/// What one run of a work item found out about itself.
struct Outcome {
  double mean_s = 0;         ///< mean time in the system; 0 if there is none
  std::uint64_t units = 0;   ///< customers, requests or holds
  std::uint64_t events = 0;  ///< 0: not counted
  double cpu_s = 0;          ///< CPU time; 0: that of the whole call, set-up included
  std::optional<std::uint64_t> late_allocations{};  ///< in the second half of the run
};

}  // namespace tiersim::bench
