#include "models/theory/retrial.hpp"

#include <cmath>
#include <vector>

#include "sim/assert.hpp"

namespace tiersim::theory {

namespace {

struct Rates {
  long double arrivals;
  long double service;
  int servers;
  long double retry;
  long double persistence;
};

/// One orbit size: states 0 … c busy servers, relative to the state with all busy.
struct Level {
  long double all = 0;         // sum of the relative states
  long double busy = 0;        // the same, weighted by busy servers
  long double from_below = 0;  // all-busy state here, relative to the one a level below
};

/// Goes down through the levels; remembers the relative states of the level above.
class Elimination {
 public:
  explicit Elimination(const Rates& rates)
      : rates_(rates),
        above_(static_cast<std::size_t>(rates.servers) + 1, 0.0L),
        here_(above_.size()),
        pull_(above_.size()),
        offset_(above_.size()) {}

  /// The level with `orbit` customers in orbit, after the one with orbit + 1 (or as the topmost).
  Level next(long double orbit) {
    const auto c = static_cast<std::size_t>(rates_.servers);
    const long double tries = orbit * rates_.retry;
    const long double tries_above = (orbit + 1) * rates_.retry;
    // x_j = pull_j x_{j+1} + offset_j x_c, from the balance of state j; `leak` is the pivot less
    // the arrivals, kept apart because it may be small.
    long double leak = tries;
    for (std::size_t j = 0; j < c; ++j) {
      const auto busy = static_cast<long double>(j);
      if (j > 0) leak = tries + busy * rates_.service * leak / (rates_.arrivals + leak);
      const long double pivot = rates_.arrivals + leak;
      const long double returning = j > 0 ? tries_above * above_[j - 1] : 0;
      const long double carried = j > 0 ? rates_.arrivals * offset_[j - 1] : 0;
      pull_[j] = (busy + 1) * rates_.service / pivot;
      offset_[j] = (returning + carried) / pivot;
    }
    here_[c] = 1;
    for (std::size_t j = c; j-- > 0;) here_[j] = pull_[j] * here_[j + 1] + offset_[j];
    Level level;
    for (std::size_t j = 0; j <= c; ++j) {
      level.all += here_[j];
      level.busy += static_cast<long double>(j) * here_[j];
    }
    if (orbit > 0) {  // as many leave the orbit as enter it from below
      const long double out = level.all - 1 + (1 - rates_.persistence);
      level.from_below = rates_.arrivals * rates_.persistence / (tries * out);
      for (std::size_t j = 0; j <= c; ++j) above_[j] = here_[j] * level.from_below;
    }
    return level;
  }

 private:
  Rates rates_;
  std::vector<long double> above_;  // states of the level above, relative to all busy here
  std::vector<long double> here_;
  std::vector<long double> pull_;
  std::vector<long double> offset_;
};

struct Sums {
  long double all = 0;
  long double busy = 0;
  long double orbit = 0;
  long double blocked = 0;        // all servers busy
  long double blocked_orbit = 0;  // the same, weighted by the orbit

  void scale(long double by) {
    for (long double* sum : {&all, &busy, &orbit, &blocked, &blocked_orbit}) *sum *= by;
  }
};

Sums solve_up_to(const Rates& rates, std::size_t limit) {
  Elimination elimination(rates);
  std::vector<Level> levels(limit + 1);
  for (std::size_t n = limit + 1; n-- > 0;)
    levels[n] = elimination.next(static_cast<long double>(n));
  Sums sums;
  long double top = 1;  // the all-busy state of the level
  for (std::size_t n = 0; n <= limit; ++n) {
    const auto orbit = static_cast<long double>(n);
    if (n > 0) top *= levels[n].from_below;
    if (top > 1e2000L) {
      sums.scale(1 / top);
      top = 1;
    }
    sums.all += top * levels[n].all;
    sums.busy += top * levels[n].busy;
    sums.orbit += orbit * top * levels[n].all;
    sums.blocked += top;
    sums.blocked_orbit += orbit * top;
  }
  sums.scale(1 / sums.all);
  return sums;
}

bool close(long double a, long double b) {
  return std::abs(a - b) <= 1e-13L * std::abs(b);
}

}  // namespace

std::optional<RetrialQueue> retrial_queue(double arrival_rate_per_s, double service_rate_per_s,
                                          int servers, double retry_rate_per_s,
                                          double retry_probability) {
  TIERSIM_ASSERT(arrival_rate_per_s > 0 && service_rate_per_s > 0 && servers >= 1);
  TIERSIM_ASSERT(retry_rate_per_s > 0 && retry_probability >= 0 && retry_probability <= 1);
  if (retry_probability == 1 && arrival_rate_per_s >= servers * service_rate_per_s)
    return std::nullopt;
  const Rates rates{arrival_rate_per_s, service_rate_per_s, servers, retry_rate_per_s,
                    retry_probability};
  std::size_t limit = 64;
  Sums sums = solve_up_to(rates, limit);
  for (bool settled = false; !settled;) {
    limit *= 2;
    const Sums longer = solve_up_to(rates, limit);
    settled = close(sums.orbit, longer.orbit) && close(sums.blocked, longer.blocked) &&
              close(sums.blocked_orbit, longer.blocked_orbit);
    sums = longer;
  }
  RetrialQueue queue;
  queue.orbit = static_cast<double>(sums.orbit);
  queue.busy_servers = static_cast<double>(sums.busy);
  queue.first_block_probability = static_cast<double>(sums.blocked);
  const long double blocked_attempts =
      rates.arrivals * sums.blocked + rates.retry * sums.blocked_orbit;
  queue.loss_probability =
      static_cast<double>((1 - rates.persistence) * blocked_attempts / rates.arrivals);
  queue.attempt_rate_per_s = arrival_rate_per_s + retry_rate_per_s * queue.orbit;
  queue.attempts_per_customer = queue.attempt_rate_per_s / arrival_rate_per_s;
  queue.orbit_time_s = queue.orbit / arrival_rate_per_s;
  return queue;
}

}  // namespace tiersim::theory
