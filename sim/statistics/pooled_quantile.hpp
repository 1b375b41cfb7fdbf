#pragma once
#include <vector>

#include "sim/statistics/interval.hpp"
#include "sim/statistics/log_histogram.hpp"

namespace tiersim {

/// Quantiles of all values of independent replications together, with intervals from how much the
/// replications differ.
///
/// The share of each replication's values at or below the pooled quantile is a mean, of which
/// Student's interval is good; the shares at its two ends are read back through the pooled values.
/// So the interval is as skewed as the values are, and needs no quantile of a replication, whose
/// bias does not become less with more replications. Source: R. S. Woodruff, "Confidence intervals
/// for medians and other position measures", JASA 47, 1952, with replications as the clusters;
/// shares as ratio estimates after W. G. Cochran, "Sampling techniques", 3rd ed., 1977, chapter 6.
class PooledQuantiles {
 public:
  /// The histograms must stay. Precondition: at least one of them holds a value.
  explicit PooledQuantiles(std::vector<const LogHistogram*> replications);

  /// `mean` is the pooled quantile. Where the shares leave room for more than all values, the end
  /// is the least or the greatest of them; with fewer than two replications the interval is
  /// infinite. Preconditions: 0 < p < 1, 0 < confidence < 1.
  [[nodiscard]] IntervalEstimate interval(double p, double confidence) const;

 private:
  std::vector<const LogHistogram*> replications_;
  LogHistogram all_;
};

}  // namespace tiersim
