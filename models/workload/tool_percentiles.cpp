#include "models/workload/tool_percentiles.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

namespace tiersim {

namespace {

/// Half to even, as Python rounds.
double rounded_to(double value, double unit) {
  return std::nearbyint(value / unit) * unit;
}

double locust_bucket(double value_ms) {
  if (value_ms < 100) return rounded_to(value_ms, 1);
  if (value_ms < 1000) return rounded_to(value_ms, 10);
  return rounded_to(value_ms, value_ms < 10000 ? 100 : 1000);
}

}  // namespace

double k6_percentile(std::span<const double> sorted, double q) {
  const double rank = q * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(rank);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (sorted[above] - sorted[below]) * (rank - std::floor(rank));
}

double locust_percentile_ms(std::span<const double> values_ms, double q) {
  std::map<double, std::size_t, std::greater<>> buckets;
  for (const double value : values_ms) ++buckets[locust_bucket(value)];
  const auto wanted = static_cast<std::size_t>(static_cast<double>(values_ms.size()) * q);
  std::size_t left = values_ms.size();
  for (const auto& [bucket, count] : buckets) {
    left -= count;
    if (left <= wanted) return bucket;
  }
  return buckets.rbegin()->first;
}

double wrk_percentile(std::span<const double> sorted, double q) {
  const double rank = std::round(q * static_cast<double>(sorted.size()) + 0.5);
  return sorted[std::clamp<std::size_t>(static_cast<std::size_t>(rank), 1, sorted.size()) - 1];
}

double histogram_quantile(const std::vector<HistogramBucket>& buckets, double q) {
  const double rank = q * buckets.back().count;
  std::size_t b = 0;
  while (b + 1 < buckets.size() && buckets[b].count < rank) ++b;
  if (b + 1 == buckets.size()) return buckets.size() > 1 ? buckets[b - 1].le : 0;
  const double begin = b == 0 ? 0 : buckets[b - 1].le;
  const double before = b == 0 ? 0 : buckets[b - 1].count;
  return begin + (buckets[b].le - begin) * (rank - before) / (buckets[b].count - before);
}

}  // namespace tiersim
