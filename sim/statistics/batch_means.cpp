#include "sim/statistics/batch_means.hpp"

#include "sim/assert.hpp"

namespace tiersim {

BatchMeans batch_means(std::span<const double> values, std::size_t batches, double confidence) {
  TIERSIM_ASSERT(batches >= 2 && batches <= values.size());
  const std::size_t size = values.size() / batches;
  BatchMeans result;
  result.means.reserve(batches);
  for (std::size_t batch = 0; batch < batches; ++batch) {
    double sum = 0;
    for (const double value : values.subspan(batch * size, size)) sum += value;
    result.means.push_back(sum / static_cast<double>(size));
  }
  result.interval = student_interval(result.means, confidence);

  double deviations = 0;
  double products = 0;
  double differences = 0;
  for (std::size_t i = 0; i < batches; ++i) {
    const double here = result.means[i] - result.interval.mean;
    deviations += here * here;
    if (i == 0) continue;
    const double step = result.means[i] - result.means[i - 1];
    products += here * (result.means[i - 1] - result.interval.mean);
    differences += step * step;
  }
  if (deviations > 0) {
    result.lag1 = products / deviations;
    result.von_neumann = differences / deviations;
  }
  return result;
}

}  // namespace tiersim
