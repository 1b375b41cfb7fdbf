#include "models/theory/ctmc.hpp"

#include <numeric>

#include "sim/assert.hpp"

namespace tiersim::theory {

MarkovChain::MarkovChain(std::size_t states) : states_(states), rates_(states * states, 0.0) {
  TIERSIM_ASSERT(states >= 1);
}

void MarkovChain::add(std::size_t from, std::size_t to, double rate) {
  TIERSIM_ASSERT(from < states_ && to < states_ && rate >= 0);
  if (from != to) rates_[from * states_ + to] += rate;
}

std::vector<double> MarkovChain::stationary() const {
  std::vector<double> r = rates_;
  const std::size_t n = states_;
  for (std::size_t last = n - 1; last > 0; --last) {  // watch the chain below `last` only
    double out = 0;
    for (std::size_t j = 0; j < last; ++j) out += r[last * n + j];
    TIERSIM_ASSERT(out > 0);
    for (std::size_t i = 0; i < last; ++i) {
      const double visits = r[i * n + last] /= out;
      if (visits == 0) continue;
      for (std::size_t j = 0; j < last; ++j) r[i * n + j] += visits * r[last * n + j];
    }
  }
  std::vector<double> share(n, 0.0);
  share[0] = 1;
  for (std::size_t j = 1; j < n; ++j) {
    for (std::size_t i = 0; i < j; ++i) share[j] += share[i] * r[i * n + j];
  }
  const double total = std::accumulate(share.begin(), share.end(), 0.0);
  for (double& value : share) value /= total;
  return share;
}

}  // namespace tiersim::theory
