#include "models/theory/batching.hpp"

#include <cmath>
#include <numeric>

#include "models/theory/poisson.hpp"
#include "sim/assert.hpp"

namespace tiersim::theory {

BatchSize BatchSize::constant(int size) {
  TIERSIM_ASSERT(size >= 1);
  const double n = size;
  return {n, n * (n - 1), n * (n - 1) * (n - 2)};
}

BatchSize BatchSize::geometric(double p) {
  TIERSIM_ASSERT(p > 0 && p <= 1);
  const double odds = (1 - p) / p;
  return {1 / p, 2 * odds / p, 6 * odds * odds / p};
}

BatchSize BatchSize::of(const std::vector<double>& probabilities) {
  for (const double p : probabilities) TIERSIM_ASSERT(p >= 0);
  TIERSIM_ASSERT(std::abs(std::accumulate(probabilities.begin(), probabilities.end(), 0.0) - 1) <
                 1e-9);
  BatchSize size{0, 0, 0};
  for (std::size_t i = 0; i < probabilities.size(); ++i) {
    const double k = static_cast<double>(i + 1);
    size.first += k * probabilities[i];
    size.second += k * (k - 1) * probabilities[i];
    size.third += k * (k - 1) * (k - 2) * probabilities[i];
  }
  return size;
}

std::optional<BatchArrivals> batch_arrivals(double batch_rate_per_s, const BatchSize& size,
                                            double service_rate_per_s) {
  TIERSIM_ASSERT(batch_rate_per_s > 0 && service_rate_per_s > 0);
  const double rate = batch_rate_per_s * size.first;
  const double rho = rate / service_rate_per_s;
  if (rho >= 1) return std::nullopt;
  // The number in the system is a geometric sum of 1 + J, where J are those behind a customer in
  // its batch.
  const double behind = size.second / (2 * size.first);
  const double variance = size.third / (3 * size.first) + behind - behind * behind;
  const double terms = rho / (1 - rho);
  BatchArrivals result;
  result.means.utilization = rho;
  result.means.number = terms * (1 + behind);
  result.means.number_waiting = result.means.number - rho;
  result.means.sojourn_s = result.means.number / rate;
  result.means.wait_s = result.means.number_waiting / rate;
  result.number_variance = terms * variance + terms / (1 - rho) * (1 + behind) * (1 + behind);
  result.empty_probability = 1 - rho;
  return result;
}

namespace {

/// 1 - r for the root r in (0, 1) of service · r (1 + r + … + r^(b-1)) = arrivals. Found as such,
/// because r comes close to 1.
long double bulk_root_gap(long double load, int largest) {
  const auto excess = [&](long double gap) {
    const long double r = 1 - gap;
    const long double rest = -std::expm1(largest * std::log1p(-gap));  // 1 - r^b
    return r * rest / gap - load;
  };
  long double low = 0;  // positive excess
  long double high = 1;
  for (int i = 0; i < 20'000 && high - low > 1e-19L * high; ++i) {
    const long double middle = low > 0 ? (low + high) / 2 : high / 2;
    if (middle == low || middle == high) break;
    (excess(middle) > 0 ? low : high) = middle;
  }
  return high;
}

}  // namespace

std::optional<BulkService> bulk_service(double arrival_rate_per_s, double batch_rate_per_s,
                                        int smallest, int largest) {
  TIERSIM_ASSERT(arrival_rate_per_s > 0 && batch_rate_per_s > 0);
  TIERSIM_ASSERT(smallest >= 1 && largest >= smallest);
  const long double load = static_cast<long double>(arrival_rate_per_s) / batch_rate_per_s;
  if (load >= largest) return std::nullopt;
  // With the server busy, n wait with weight r^n; with it idle, as many as all weights up to n.
  const long double gap = bulk_root_gap(load, largest);
  const long double r = 1 - gap;
  const long double busy = 1 / gap;
  long double waiting = r / (gap * gap);
  long double idle = 0;
  long double power = 1;
  long double weights = 0;
  for (int n = 0; n < smallest; ++n) {
    weights += power;
    power *= r;
    idle += weights / load;
    waiting += n * weights / load;
  }
  BulkService result;
  result.number_waiting = static_cast<double>(waiting / (busy + idle));
  result.wait_s = result.number_waiting / arrival_rate_per_s;
  result.sojourn_s = result.wait_s + 1 / batch_rate_per_s;
  result.idle_fraction = static_cast<double>(idle / (busy + idle));
  result.batch_size = static_cast<double>(load * (busy + idle) / busy);
  return result;
}

CollectingStage collecting_stage(double arrival_rate_per_s, int size, double timeout_s) {
  TIERSIM_ASSERT(arrival_rate_per_s > 0 && size >= 1 && timeout_s >= 0);
  const long double expected = static_cast<long double>(arrival_rate_per_s) * timeout_s;
  const auto arrivals = poisson_weights(expected, size);
  long double at_least = poisson_tail(expected, size + 1);  // P(j or more come before the timer)
  long double joined = 0;
  long double delays = 0;  // in interarrival times: j are inside while the next is awaited
  CollectingStage stage;
  for (int j = size; j >= 1; --j) {
    at_least += arrivals[static_cast<std::size_t>(j)];
    if (j == size) continue;
    if (j == size - 1) stage.full_probability = static_cast<double>(at_least);
    joined += at_least;
    delays += j * at_least;
  }
  if (size == 1) stage.full_probability = 1;
  stage.batch_size = static_cast<double>(1 + joined);
  stage.batch_rate_per_s = arrival_rate_per_s / stage.batch_size;
  stage.delay_s = static_cast<double>(delays) / arrival_rate_per_s / stage.batch_size;
  const bool never = timeout_s == 0;  // nobody is held
  stage.no_delay_probability = never ? 1 : stage.full_probability / stage.batch_size;
  stage.open_s = static_cast<double>(joined) / arrival_rate_per_s;
  return stage;
}

}  // namespace tiersim::theory
