#pragma once
#include <cstddef>
#include <vector>

namespace tiersim::theory {

/// How popular each of n items is: the share of item k (from 1) goes with k^-alpha. Sums to 1.
/// Preconditions: n >= 1, alpha >= 0.
[[nodiscard]] std::vector<double> zipf_popularity(std::size_t n, double alpha);

/// How often a cache has what it is asked for when each request is for item k with probability
/// p_k, whatever came before (the independent reference model).
struct HitRatios {
  double all = 0;              ///< of all requests
  std::vector<double> item{};  ///< of those for each item
};

/// The hits of all requests from those of each item. Precondition: as many as there are items.
[[nodiscard]] HitRatios hits_of(const std::vector<double>& popularity, std::vector<double> item);

/// Least recently used, exactly: an item is there as long as fewer than `capacity` others have been
/// asked for since. Grows with n^2 capacity: for small catalogues. Preconditions: popularities are
/// positive and sum to 1, 1 <= capacity < n. Sources: W. F. King, "Analysis of demand paging
/// algorithms", IFIP Congress, 1971; P. Flajolet, D. Gardy, L. Thimonier, "Birthday paradox, coupon
/// collectors, caching algorithms and self-organizing search", Discrete Applied Mathematics 39,
/// 1992.
[[nodiscard]] HitRatios exact_lru(const std::vector<double>& popularity, std::size_t capacity);

/// First in, first out, exactly; random replacement has the same ratios. Preconditions as above.
/// Source: E. Gelenbe, "A unified approach to the evaluation of a class of replacement algorithms",
/// IEEE Transactions on Computers 22, 1973.
[[nodiscard]] HitRatios exact_fifo(const std::vector<double>& popularity, std::size_t capacity);

/// The most popular items are there for ever. Precondition: capacity <= n.
[[nodiscard]] double perfect_lfu(const std::vector<double>& popularity, std::size_t capacity);

}  // namespace tiersim::theory
