#include "sim/statistics/selection.hpp"

#include <algorithm>
#include <cmath>

#include "sim/assert.hpp"

namespace tiersim {

namespace {

/// Those that tie with the best take everything, in proportion to their standard deviations: what
/// the rule says of two systems whose gap is closing.
std::vector<double> shares_of_ties(std::span<const double> means,
                                   std::span<const double> standard_deviations, double least) {
  std::vector<double> shares(means.size());
  double sum = 0;
  for (std::size_t i = 0; i < means.size(); ++i) {
    if (means[i] == least) sum += standard_deviations[i];
  }
  for (std::size_t i = 0; i < means.size(); ++i) {
    if (means[i] == least) shares[i] = standard_deviations[i] / sum;
  }
  return shares;
}

}  // namespace

std::vector<double> ocba_shares(std::span<const double> means,
                                std::span<const double> standard_deviations) {
  TIERSIM_ASSERT(means.size() >= 2 && means.size() == standard_deviations.size());
  for (const double deviation : standard_deviations) TIERSIM_ASSERT(deviation > 0);
  const auto best = std::min_element(means.begin(), means.end());
  const auto b = static_cast<std::size_t>(best - means.begin());
  if (std::count(means.begin(), means.end(), *best) > 1)
    return shares_of_ties(means, standard_deviations, *best);

  std::vector<double> shares(means.size());
  double squares = 0;
  double sum = 0;
  for (std::size_t i = 0; i < means.size(); ++i) {
    if (i == b) continue;
    const double noise = standard_deviations[i] / (means[i] - *best);
    shares[i] = noise * noise;
    const double ratio = shares[i] / standard_deviations[i];
    squares += ratio * ratio;
    sum += shares[i];
  }
  shares[b] = standard_deviations[b] * std::sqrt(squares);
  sum += shares[b];
  for (double& share : shares) share /= sum;
  return shares;
}

double KimNelson::sum_half_width(double indifference, double variance,
                                 std::uint64_t observations) const {
  TIERSIM_ASSERT(indifference > 0);
  const double needed = h_squared * variance / (indifference * indifference);
  return std::max(0.0, indifference / 2 * (needed - static_cast<double>(observations)));
}

std::uint64_t KimNelson::observations_max(double indifference, double variance) const {
  TIERSIM_ASSERT(indifference > 0);
  return static_cast<std::uint64_t>(h_squared * variance / (indifference * indifference)) + 1;
}

KimNelson kim_nelson(std::uint64_t systems, std::uint64_t first_stage, double error) {
  TIERSIM_ASSERT(systems >= 2 && first_stage >= 2 && error > 0);
  TIERSIM_ASSERT(error < 1 - 1 / static_cast<double>(systems));
  const auto freedom = static_cast<double>(first_stage - 1);
  const double each = error / static_cast<double>(systems - 1);
  KimNelson constants;
  constants.eta = (std::pow(2 * each, -2 / freedom) - 1) / 2;
  constants.h_squared = 2 * constants.eta * freedom;
  return constants;
}

}  // namespace tiersim
