#pragma once
#include <span>
#include <vector>

namespace tiersim {

// Percentiles as load generators and monitoring print them: from the same values they differ.

/// k6: linear between the neighbours of rank q (n - 1). Preconditions: sorted, not empty, 0 <= q <=
/// 1. Source: k6 metrics/sink.go.
[[nodiscard]] double k6_percentile(std::span<const double> sorted, double q);

/// Locust: of response times rounded to 1, 10, 100 or 1000 ms, the larger the coarser. In
/// milliseconds. Preconditions: not empty, 0 < q <= 1. Source: locust/stats.py.
[[nodiscard]] double locust_percentile_ms(std::span<const double> values_ms, double q);

/// wrk: the value of rank q n + 0.5, rounded, the first having rank 1. Preconditions: sorted, not
/// empty, 0 < q <= 1. Source: wrk src/stats.c.
[[nodiscard]] double wrk_percentile(std::span<const double> sorted, double q);

/// A bucket of a Prometheus histogram: how many values are at most `le`.
struct HistogramBucket {
  double le = 0;
  double count = 0;  ///< cumulative
};

/// Prometheus's histogram_quantile: linear inside the bucket, the first of which begins at 0; in
/// the last, whose bound is infinite, the bound before it. Preconditions: bounds rise to infinity,
/// counts do not fall, the last is not 0, 0 <= q <= 1. Source: Prometheus promql/quantile.go.
[[nodiscard]] double histogram_quantile(const std::vector<HistogramBucket>& buckets, double q);

}  // namespace tiersim
