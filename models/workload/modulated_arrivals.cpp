#include "models/workload/modulated_arrivals.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/assert.hpp"

namespace tiersim {

namespace {

constexpr double end_of_clock_ns = 9.2e18;

bool valid(const std::vector<ModulatedArrivals::State>& states) {
  const bool sane = std::ranges::all_of(states, [](const ModulatedArrivals::State& state) {
    return std::isfinite(state.per_s) && state.per_s >= 0 && std::isfinite(state.mean_stay_s) &&
           state.mean_stay_s > 0;
  });
  return sane && std::ranges::any_of(states, [](const auto& state) { return state.per_s > 0; });
}

}  // namespace

ModulatedArrivals::ModulatedArrivals(std::vector<State> states, Stream stream, TimePoint start)
    : states_(std::move(states)),
      stream_(stream),
      at_ns_(static_cast<double>(start.time_since_epoch().count())) {
  TIERSIM_ASSERT(valid(states_));
  double round_s = 0.0;
  for (const State& state : states_) round_s += state.mean_stay_s;
  double share = stream_.uniform() * round_s;
  std::size_t first = 0;
  while (first + 1 < states_.size() && share >= states_[first].mean_stay_s)
    share -= states_[first++].mean_stay_s;
  enter(first);
}

void ModulatedArrivals::enter(std::size_t state) {
  state_ = state;
  until_ns_ = at_ns_ + stream_.exponential() * states_[state].mean_stay_s * 1e9;
}

TimePoint ModulatedArrivals::advance() {
  while (at_ns_ < end_of_clock_ns) {
    const double per_s = states_[state_].per_s;
    if (per_s > 0) {
      const double next_ns = at_ns_ + stream_.exponential() / per_s * 1e9;
      if (next_ns < until_ns_) {
        at_ns_ = next_ns;
        return TimePoint{Duration{static_cast<Duration::rep>(at_ns_)}};
      }
    }
    // An exponential wait has no memory: the rest of this one is drawn anew in the next state.
    at_ns_ = until_ns_;
    enter((state_ + 1) % states_.size());
  }
  return never;
}

}  // namespace tiersim
