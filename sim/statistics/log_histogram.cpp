#include "sim/statistics/log_histogram.hpp"

#include <algorithm>
#include <cmath>

namespace tiersim {

void LogHistogram::merge(const LogHistogram& other) {
  if (other.count_ == 0) return;
  for (std::size_t i = 0; i < bins; ++i) counts_[i] += other.counts_[i];
  min_ = count_ == 0 ? other.min_ : std::min(min_, other.min_);
  max_ = count_ == 0 ? other.max_ : std::max(max_, other.max_);
  count_ += other.count_;
  sum_ += other.sum_;
}

void LogHistogram::clear() {
  if (count_ == 0) return;
  std::fill(counts_.begin(), counts_.end(), 0U);
  count_ = 0;
  sum_ = min_ = max_ = 0;
}

double LogHistogram::quantile(double p) const {
  if (count_ == 0) return 0.0;
  const double rank = std::max(1.0, std::ceil(p * static_cast<double>(count_)));
  double before = 0;
  for (std::size_t i = 0; i < bins; ++i) {
    const double here = counts_[i];
    if (here > 0 && before + here >= rank) {
      const double low = lower_edge(i);
      const double value = low + (lower_edge(i + 1) - low) * (rank - before - 0.5) / here;
      return std::clamp(value, min_, max_);
    }
    before += here;
  }
  return max_;
}

double LogHistogram::count_at_most(double value) const {
  if (count_ == 0 || value < min_) return 0;
  if (value >= max_) return static_cast<double>(count_);
  const std::size_t bin = bin_of(value);
  double sum = 0;
  for (std::size_t i = 0; i < bin; ++i) sum += counts_[i];
  const double low = lower_edge(bin);
  const double high = lower_edge(bin + 1);
  return sum + counts_[bin] * (value - low) / (high - low);
}

}  // namespace tiersim
