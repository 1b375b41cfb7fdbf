#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace tiersim {

/// How to share a budget of replications among systems so that the one with the least mean is
/// found: much for those that are close to the best or noisy, little for the rest. The shares add
/// up to 1; a system that ties with the best takes, with it, all (the shares' limit as the gap
/// closes). Preconditions: at least two systems, a standard deviation > 0 for each mean. Source:
/// C.-H. Chen, J. Lin, E. Yücesan, S. E. Chick, "Simulation budget allocation for further enhancing
/// the efficiency of ordinal optimization", Discrete Event Dynamic Systems 10, 2000, theorem 1.
[[nodiscard]] std::vector<double> ocba_shares(std::span<const double> means,
                                              std::span<const double> standard_deviations);

/// The constants of the fully sequential procedure KN, which finds the best of several systems, or
/// one within `indifference` of it, with a given probability. Source: S.-H. Kim, B. L. Nelson, "A
/// fully sequential procedure for indifference-zone selection in simulation", ACM TOMACS 11(3),
/// 2001, with c = 1.
struct KimNelson {
  double eta = 0;
  double h_squared = 0;

  /// How far the running sums of two systems may be apart after `observations` of each, without the
  /// worse being dropped. `variance` is that of their paired difference in the first stage.
  /// Precondition: indifference > 0.
  [[nodiscard]] double sum_half_width(double indifference, double variance,
                                      std::uint64_t observations) const;

  /// Observations after which two systems are told apart at the latest. Precondition: indifference
  /// > 0.
  [[nodiscard]] std::uint64_t observations_max(double indifference, double variance) const;
};

/// Preconditions: systems >= 2, first_stage >= 2 observations of each, 0 < error < 1 - 1/systems.
[[nodiscard]] KimNelson kim_nelson(std::uint64_t systems, std::uint64_t first_stage, double error);

}  // namespace tiersim
