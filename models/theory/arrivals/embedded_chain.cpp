#include "models/theory/arrivals/embedded_chain.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <numeric>

#include "models/theory/ctmc.hpp"
#include "models/theory/fourier.hpp"
#include "sim/assert.hpp"

namespace tiersim::theory {

namespace {

std::size_t power_of_two_from(std::size_t n) {
  std::size_t power = 1;
  while (power < n) power *= 2;
  return power;
}

/// Probability beyond those given, unless it is rounding.
double missing(const std::vector<double>& probabilities) {
  const double rest = 1 - std::accumulate(probabilities.begin(), probabilities.end(), 0.0);
  return rest < 1e-14 ? 0.0 : rest;
}

/// As many events as matter: until all of the probability is there, or until `most`.
std::vector<double> events_between_arrivals(const Law& interarrival, double rate, int most) {
  for (int last = 63;; last = 4 * last + 3) {
    std::vector<double> events = mixed_poisson(interarrival, rate, std::min(last, most));
    if (missing(events) == 0 || last >= most) return events;
  }
}

/// A number of customers between two arrivals, seen at the events of a Poisson process of the rate
/// at which all servers together work: n <= c customers become n - 1 with probability n/c.
class Dying {
 public:
  explicit Dying(std::size_t servers) : servers_(servers), share_(servers + 1, 0.0) {}

  double& operator[](std::size_t customers) { return share_[customers]; }

  /// One event, after which the share of c customers becomes `full`.
  void step(double full) {
    const auto c = static_cast<double>(servers_);
    for (std::size_t n = 0; n < servers_; ++n) {
      const auto here = static_cast<double>(n);
      share_[n] = share_[n] * (c - here) / c + share_[n + 1] * (here + 1) / c;
    }
    share_[servers_] = full;
  }

 private:
  std::size_t servers_;
  std::vector<double> share_;
};

/// Adds to the chain what an arrival that finds i < c - 1 customers leaves for the next one.
void add_free_servers(MarkovChain& found, const std::vector<double>& events, std::size_t servers,
                      std::size_t i) {
  Dying customers(servers);
  customers[i + 1] = 1;
  std::vector<double> next(i + 2, 0.0);
  for (const double probability : events) {
    for (std::size_t j = 0; j < next.size(); ++j) next[j] += probability * customers[j];
    customers.step(0);
  }
  // After more events than these nobody is left.
  const double counted = std::accumulate(next.begin(), next.end(), 0.0);
  next[0] += std::max(1 - counted, 0.0);
  for (std::size_t j = 0; j < next.size(); ++j) found.add(i, j, next[j]);
}

/// The same for arrivals that find c - 1 customers or more, weighed with powers of σ.
void add_busy_servers(MarkovChain& found, const std::vector<double>& events, std::size_t servers,
                      double root) {
  Dying customers(servers);
  double power = 1;
  double met = 0;  // arrivals that find all servers busy again, over σ
  customers[servers] = 1;
  std::vector<double> next(servers, 0.0);
  for (const double probability : events) {
    for (std::size_t j = 0; j < servers; ++j) next[j] += probability * customers[j];
    met += probability * power;
    power *= root;
    customers.step(power);
  }
  // From here on, states with somebody in service fall like powers of σ: slowly, or they are gone.
  if (power > 1e-16 && missing(events) > 0) {
    const double rest = std::max(root - met, 0.0) / power;
    for (std::size_t j = 1; j < servers; ++j) next[j] += rest * customers[j];
  }
  const double counted = std::accumulate(next.begin(), next.end(), 0.0);
  next[0] += std::max(1 - counted, 0.0);
  for (std::size_t j = 0; j < servers; ++j) found.add(servers - 1, j, next[j]);
}

}  // namespace

std::vector<double> mixed_poisson(const Law& time, double rate, int last) {
  TIERSIM_ASSERT(rate > 0 && last >= 0);
  const std::size_t wanted = static_cast<std::size_t>(last) + 1;
  const std::size_t points = power_of_two_from(4 * wanted);
  // On a smaller circle the wrapped terms shrink and rounding grows: 1e-16 against a fourth root.
  const long double radius = std::pow(1e-16L, 1 / static_cast<long double>(points));
  std::vector<Complex> values(points);
  for (std::size_t n = 0; n <= points / 2; ++n) {
    const long double angle = 2 * std::numbers::pi_v<long double> * static_cast<long double>(n) /
                              static_cast<long double>(points);
    const Complex z = std::polar(radius, angle);
    values[n] = time.transform(static_cast<long double>(rate) * (1.0L - z));
    if (n > 0) values[points - n] = std::conj(values[n]);
  }
  fourier_transform(values);
  std::vector<double> probabilities(wanted);
  long double scale = 1 / static_cast<long double>(points);
  for (std::size_t k = 0; k < wanted; ++k) {
    probabilities[k] = std::max(static_cast<double>(values[k].real() * scale), 0.0);
    scale /= radius;
  }
  return probabilities;
}

std::vector<double> found_by_arrivals(const Law& interarrival, double service_rate_per_s,
                                      int servers, double geometric_root) {
  TIERSIM_ASSERT(servers >= 1);
  const auto c = static_cast<std::size_t>(servers);
  // After this many events the last of c customers has gone, but for a probability of 1e-18.
  const int most = static_cast<int>(std::ceil(servers * (std::log(servers) + 42)));
  const std::vector<double> events =
      events_between_arrivals(interarrival, servers * service_rate_per_s, most);
  MarkovChain found(c);
  for (std::size_t i = 0; i + 1 < c; ++i) add_free_servers(found, events, c, i);
  add_busy_servers(found, events, c, geometric_root);
  return found.stationary();
}

}  // namespace tiersim::theory
