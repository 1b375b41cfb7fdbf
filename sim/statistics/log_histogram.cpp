#include "sim/statistics/log_histogram.hpp"

#include <algorithm>
#include <cmath>

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
  double value = 0;
  double before = 0;
  bool found = false;
  for_each_bin([&](double low, double high, std::uint64_t count) {
    if (found) return;
    const auto here = static_cast<double>(count);
    if (before + here >= rank) {
      value = low == 0 ? 0 : low + (high - low) * (rank - before - 0.5) / here;
      found = true;
    }
    before += here;
  });
  return std::clamp(value, min_, max_);
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
