#include "models/theory/caches/characteristic_time.hpp"

#include <cmath>

#include "sim/assert.hpp"

namespace tiersim::theory {

namespace {

double lru_share(double expected) {
  return -std::expm1(-expected);
}

double fifo_share(double expected) {
  return expected / (1.0 + expected);
}

double items_after(const std::vector<double>& popularity, double time, double (*share)(double)) {
  double items = 0;
  for (std::size_t k = popularity.size(); k-- > 0;) items += share(popularity[k] * time);
  return items;
}

/// By halving, in the logarithm of the time: the number of items rises with it.
CharacteristicTime solve(const std::vector<double>& popularity, std::size_t capacity,
                         double (*share)(double)) {
  TIERSIM_ASSERT(capacity >= 1 && capacity < popularity.size());
  const auto wanted = static_cast<double>(capacity);
  double low = 0;
  double high = 1;
  while (items_after(popularity, std::exp(high), share) < wanted) {
    low = high;
    high += 1;
  }
  constexpr int halvings = 60;
  for (int i = 0; i < halvings; ++i) {
    const double middle = (low + high) / 2;
    (items_after(popularity, std::exp(middle), share) < wanted ? low : high) = middle;
  }
  CharacteristicTime time{.requests = std::exp((low + high) / 2)};
  std::vector<double> item;
  for (const double p : popularity) item.push_back(share(p * time.requests));
  time.hits = hits_of(popularity, std::move(item));
  return time;
}

}  // namespace

CharacteristicTime lru_by_time(const std::vector<double>& popularity, std::size_t capacity) {
  return solve(popularity, capacity, lru_share);
}

CharacteristicTime fifo_by_time(const std::vector<double>& popularity, std::size_t capacity) {
  return solve(popularity, capacity, fifo_share);
}

}  // namespace tiersim::theory
