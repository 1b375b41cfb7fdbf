#include "sim/statistics/bin_layouts.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "sim/assert.hpp"

namespace tiersim {

DdsketchBins::DdsketchBins(double relative_accuracy)
    : gamma_((1 + relative_accuracy) / (1 - relative_accuracy)),
      log_gamma_(std::log1p(2 * relative_accuracy / (1 - relative_accuracy))) {
  TIERSIM_ASSERT(relative_accuracy > 0 && relative_accuracy < 1);
}

std::int64_t DdsketchBins::index_of(double value) const {
  TIERSIM_ASSERT(value > 0);
  return static_cast<std::int64_t>(std::ceil(std::log(value) / log_gamma_));
}

double DdsketchBins::representative(std::int64_t index) const {
  return 2 * std::exp(static_cast<double>(index) * log_gamma_) / (gamma_ + 1);
}

HdrBins::HdrBins(int digits) {
  TIERSIM_ASSERT(digits >= 1 && digits <= 5);
  std::uint64_t needed = 2;
  for (int i = 0; i < digits; ++i) needed *= 10;
  bits_ = std::countr_zero(std::bit_ceil(needed));
}

std::uint64_t HdrBins::width(std::uint64_t value) const {
  const int excess = static_cast<int>(std::bit_width(value)) - bits_;
  return std::uint64_t{1} << std::max(0, excess);
}

std::uint64_t HdrBins::lowest(std::uint64_t value) const {
  return value & ~(width(value) - 1);
}

std::uint64_t HdrBins::highest(std::uint64_t value) const {
  return value | (width(value) - 1);
}

std::uint64_t HdrBins::representative(std::uint64_t value) const {
  return lowest(value) + width(value) / 2;
}

}  // namespace tiersim
