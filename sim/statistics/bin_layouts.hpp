#pragma once
#include <cstdint>

namespace tiersim {

// The bins of two histograms that monitoring systems use, for reading their exports and for saying
// how our LogHistogram compares: it errs by 0.4 % at most, in bins as wide.

/// DDSketch: bin i holds (gamma^(i-1), gamma^i], so that its representative is within
/// `relative_accuracy` of every value inside. Source: C. Masson, J. E. Rim, H. K. Lee, "DDSketch: a
/// fast and fully-mergeable quantile sketch with relative-error guarantees", PVLDB 12(12), 2019.
class DdsketchBins {
 public:
  /// Precondition: 0 < relative_accuracy < 1.
  explicit DdsketchBins(double relative_accuracy);

  [[nodiscard]] double gamma() const { return gamma_; }

  /// Precondition: value > 0.
  [[nodiscard]] std::int64_t index_of(double value) const;
  [[nodiscard]] double representative(std::int64_t index) const;

 private:
  double gamma_;
  double log_gamma_;
};

/// HdrHistogram with lowest discernible value 1: a power of two is cut into equal bins, so many
/// that a value keeps its first `digits` decimal digits. Source: G. Tene, HdrHistogram, 2012 (bin
/// layout).
class HdrBins {
 public:
  /// Precondition: 1 <= digits <= 5.
  explicit HdrBins(int digits);

  /// The smallest power of two that is at least 2 · 10^digits: below it, bins are one wide.
  [[nodiscard]] std::uint64_t sub_bucket_count() const { return std::uint64_t{1} << bits_; }

  /// Values in the bin of `value`.
  [[nodiscard]] std::uint64_t width(std::uint64_t value) const;
  /// The smallest value in the bin of `value`.
  [[nodiscard]] std::uint64_t lowest(std::uint64_t value) const;
  /// The largest value in the bin of `value`.
  [[nodiscard]] std::uint64_t highest(std::uint64_t value) const;
  /// What HdrHistogram reports for the bin: its lowest value and half its width.
  [[nodiscard]] std::uint64_t representative(std::uint64_t value) const;

 private:
  int bits_;
};

}  // namespace tiersim
