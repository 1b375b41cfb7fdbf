#include "sim/statistics/log_histogram.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tiersim {

void LogHistogram::record_elsewhere(double value) {
  if (value >= highest) {
    ++above_;
    return;
  }
  const std::uint64_t octave = key_of(value) / parts * parts;
  make_room(octave, octave + parts);
  ++counts_[key_of(value) - first_key_];
}

/// Widens the counted keys to include [first, end), both at whole octaves.
void LogHistogram::make_room(std::uint64_t first, std::uint64_t end) {
  if (counts_.empty()) {
    // Room for the whole range, so that a rare value does not allocate late in a run; what is not
    // written to takes no memory.
    counts_.reserve(octaves * parts);
    first_key_ = first;
    counts_.assign(end - first, 0);
    return;
  }
  if (first < first_key_) {
    counts_.insert(counts_.begin(), first_key_ - first, 0);
    first_key_ = first;
  }
  if (end > first_key_ + counts_.size()) counts_.resize(end - first_key_, 0);
}

void LogHistogram::merge(const LogHistogram& other) {
  if (other.count_ == 0) return;
  if (!other.counts_.empty()) {
    make_room(other.first_key_, other.first_key_ + other.counts_.size());
    const std::uint64_t shift = other.first_key_ - first_key_;
    for (std::size_t i = 0; i < other.counts_.size(); ++i) counts_[i + shift] += other.counts_[i];
  }
  below_ += other.below_;
  above_ += other.above_;
  count_ += other.count_;
  sum_ += other.sum_;
  min_ = std::min(min_, other.min_);
  max_ = std::max(max_, other.max_);
}

void LogHistogram::clear() {
  if (count_ == 0) return;
  std::fill(counts_.begin(), counts_.end(), 0U);
  below_ = above_ = count_ = 0;
  sum_ = 0;
  min_ = std::numeric_limits<double>::infinity();
  max_ = -std::numeric_limits<double>::infinity();
}

double LogHistogram::quantile(double p) const {
  if (count_ == 0) return 0.0;
  const double rank =
      std::clamp(std::ceil(p * static_cast<double>(count_)), 1.0, static_cast<double>(count_));
  // Interpolated inside the bin that has the rank; `before` have less.
  const auto inside = [this, rank](double low, double high, double before, std::uint64_t here) {
    const double value = low + (high - low) * (rank - before - 0.5) / static_cast<double>(here);
    return std::clamp(value, min_, max_);
  };
  auto before = static_cast<double>(below_);
  if (before >= rank) return std::clamp(0.0, min_, max_);
  // Most bins are passed by in blocks: windows ask for three quantiles each.
  static_assert(parts % block == 0);
  std::size_t i = 0;
  for (; i < counts_.size(); i += block) {
    const auto first = counts_.begin() + static_cast<std::ptrdiff_t>(i);
    const auto here = static_cast<double>(
        std::accumulate(first, first + static_cast<std::ptrdiff_t>(block), std::uint64_t{0}));
    if (before + here >= rank) break;
    before += here;
  }
  for (; i < counts_.size(); ++i) {
    const auto here = static_cast<double>(counts_[i]);
    if (before + here >= rank)
      return inside(edge_of(first_key_ + i), edge_of(first_key_ + i + 1), before, counts_[i]);
    before += here;
  }
  return inside(highest, max_, before, above_);
}

double LogHistogram::count_at_most(double value) const {
  if (count_ == 0 || value < min_) return 0;
  if (value >= max_) return static_cast<double>(count_);
  double sum = 0;
  for_each_bin([&](double low, double high, std::uint64_t count) {
    if (value >= high || low == 0) {
      sum += static_cast<double>(count);
    } else if (value > low) {
      sum += static_cast<double>(count) * (value - low) / (high - low);
    }
  });
  return sum;
}

}  // namespace tiersim
