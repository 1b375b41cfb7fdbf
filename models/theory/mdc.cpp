#include "models/theory/mdc.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>

#include "models/theory/fourier.hpp"
#include "models/theory/poisson.hpp"
#include "models/theory/quantile.hpp"
#include "sim/assert.hpp"

namespace tiersim::theory {

namespace {

/// -ln(1 - u) for |u| < 1.
Complex minus_log_complement(Complex u) {
  if (std::abs(u) > 0.01L) return -std::log(1.0L - u);
  Complex power = u;
  Complex sum = u;
  for (int n = 2; std::abs(power) > 1e-22L * std::abs(sum) && n < 40; ++n)
    sum += (power *= u) / static_cast<long double>(n);
  return sum;
}

/// Sum over n of P(S_n = m) / n for m = 1 … last, S_n a walk whose steps are Poisson(offered) less
/// servers: coefficients of -ln(1 - e^{offered (z-1)} z^{-servers}) on the circle where that power
/// is smallest. Entry 0 is not used.
std::vector<long double> walk_sums(long double offered, int servers, std::size_t last) {
  const long double radius = servers / offered;
  const auto reach = static_cast<std::size_t>(std::ceil(46 / std::log(radius)));
  const std::size_t points = std::bit_ceil(last + reach + 1);
  std::vector<Complex> values(points);
  for (std::size_t k = 0; k <= points / 2; ++k) {
    const long double angle = 2 * std::numbers::pi_v<long double> * static_cast<long double>(k) /
                              static_cast<long double>(points);
    const Complex log_z(std::log(radius), angle);
    const Complex z = std::polar(radius, angle);
    const Complex exponent = offered * (z - 1.0L) - static_cast<long double>(servers) * log_z;
    values[k] = minus_log_complement(std::exp(exponent));
    values[(points - k) % points] = std::conj(values[k]);
  }
  fourier_transform(values);
  std::vector<long double> sums(last + 1, 0.0L);
  for (std::size_t m = 1; m <= last; ++m) {
    const long double shrink = std::exp(-static_cast<long double>(m) * std::log(radius));
    sums[m] = std::max(0.0L, values[m].real() / static_cast<long double>(points) * shrink);
  }
  return sums;
}

/// The root above 1 of offered (z - 1) = servers ln z.
long double outer_root(long double offered, int servers) {
  const long double radius = servers / offered;
  long double z = radius * radius + 1;
  while (offered * (z - 1) < servers * std::log(z)) z *= 2;
  for (int i = 0; i < 200; ++i) {
    const long double step = (offered * (z - 1) - servers * std::log(z)) / (offered - servers / z);
    z -= step;
    if (std::abs(step) < 1e-18L * z) break;
  }
  return z;
}

/// The first coefficients of exp(sum of sums[m] (z^m - 1)), all of them positive. Precondition:
/// size
/// <= sums.size().
std::vector<long double> exponential_series(const std::vector<long double>& sums,
                                            std::size_t size) {
  long double total = 0;
  for (const long double sum : sums) total += sum;
  std::vector<long double> series(size, 0.0L);
  if (size <= 4096) {  // each with all its digits
    series[0] = std::exp(-total);
    for (std::size_t n = 1; n < size; ++n) {
      long double sum = 0;
      for (std::size_t m = 1; m <= n; ++m)
        sum += static_cast<long double>(m) * sums[m] * series[n - m];
      series[n] = sum / static_cast<long double>(n);
    }
    return series;
  }
  // Heavy traffic: on the unit circle, to 1e-18 absolute, in a time that does not grow as size².
  std::vector<Complex> values(std::bit_ceil(2 * sums.size()));
  for (std::size_t m = 1; m < sums.size(); ++m) values[m] = sums[m];
  fourier_transform(values);
  for (Complex& value : values) value = std::conj(std::exp(value - total));
  fourier_transform(values);
  for (std::size_t n = 0; n < size; ++n)
    series[n] = values[n].real() / static_cast<long double>(values.size());
  return series;
}

}  // namespace

std::optional<MDcQueue> MDcQueue::solve(double arrival_rate_per_s, double service_s, int servers) {
  TIERSIM_ASSERT(arrival_rate_per_s > 0 && service_s > 0 && servers >= 1);
  const double offered = arrival_rate_per_s * service_s;
  if (offered >= servers) return std::nullopt;
  MDcQueue queue(arrival_rate_per_s, service_s, servers);
  queue.means.utilization = offered / servers;
  queue.find_queue_law();
  const double waiting = queue.means.number_waiting;
  queue.means.number = waiting + offered;
  queue.means.wait_s = waiting / arrival_rate_per_s;
  queue.means.sojourn_s = queue.means.wait_s + service_s;
  return queue;
}

void MDcQueue::find_queue_law() {
  const long double offered = static_cast<long double>(arrival_rate_) * service_;
  const long double radius = servers_ / offered;
  decay_ = std::exp(-servers_ * std::log(outer_root(offered, servers_)));
  const auto c = static_cast<std::size_t>(servers_);
  const std::size_t size = 2 * c + static_cast<std::size_t>(6 / std::log(radius)) + 2;
  const std::size_t far = size + static_cast<std::size_t>(24 / std::log(radius));
  const std::vector<long double> sums = walk_sums(offered, servers_, far);
  long double mean = 0;
  for (std::size_t m = far; m > 0; --m) mean += static_cast<long double>(m) * sums[m];
  means.number_waiting = static_cast<double>(mean);
  const std::vector<long double> queue = exponential_series(sums, size);
  at_most_.resize(size);
  long double so_far = 0;
  for (std::size_t n = 0; n < size; ++n) at_most_[n] = so_far += queue[n];
  wait_probability = static_cast<double>(wait_probability_of(queue));
}

long double MDcQueue::wait_probability_of(const std::vector<long double>& queue) const {
  // The customers present are those who waited one service time ago and the arrivals since.
  const long double offered = static_cast<long double>(arrival_rate_) * service_;
  const auto c = static_cast<std::size_t>(servers_);
  long double at_least = 1 - at_most_[c - 1];
  if (at_least < 1e-6L) {  // rare: from the terms themselves, the rest beyond them being nothing
    at_least = 0;
    for (std::size_t n = queue.size(); n-- > c;) at_least += queue[n];
  }
  const auto arrivals = poisson_weights(offered, servers_);
  long double more = poisson_tail(offered, servers_ + 1);  // P(arrivals >= servers - n)
  for (std::size_t n = 0; n < c; ++n) {
    more += arrivals[c - n];
    at_least += queue[n] * more;
  }
  return at_least;
}

double MDcQueue::wait_survival(double t) const {
  if (t < 0) return 1;
  const auto c = static_cast<std::size_t>(servers_);
  auto block = static_cast<std::size_t>(std::floor(t / service_)) + 1;
  const std::size_t blocks = at_most_.size() / c;
  long double beyond = 1;
  long double within = static_cast<long double>(block) * service_ - t;  // to the end of the block
  if (block > blocks) {
    beyond = std::pow(decay_, static_cast<long double>(block - blocks));
    block = blocks;
  }
  within = std::clamp(within, 0.0L, static_cast<long double>(service_));
  const auto weights = poisson_weights(arrival_rate_ * within, static_cast<int>(block * c) - 1);
  long double served = 0;
  for (std::size_t j = 0; j < weights.size(); ++j)
    served += at_most_[weights.size() - 1 - j] * weights[j];
  return static_cast<double>((1 - served) * beyond);
}

double MDcQueue::wait_quantile_s(double p) const {
  if (wait_probability <= (1 - p) * (1 + 1e-12)) return 0;
  return quantile([this](long double t) { return wait_survival(static_cast<double>(t)); }, p,
                  service_ / servers_);
}

}  // namespace tiersim::theory
