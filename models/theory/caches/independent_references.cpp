#include "models/theory/caches/independent_references.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include <boost/math/quadrature/tanh_sinh.hpp>

#include "sim/assert.hpp"

namespace tiersim::theory {

namespace {

/// The probability that fewer than `limit` items other than `left_out` are asked for within a time,
/// with item k asked for at rate p_k.
double fewer_than(std::size_t limit, const std::vector<double>& popularity, std::size_t left_out,
                  double time, std::vector<double>& room) {
  room.assign(limit, 0.0);
  room[0] = 1.0;
  for (std::size_t j = 0; j < popularity.size(); ++j) {
    if (j == left_out) continue;
    const double asked = -std::expm1(-popularity[j] * time);
    for (std::size_t k = limit; k-- > 0;)
      room[k] = room[k] * (1.0 - asked) + (k > 0 ? room[k - 1] * asked : 0.0);
  }
  return std::accumulate(room.begin(), room.end(), 0.0);
}

/// Elementary symmetric polynomials e_0 … e_degree of the popularities without one of them.
std::vector<double> symmetric(const std::vector<double>& popularity, std::size_t degree,
                              std::size_t left_out) {
  std::vector<double> e(degree + 1, 0.0);
  e[0] = 1.0;
  for (std::size_t j = 0; j < popularity.size(); ++j) {
    if (j == left_out) continue;
    for (std::size_t k = degree; k > 0; --k) e[k] += e[k - 1] * popularity[j];
  }
  return e;
}

}  // namespace

std::vector<double> zipf_popularity(std::size_t n, double alpha) {
  std::vector<double> popularity(n);
  for (std::size_t k = 0; k < n; ++k) popularity[k] = std::pow(static_cast<double>(k + 1), -alpha);
  // From the least, so that the small ones are not lost.
  const double sum = std::accumulate(popularity.rbegin(), popularity.rend(), 0.0);
  for (double& share : popularity) share /= sum;
  return popularity;
}

HitRatios hits_of(const std::vector<double>& popularity, std::vector<double> item) {
  HitRatios hits;
  for (std::size_t k = popularity.size(); k-- > 0;) hits.all += popularity[k] * item[k];
  hits.item = std::move(item);
  return hits;
}

HitRatios exact_lru(const std::vector<double>& popularity, std::size_t capacity) {
  TIERSIM_ASSERT(capacity >= 1 && capacity < popularity.size());
  boost::math::quadrature::tanh_sinh<double> integrator;
  std::vector<double> room;
  std::vector<double> item(popularity.size());
  for (std::size_t i = 0; i < popularity.size(); ++i) {
    // Requests in continuous time: u is the probability that the item is not asked for until then.
    const auto there = [&](double u) {
      return fewer_than(capacity, popularity, i, -std::log(u) / popularity[i], room);
    };
    item[i] = integrator.integrate(there, 0.0, 1.0, 1e-14);
  }
  return hits_of(popularity, std::move(item));
}

HitRatios exact_fifo(const std::vector<double>& popularity, std::size_t capacity) {
  TIERSIM_ASSERT(capacity >= 1 && capacity < popularity.size());
  const double all = symmetric(popularity, capacity, popularity.size())[capacity];
  std::vector<double> item(popularity.size());
  for (std::size_t i = 0; i < popularity.size(); ++i)
    item[i] = popularity[i] * symmetric(popularity, capacity - 1, i)[capacity - 1] / all;
  return hits_of(popularity, std::move(item));
}

double perfect_lfu(const std::vector<double>& popularity, std::size_t capacity) {
  std::vector<double> sorted = popularity;
  std::sort(sorted.begin(), sorted.end(), std::greater<>());
  return std::accumulate(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(capacity),
                         0.0);
}

}  // namespace tiersim::theory
