#include "models/theory/impatience.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <boost/math/quadrature/gauss_kronrod.hpp>

#include "sim/assert.hpp"

namespace tiersim::theory {

namespace {

constexpr long double infinity = std::numeric_limits<long double>::infinity();

/// ln of (P(fewer than c customers) / P(c - 1 customers)) in M/M/c: 1 / Erlang B of c - 1 servers.
long double log_below(int servers, long double offered) {
  long double inverse = 1;
  long double shift = 0;
  long double one = 1;
  for (int n = 1; n < servers; ++n) {
    inverse = one + n / offered * inverse;
    if (inverse > 1e1000L) {
      shift += 1000 * std::log(10.0L);
      inverse *= 1e-1000L;
      one *= 1e-1000L;
    }
  }
  return std::log(inverse) + shift;
}

}  // namespace

ImpatientQueue::ImpatientQueue(double arrival_rate_per_s, double service_rate_per_s, int servers,
                               const Law& patience)
    : arrival_rate_(arrival_rate_per_s),
      service_rate_(service_rate_per_s),
      servers_(servers),
      patience_(patience) {
  TIERSIM_ASSERT(arrival_rate_per_s > 0 && service_rate_per_s > 0 && servers >= 1);
  TIERSIM_ASSERT(patience.mean() > 0);
  find_peak();
  ends_ = panels();
  const long double waits = integral([](long double) { return 1.0L; }, infinity);
  const long double leaves =
      integral([this](long double v) { return 1 - patience_survival(v); }, infinity);
  const long double waited =
      integral([this](long double v) { return patience_limited(v); }, infinity);
  const long double left = integral([this](long double v) { return patience_spent(v); }, infinity);
  const long double served =
      integral([this](long double v) { return patience_survival(v); }, infinity);
  const long double wait_of_served =
      integral([this](long double v) { return v * patience_survival(v); }, infinity);
  // Total probability: fewer than c customers, or an offered wait.
  const long double offered = static_cast<long double>(arrival_rate_) / service_rate_;
  const long double below = std::exp(log_below(servers, offered) - log_peak_ -
                                     std::log(static_cast<long double>(arrival_rate_) * waits));
  factor_ = 1 / (waits * (1 + below));
  at_once_ = 1 / (1 + 1 / below);
  const long double served_share = at_once_ + factor_ * served;
  wait_probability = static_cast<double>(factor_ * waits);
  abandon_probability = static_cast<double>(factor_ * leaves);
  wait_s = static_cast<double>(factor_ * waited);
  served_wait_s = static_cast<double>(factor_ * wait_of_served / served_share);
  abandoned_wait_s = leaves > 0 ? static_cast<double>(left / leaves) : 0;
  throughput_per_s = static_cast<double>(arrival_rate_ * served_share);
  utilization = throughput_per_s / (servers * service_rate_);
  number_waiting = arrival_rate_ * wait_s;
  number = number_waiting + throughput_per_s / service_rate_;
}

double ImpatientQueue::served_within(double x) const {
  TIERSIM_ASSERT(x >= 0);
  const auto survival = [this](long double v) { return patience_survival(v); };
  return static_cast<double>(at_once_ + factor_ * integral(survival, x));
}

// Exponential and constant patience in full precision, other laws as Law gives them.

long double ImpatientQueue::patience_survival(long double v) const {
  if (patience_.kind() == Law::Kind::exponential) return std::exp(-v / patience_.mean());
  return patience_.survival(static_cast<double>(v));
}

long double ImpatientQueue::patience_limited(long double v) const {
  const long double mean = patience_.mean();
  if (patience_.kind() == Law::Kind::exponential) return -mean * std::expm1(-v / mean);
  if (patience_.kind() == Law::Kind::deterministic) return std::min(v, mean);
  return patience_spent(v) + v * patience_survival(v);
}

long double ImpatientQueue::patience_spent(long double v) const {
  return patience_.partial_mean(static_cast<double>(v));
}

long double ImpatientQueue::log_density(long double v) const {
  return arrival_rate_ * patience_limited(v) -
         static_cast<long double>(servers_) * service_rate_ * v;
}

void ImpatientQueue::find_peak() {
  const long double enough = static_cast<long double>(servers_) * service_rate_ / arrival_rate_;
  const auto rises = [&](long double v) { return patience_survival(v) > enough; };
  long double low = 0;
  if (rises(0)) {
    long double high = patience_.mean();
    while (rises(high)) high *= 2;
    for (int i = 0; i < 200 && high - low > 1e-18L * high; ++i) {
      const long double middle = (low + high) / 2;
      (rises(middle) ? low : high) = middle;
    }
  }
  peak_ = low;
  log_peak_ = log_density(peak_);
}

long double ImpatientQueue::where_fallen(long double from, long double drop, bool left) const {
  const long double level = log_density(from) - drop;
  long double inside = from;
  long double outside = 0;
  if (left) {
    if (log_density(0) >= level) return 0;
  } else {
    long double step = drop / (static_cast<long double>(servers_) * service_rate_);
    outside = from + step;
    while (log_density(outside) > level) outside += step *= 2;
  }
  for (int i = 0; i < 60; ++i) {
    const long double middle = (inside + outside) / 2;
    (log_density(middle) > level ? inside : outside) = middle;
  }
  return outside;
}

std::vector<long double> ImpatientQueue::panels() const {
  // Ends where the density has fallen by half squares, as a normal density does; from the peak, and
  // again from the last kink of the patience, where leaving may only begin.
  std::vector<long double> ends{0, peak_};
  std::vector<long double> starts{peak_};
  for (const double kink : patience_.kinks()) {
    ends.push_back(kink);
    if (kink > peak_) starts.push_back(kink);
  }
  for (const long double start : starts) {
    for (int k = 1; k <= 36; ++k) {
      const long double drop = k * k / 2.0L;
      if (start == peak_) ends.push_back(where_fallen(start, drop, true));
      ends.push_back(where_fallen(start, drop, false));
    }
  }
  std::sort(ends.begin(), ends.end());
  ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
  return ends;
}

template <class Weight>
long double ImpatientQueue::integral(Weight weight, long double to) const {
  using Rule = boost::math::quadrature::gauss_kronrod<long double, 31>;
  const auto integrand = [&](long double v) {
    return weight(v) * std::exp(log_density(v) - log_peak_);
  };
  long double sum = 0;
  for (std::size_t i = 1; i < ends_.size() && ends_[i - 1] < to; ++i)
    sum += Rule::integrate(integrand, ends_[i - 1], std::min(ends_[i], to), 6, 1e-12L);
  return sum;
}

}  // namespace tiersim::theory
