#pragma once
#include <bit>
#include <cstdint>
#include <vector>

namespace tiersim {

/// Counts of a non-negative quantity in logarithmic bins, mergeable: an octave is cut into 128 equal parts, straight from
/// the bits of the double. A quantile is off by at most 0.4 % of its value; count, mean, minimum and maximum are exact.
/// Range 2^-30 (1 ns if seconds) to 2^20 (12 days); below and above there is one bin each. 25 KiB.
class LogHistogram {
 public:
  LogHistogram() : counts_(bins, 0) {}

  void record(double value) {
    ++counts_[bin_of(value)];
    ++count_;
    sum_ += value;
    if (value < min_ || count_ == 1) min_ = value;
    if (value > max_ || count_ == 1) max_ = value;
  }

  void merge(const LogHistogram& other);
  void clear();

  [[nodiscard]] std::uint64_t count() const { return count_; }
  /// 0 when empty.
  [[nodiscard]] double mean() const { return count_ == 0 ? 0.0 : sum_ / static_cast<double>(count_); }
  [[nodiscard]] double sum() const { return sum_; }
  [[nodiscard]] double min() const { return min_; }
  [[nodiscard]] double max() const { return max_; }
  /// inf{x: F(x) >= p}, interpolated inside its bin and clipped to [min, max]; 0 when empty.
  [[nodiscard]] double quantile(double p) const;
  /// How many values were at most `value`, interpolated inside its bin.
  [[nodiscard]] double count_at_most(double value) const;

  /// Visits (low, high, count) of the bins that are not empty, in rising order.
  template <class Visitor>
  void for_each_bin(Visitor visit) const {
    for (std::size_t i = 0; i < bins; ++i) {
      if (counts_[i] != 0) visit(lower_edge(i), lower_edge(i + 1), counts_[i]);
    }
  }

 private:
  static constexpr int parts_per_octave_bits = 7;
  static constexpr int octaves = 50;
  static constexpr int lowest_exponent = -30;
  static constexpr std::size_t bins = (static_cast<std::size_t>(octaves) << parts_per_octave_bits) + 2;
  static constexpr std::uint64_t offset = static_cast<std::uint64_t>(1023 + lowest_exponent) << parts_per_octave_bits;

  [[nodiscard]] static std::size_t bin_of(double value) {
    if (!(value > 0)) return 0;
    const std::uint64_t key = std::bit_cast<std::uint64_t>(value) >> (52 - parts_per_octave_bits);
    if (key < offset) return 0;
    const std::uint64_t bin = key - offset + 1;
    return bin < bins ? static_cast<std::size_t>(bin) : bins - 1;
  }

  [[nodiscard]] static double lower_edge(std::size_t bin) {
    if (bin == 0) return 0.0;
    return std::bit_cast<double>((bin - 1 + offset) << (52 - parts_per_octave_bits));
  }

  std::vector<std::uint32_t> counts_;
  std::uint64_t count_ = 0;
  double sum_ = 0;
  double min_ = 0;
  double max_ = 0;
};

}  // namespace tiersim
