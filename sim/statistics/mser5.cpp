#include "sim/statistics/mser5.hpp"

#include <vector>

#include "sim/assert.hpp"

namespace tiersim {

Truncation mser(std::span<const double> values, std::size_t size) {
  TIERSIM_ASSERT(size > 0 && values.size() >= size);
  const std::size_t k = values.size() / size;
  std::vector<double> means(k);
  for (std::size_t batch = 0; batch < k; ++batch) {
    double sum = 0;
    for (const double value : values.subspan(batch * size, size)) sum += value;
    means[batch] = sum / static_cast<double>(size);
  }

  // From the end to the start, so that each step adds one batch to the mean and the squares
  // (Welford).
  Truncation best;
  double mean = 0;
  double squares = 0;
  for (std::size_t d = k; d-- > 0;) {
    const auto left = static_cast<double>(k - d);
    const double before = means[d] - mean;
    mean += before / left;
    squares += before * (means[d] - mean);
    if (d > k / 2) continue;
    const double statistic = squares / (left * left);
    if (d == k / 2 || statistic <= best.statistic)
      best = {d, d * size, statistic, mean, d == k / 2};
  }
  return best;
}

}  // namespace tiersim
