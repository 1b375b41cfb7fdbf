#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace tiersim {

/// Counts of a non-negative quantity in logarithmic bins, mergeable: an octave is cut into 256
/// equal parts, straight from the bits of the double. A quantile is off by at most 0.4 % of its
/// value; count, mean, minimum and maximum are exact.
///
/// Range 2^-30 (1 ns if seconds) to 2^20 (12 days); what is below counts as 0, and above there is
/// one bin. Memory is 2 KiB an octave between the least and the greatest value in range, at most
/// 100 KiB; it is asked for once, at the first value in range.
class LogHistogram {
 public:
  /// Precondition: not NaN.
  void record(double value) {
    const std::uint64_t bin = key_of(value) - first_key_;
    if (bin < counts_.size()) [[likely]] {
      ++counts_[bin];
    } else if (value < lowest) {
      ++below_;
    } else {
      record_elsewhere(value);
    }
    ++count_;
    sum_ += value;
    if (value < min_) min_ = value;
    if (value > max_) max_ = value;
  }

  void merge(const LogHistogram& other);
  /// Forgets the counts and keeps the memory.
  void clear();

  [[nodiscard]] std::uint64_t count() const { return count_; }

  /// 0 when empty.
  [[nodiscard]] double mean() const {
    return count_ == 0 ? 0.0 : sum_ / static_cast<double>(count_);
  }

  [[nodiscard]] double sum() const { return sum_; }

  /// 0 when empty.
  [[nodiscard]] double min() const { return count_ == 0 ? 0.0 : min_; }

  /// 0 when empty.
  [[nodiscard]] double max() const { return count_ == 0 ? 0.0 : max_; }

  /// inf{x: F(x) >= p}, interpolated inside its bin and clipped to [min, max]; 0 when empty.
  [[nodiscard]] double quantile(double p) const;
  /// How many values were at most `value`, interpolated inside its bin.
  [[nodiscard]] double count_at_most(double value) const;

  /// Visits (low, high, count) of the bins that are not empty, in rising order.
  template <class Visitor>
  void for_each_bin(Visitor visit) const {
    if (below_ != 0) visit(0.0, lowest, below_);
    for (std::size_t i = 0; i < counts_.size(); ++i) {
      if (counts_[i] != 0) visit(edge_of(first_key_ + i), edge_of(first_key_ + i + 1), counts_[i]);
    }
    if (above_ != 0) visit(highest, max_, above_);
  }

 private:
  static constexpr int part_bits = 8;
  static constexpr std::uint64_t parts = std::uint64_t{1} << part_bits;
  static constexpr std::size_t block = 16;  ///< of bins that are summed at once
  static constexpr double lowest = 0x1p-30;
  static constexpr double highest = 0x1p20;
  static constexpr std::uint64_t octaves = 50;

  /// The bin's number among all doubles: sign, exponent and the first bits of the mantissa.
  [[nodiscard]] static std::uint64_t key_of(double value) {
    return std::bit_cast<std::uint64_t>(value) >> (52 - part_bits);
  }

  [[nodiscard]] static double edge_of(std::uint64_t key) {
    return std::bit_cast<double>(key << (52 - part_bits));
  }

  void record_elsewhere(double value);
  void make_room(std::uint64_t first, std::uint64_t end);

  std::vector<std::uint64_t> counts_;  ///< of the keys from first_key_, whole octaves
  std::uint64_t first_key_ = 0;
  std::uint64_t below_ = 0;
  std::uint64_t above_ = 0;
  std::uint64_t count_ = 0;
  double sum_ = 0;
  double min_ = std::numeric_limits<double>::infinity();
  double max_ = -std::numeric_limits<double>::infinity();
};

}  // namespace tiersim
