#pragma once
#include "sim/chance/math.hpp"

namespace tiersim {

/// Probabilistic early expiration: whether this request refreshes an entry before it expires, the
/// sooner the longer that takes. `u` is uniform in (0, 1]. Times in seconds. Source: A. Vattani, F.
/// Chierichetti, K. Lowenstein, "Optimal probabilistic cache stampede prevention", VLDB 8, 2015.
[[nodiscard]] inline bool refreshes_early(double now_s, double expiry_s, double recompute_s,
                                          double beta, double u) {
  return now_s - recompute_s * beta * portable::log(u) >= expiry_s;
}

}  // namespace tiersim
