#include "sim/statistics/pooled_quantile.hpp"

#include <limits>
#include <utility>

#include "sim/assert.hpp"

namespace tiersim {

PooledQuantiles::PooledQuantiles(std::vector<const LogHistogram*> replications)
    : replications_(std::move(replications)) {
  for (const LogHistogram* replication : replications_) all_.merge(*replication);
  TIERSIM_ASSERT(all_.count() > 0);
}

IntervalEstimate PooledQuantiles::interval(double p, double confidence) const {
  TIERSIM_ASSERT(p > 0 && p < 1);
  const double quantile = all_.quantile(p);
  if (replications_.size() < 2) {
    const double infinite = std::numeric_limits<double>::infinity();
    return {quantile, -infinite, infinite};
  }
  // A ratio estimate, linearised: what a replication has below beyond its due, per mean count.
  const double mean_count =
      static_cast<double>(all_.count()) / static_cast<double>(replications_.size());
  std::vector<double> beyond_due;
  for (const LogHistogram* replication : replications_) {
    const double due = p * static_cast<double>(replication->count());
    beyond_due.push_back((replication->count_at_most(quantile) - due) / mean_count);
  }
  const double half = student_interval(beyond_due, confidence).half_width();
  return {quantile, p - half > 0 ? all_.quantile(p - half) : all_.min(),
          p + half < 1 ? all_.quantile(p + half) : all_.max()};
}

}  // namespace tiersim
