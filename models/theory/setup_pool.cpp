#include "models/theory/setup_pool.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "sim/assert.hpp"

namespace tiersim::theory {

namespace {

struct Rates {
  long double arrivals;
  long double service;
  long double setup;
  std::size_t servers;
};

struct Sums {
  long double all = 0;
  long double jobs = 0;
  long double busy = 0;
  long double starting = 0;
  long double nobody = 0;

  void scale(long double by) {
    for (long double* sum : {&all, &jobs, &busy, &starting, &nobody}) *sum *= by;
  }
};

/// The states with `busy` servers busy, by number of jobs up to the limit, unnormalised.
class BusyLevel {
 public:
  BusyLevel(const Rates& rates, std::size_t busy, std::size_t limit)
      : rates_(rates),
        busy_(busy),
        work_(static_cast<long double>(busy) * rates.service),
        share_(limit + 1, 0.0L) {}

  /// Rate at which servers finish starting with n jobs here.
  [[nodiscard]] long double starts(std::size_t n) const {
    return static_cast<long double>(std::min(n, rates_.servers) - busy_) * rates_.setup;
  }

  /// `first` is the state in which nobody waits; `below` are the states with one server less.
  void solve(long double first, const BusyLevel* below) {
    const std::size_t limit = share_.size() - 1;
    std::vector<long double> ratio(limit + 2);  // x_n = ratio_n x_{n-1} + offset_n
    std::vector<long double> offset(limit + 2, 0.0L);
    // Beyond the limit as if no more came from below: 1 - ratio is the larger root of a quadratic.
    const long double out = rates_.arrivals + work_ + starts(limit);
    const long double root = std::sqrt(out * out - 4 * rates_.arrivals * work_);
    long double rest = 1 - 2 * rates_.arrivals / (out + root);  // 1 - ratio of the next state
    for (std::size_t n = limit; n > busy_; --n) {
      const long double pivot = rates_.arrivals + starts(n) + work_ * rest;
      const long double enters = below ? below->starts(n) * below->share_[n] : 0;
      ratio[n] = rates_.arrivals / pivot;
      offset[n] = (enters + work_ * offset[n + 1]) / pivot;
      rest = (starts(n) + work_ * rest) / pivot;
    }
    share_[busy_] = first;
    for (std::size_t n = busy_ + 1; n <= limit; ++n)
      share_[n] = ratio[n] * share_[n - 1] + offset[n];
  }

  /// Flow to the states with one server more.
  [[nodiscard]] long double outflow() const {
    long double flow = 0;
    for (std::size_t n = busy_ + 1; n < share_.size(); ++n) flow += starts(n) * share_[n];
    return flow;
  }

  void add_to(Sums& sums) const {
    for (std::size_t n = busy_; n < share_.size(); ++n) {
      sums.all += share_[n];
      sums.jobs += static_cast<long double>(n) * share_[n];
      sums.busy += static_cast<long double>(busy_) * share_[n];
      sums.starting += starts(n) / rates_.setup * share_[n];
    }
  }

  void scale(long double by) {
    for (long double& value : share_) value *= by;
  }

 private:
  Rates rates_;
  std::size_t busy_;
  long double work_;
  std::vector<long double> share_;
};

Sums solve_up_to(const Rates& rates, std::size_t limit) {
  Sums sums;
  sums.nobody = 1;
  BusyLevel below(rates, 0, limit);
  below.solve(1, nullptr);
  below.add_to(sums);
  for (std::size_t busy = 1; busy <= rates.servers; ++busy) {
    BusyLevel level(rates, busy, limit);
    level.solve(below.outflow() / (static_cast<long double>(busy) * rates.service), &below);
    level.add_to(sums);
    if (sums.all > 1e2000L) {
      level.scale(1 / sums.all);
      sums.scale(1 / sums.all);
    }
    below = level;
  }
  sums.scale(1 / sums.all);
  return sums;
}

bool close(long double a, long double b) {
  return std::abs(a - b) <= 1e-13L * std::abs(b);
}

}  // namespace

std::optional<SetupPool> mmc_setup(double arrival_rate_per_s, double service_rate_per_s,
                                   double setup_rate_per_s, int servers) {
  TIERSIM_ASSERT(arrival_rate_per_s > 0 && service_rate_per_s > 0 && setup_rate_per_s > 0);
  TIERSIM_ASSERT(servers >= 1);
  const double offered = arrival_rate_per_s / service_rate_per_s;
  if (offered >= servers) return std::nullopt;
  const Rates rates{arrival_rate_per_s, service_rate_per_s, setup_rate_per_s,
                    static_cast<std::size_t>(servers)};
  std::size_t limit = 2 * rates.servers + 64;
  Sums sums = solve_up_to(rates, limit);
  for (bool settled = false; !settled;) {
    limit *= 2;
    const Sums longer = solve_up_to(rates, limit);
    settled = close(sums.jobs, longer.jobs) && close(sums.starting, longer.starting) &&
              close(sums.nobody, longer.nobody);
    sums = longer;
  }
  SetupPool pool;
  pool.means.utilization = offered / servers;
  pool.means.number = static_cast<double>(sums.jobs);
  pool.means.number_waiting = static_cast<double>(sums.jobs - sums.busy);
  pool.means.sojourn_s = pool.means.number / arrival_rate_per_s;
  pool.means.wait_s = pool.means.number_waiting / arrival_rate_per_s;
  pool.busy_servers = static_cast<double>(sums.busy);
  pool.starting_servers = static_cast<double>(sums.starting);
  pool.empty_probability = static_cast<double>(sums.nobody);
  return pool;
}

}  // namespace tiersim::theory
