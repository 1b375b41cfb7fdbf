#pragma once
#include <cstdint>

namespace tiersim::bench {

/// Calls of malloc and its kin by this program so far, `operator new` included.
[[nodiscard]] std::uint64_t allocations();

/// Largest resident memory since the last reset, in MiB.
[[nodiscard]] double peak_memory_mib();

/// Lets the peak begin anew at what is resident now. Where the kernel does not allow that, the peak
/// remains that of the whole program.
void reset_peak_memory();

}  // namespace tiersim::bench
