#pragma once
#include <cstdint>

namespace tiersim {

// Several intervals or tests read together: each must be surer than the family. Source: R. G.
// Miller, "Simultaneous Statistical Inference", 2nd ed., 1981.

/// Error probability allowed to each of `tests` so that all together hold with 1 - `family`,
/// however they depend on each other (Bonferroni). Preconditions: tests >= 1, 0 < family < 1.
[[nodiscard]] double bonferroni_level(double family, std::uint64_t tests);

/// The same for independent tests, a little larger (Šidák). Preconditions as above.
[[nodiscard]] double sidak_level(double family, std::uint64_t tests);

/// Probability of at least one false alarm among independent tests of error `each`. Preconditions:
/// tests >= 1, 0 < each < 1.
[[nodiscard]] double family_error(double each, std::uint64_t tests);

/// The z that a standard normal value exceeds in magnitude with probability `error`: a two-sided
/// bound. Precondition: 0 < error < 1.
[[nodiscard]] double two_sided_bound(double error);

}  // namespace tiersim
