#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>

namespace tiersim {

/// Count, mean, variance and extremes of values, in constant memory; mergeable.
/// Source: B. P. Welford, "Note on a method for calculating corrected sums of squares and
/// products", Technometrics 4(3), 1962; merging after T. F. Chan, G. H. Golub, R. J. LeVeque,
/// "Algorithms for computing the sample variance", The American Statistician 37(3), 1983.
class Tally {
 public:
  void record(double value) {
    min_ = count_ == 0 ? value : std::min(min_, value);
    max_ = count_ == 0 ? value : std::max(max_, value);
    ++count_;
    sum_ += value;
    // Welford: the plain sum of squares cancels when the mean is large.
    const double before = value - mean_;
    mean_ += before / static_cast<double>(count_);
    squares_ += before * (value - mean_);
  }

  void merge(const Tally& other) {
    if (other.count_ == 0) return;
    if (count_ == 0) {
      *this = other;
      return;
    }
    const auto here = static_cast<double>(count_);
    const auto there = static_cast<double>(other.count_);
    const double gap = other.mean_ - mean_;
    mean_ += gap * (there / (here + there));
    squares_ += other.squares_ + gap * gap * (here * there / (here + there));
    sum_ += other.sum_;
    count_ += other.count_;
    min_ = std::min(min_, other.min_);
    max_ = std::max(max_, other.max_);
  }

  void clear() { *this = Tally{}; }

  [[nodiscard]] std::uint64_t count() const { return count_; }

  [[nodiscard]] double sum() const { return sum_; }

  /// 0 when empty, as are the extremes.
  [[nodiscard]] double mean() const { return mean_; }

  /// Unbiased, with n - 1; 0 for fewer than two values.
  [[nodiscard]] double variance() const {
    return count_ < 2 ? 0.0 : squares_ / static_cast<double>(count_ - 1);
  }

  [[nodiscard]] double standard_deviation() const { return std::sqrt(variance()); }

  [[nodiscard]] double min() const { return min_; }

  [[nodiscard]] double max() const { return max_; }

 private:
  std::uint64_t count_ = 0;
  double sum_ = 0;
  double mean_ = 0;
  double squares_ = 0;  ///< sum of squared deviations from the mean
  double min_ = 0;
  double max_ = 0;
};

}  // namespace tiersim
