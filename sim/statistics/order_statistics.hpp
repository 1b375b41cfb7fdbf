#pragma once
#include <cstdint>
#include <span>

#include "sim/statistics/interval.hpp"

namespace tiersim {

/// Ranks, counted from 1, of the order statistics that enclose a quantile whatever the law:
/// [X_(lower), X_(upper)]. Source: H. A. David, H. N. Nagaraja, "Order Statistics", 3rd ed., 2003,
/// section 7.1.
struct QuantileRanks {
  std::uint64_t lower = 0;  ///< 0: there is no lower limit
  std::uint64_t upper = 0;  ///< n + 1: there is no upper limit
  double coverage = 0;      ///< exact probability for a continuous law
};

/// With B binomial(n, p): the largest lower rank with P(B < lower) <= (1 - confidence)/2, and the
/// smallest upper one with P(B < upper) >= (1 + confidence)/2. Preconditions: n > 0, 0 < p < 1, 0 <
/// confidence < 1.
[[nodiscard]] QuantileRanks quantile_ranks(std::uint64_t n, double p, double confidence);

/// The least n for which both ranks exist: p^n and (1-p)^n are at most (1 - confidence)/2.
/// Preconditions as above.
[[nodiscard]] std::uint64_t quantile_sample_size_min(double p, double confidence);

/// The quantile of independent values, X_(⌈np⌉), in its distribution-free interval; an end without
/// a limit is infinite. Preconditions: values rise, at least one, 0 < p < 1, 0 < confidence < 1.
[[nodiscard]] IntervalEstimate quantile_interval(std::span<const double> sorted, double p,
                                                 double confidence);

}  // namespace tiersim
