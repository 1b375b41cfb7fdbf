#include "models/workload/request_mix.hpp"

#include <algorithm>
#include <cmath>

#include "sim/assert.hpp"

namespace tiersim {

RequestMix::RequestMix(const std::vector<double>& weights) {
  double sum = 0;
  std::size_t last_positive = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    TIERSIM_ASSERT(std::isfinite(weights[i]) && weights[i] >= 0);
    sum += weights[i];
    if (weights[i] > 0) last_positive = i;
  }
  TIERSIM_ASSERT(std::isfinite(sum) && sum > 0);
  double below = 0;
  for (const double weight : weights) {
    below += weight;
    upper_.push_back(below / sum);
  }
  // Rounding must not leave a gap below 1 into which a uniform number could fall.
  std::fill(upper_.begin() + static_cast<std::ptrdiff_t>(last_positive), upper_.end(), 1.0);
}

std::size_t RequestMix::choose(double uniform) const {
  const auto place = std::lower_bound(upper_.begin(), upper_.end(), uniform);
  return static_cast<std::size_t>(place - upper_.begin());
}

double RequestMix::share(std::size_t index) const {
  return upper_.at(index) - (index == 0 ? 0.0 : upper_[index - 1]);
}

}  // namespace tiersim
