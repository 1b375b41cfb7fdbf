#include "sim/statistics/order_statistics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <boost/math/distributions/binomial.hpp>

#include "sim/assert.hpp"

namespace tiersim {

namespace {

/// P(B < rank); `rank` may be n + 1.
double below(std::uint64_t n, double p, std::uint64_t rank) {
  if (rank == 0) return 0;
  if (rank > n) return 1;
  return boost::math::cdf(boost::math::binomial(static_cast<double>(n), p),
                          static_cast<double>(rank - 1));
}

/// The smallest rank in 0 … n + 1 with P(B < rank) >= level, or > level.
std::uint64_t first_rank(std::uint64_t n, double p, double level, bool strictly) {
  std::uint64_t low = 0;
  std::uint64_t high = n + 1;
  while (low < high) {
    const std::uint64_t middle = low + (high - low) / 2;
    const double mass = below(n, p, middle);
    if (strictly ? mass > level : mass >= level) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

}  // namespace

QuantileRanks quantile_ranks(std::uint64_t n, double p, double confidence) {
  TIERSIM_ASSERT(n > 0 && p > 0 && p < 1 && confidence > 0 && confidence < 1);
  const double tail = (1 - confidence) / 2;
  QuantileRanks ranks;
  ranks.lower = first_rank(n, p, tail, true) - 1;
  ranks.upper = first_rank(n, p, 1 - tail, false);
  ranks.coverage = below(n, p, ranks.upper) - below(n, p, ranks.lower);
  return ranks;
}

std::uint64_t quantile_sample_size_min(double p, double confidence) {
  TIERSIM_ASSERT(p > 0 && p < 1 && confidence > 0 && confidence < 1);
  const double tail = (1 - confidence) / 2;
  const double needed = std::log(tail) / std::log(std::max(p, 1 - p));
  // A hair less, so that an exact power is not rounded up past itself.
  return static_cast<std::uint64_t>(std::max(1.0, std::ceil(needed * (1 - 1e-14))));
}

IntervalEstimate quantile_interval(std::span<const double> sorted, double p, double confidence) {
  TIERSIM_ASSERT(!sorted.empty());
  constexpr double infinite = std::numeric_limits<double>::infinity();
  const auto n = static_cast<std::uint64_t>(sorted.size());
  const QuantileRanks ranks = quantile_ranks(n, p, confidence);
  const auto rank = static_cast<std::uint64_t>(std::ceil(p * static_cast<double>(n)));
  return {sorted[std::clamp<std::uint64_t>(rank, 1, n) - 1],
          ranks.lower == 0 ? -infinite : sorted[ranks.lower - 1],
          ranks.upper > n ? infinite : sorted[ranks.upper - 1]};
}

}  // namespace tiersim
