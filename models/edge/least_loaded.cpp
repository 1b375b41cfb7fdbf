#include "models/edge/least_loaded.hpp"

#include <algorithm>

namespace tiersim {

void LeastLoaded::clear() {
  loads_.clear();
  ties_.clear();
  tied_ = 0;
  least_ = ~std::uint64_t{0};
}

void LeastLoaded::add(std::uint64_t load) {
  loads_.push_back(load);
  if (ties_.size() * 64 < loads_.size()) ties_.push_back(0);
  least_ = std::min(least_, load);
  forget_ties();
}

void LeastLoaded::forget_ties() {
  std::fill(ties_.begin(), ties_.end(), 0);
  tied_ = 0;
}

void LeastLoaded::look() {
  // Without a branch on loads, which would be as good as random.
  const std::uint64_t* const loads = loads_.data();
  const std::size_t n = loads_.size();
  least_ = *std::min_element(loads, loads + n);
  for (std::size_t first = 0; first < n; first += 64) {
    std::uint64_t word = 0;
    for (std::size_t i = first, end = std::min(n, first + 64); i < end; ++i) {
      const std::uint64_t is = loads[i] == least_ ? 1 : 0;
      word |= is << (i - first);
      tied_ += is;
    }
    ties_[first / 64] = word;
  }
}

}  // namespace tiersim
