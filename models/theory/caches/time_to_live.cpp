#include "models/theory/caches/time_to_live.hpp"

#include <cmath>

#include <boost/math/special_functions/gamma.hpp>
#include <boost/multiprecision/cpp_bin_float.hpp>

#include "sim/assert.hpp"

namespace tiersim::theory {

namespace {

double share_of_cycle(double expected) {
  return expected / (1 + expected);
}

/// Misses of the first layer within `t` after one of them, on the average.
double misses_within(double t, double rate, double ttl, Renewal renewal) {
  if (renewal == Renewal::on_hit) return t > ttl ? rate * std::exp(-rate * ttl) * (t - ttl) : 0.0;
  double sum = 0;
  for (int k = 1; t > k * ttl; ++k) {
    const double term = boost::math::gamma_p(static_cast<double>(k), rate * (t - k * ttl));
    sum += term;
    if (term < 1e-18 * sum || (ttl == 0 && term < 1e-300)) break;
  }
  return sum;
}

/// The probability that the next miss of the first layer comes within `t`.
double next_miss_within(double t, double rate, double ttl, Renewal renewal) {
  if (renewal == Renewal::on_fill) return t > ttl ? -std::expm1(-rate * (t - ttl)) : 0.0;
  // Inclusion and exclusion over the pauses of at least `ttl` that end within t: the terms are much
  // larger than their sum.
  using Precise = boost::multiprecision::cpp_bin_float_100;
  const Precise density = rate * exp(-Precise(rate) * ttl);
  Precise sum = 0;
  Precise factorial = 1;
  for (int k = 1; t > k * ttl; ++k) {
    factorial *= k;
    const Precise base = density * (t - k * Precise(ttl));
    const Precise term = pow(base, k) / factorial;
    sum += k % 2 == 1 ? term : -term;
  }
  return static_cast<double>(sum);
}

}  // namespace

double TtlItem::hit_ratio(Renewal renewal) const {
  const double expected = rate_per_s * ttl_s;
  return renewal == Renewal::on_hit ? -std::expm1(-expected) : share_of_cycle(expected);
}

double TtlItem::miss_rate_per_s(Renewal renewal) const {
  const double expected = rate_per_s * ttl_s;
  return rate_per_s * (renewal == Renewal::on_hit ? std::exp(-expected) : 1 / (1 + expected));
}

double TtlItem::hit_ratio_exponential() const {
  return share_of_cycle(rate_per_s * ttl_s);
}

TtlCatalogue ttl_catalogue(const std::vector<double>& popularity, double rate_per_s, double ttl_s,
                           Renewal renewal) {
  TtlCatalogue all;
  for (std::size_t k = popularity.size(); k-- > 0;) {
    const TtlItem item{rate_per_s * popularity[k], ttl_s};
    all.hit_ratio += popularity[k] * item.hit_ratio(renewal);
    all.mean_items += item.hit_ratio(renewal);
    all.origin_rate_per_s += item.miss_rate_per_s(renewal);
  }
  return all;
}

TtlFetch ttl_fetch(const TtlItem& item, double fetch_s) {
  const double during_fetch = item.rate_per_s * fetch_s;
  const double during_life = item.rate_per_s * item.ttl_s;
  const double cycle = 1 + during_fetch + during_life;  // requests from a miss to the next
  return {.hit_ratio = during_life / cycle,
          .delayed_ratio = during_fetch / cycle,
          .miss_ratio = 1 / cycle,
          .origin_rate_coalesced_per_s = item.rate_per_s / cycle,
          .origin_rate_stampede_per_s = item.rate_per_s * (1 + during_fetch) / cycle,
          .mean_delay_coalesced_s = (fetch_s + during_fetch * fetch_s / 2) / cycle};
}

TwoLayers two_ttl_layers(double rate_per_s, double ttl1_s, Renewal renewal1, double ttl2_s,
                         Renewal renewal2) {
  TIERSIM_ASSERT(rate_per_s > 0 && ttl1_s > 0);
  TwoLayers layers;
  layers.hit_first = TtlItem{rate_per_s, ttl1_s}.hit_ratio(renewal1);
  layers.hit_second = renewal2 == Renewal::on_hit
                          ? next_miss_within(ttl2_s, rate_per_s, ttl1_s, renewal1)
                          : share_of_cycle(misses_within(ttl2_s, rate_per_s, ttl1_s, renewal1));
  return layers;
}

}  // namespace tiersim::theory
