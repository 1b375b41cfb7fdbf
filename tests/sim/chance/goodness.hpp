#pragma once
// How far samples are from their law, with bounds that a right generator passes at the level named.
#include <algorithm>
#include <cmath>
#include <vector>

namespace tiersim::test {

/// Kolmogorov and Smirnov's distance times √n; above 2.57 with probability 3.7e-6.
template <class Cdf>
double ks_statistic(std::vector<double> samples, Cdf cdf) {
  std::sort(samples.begin(), samples.end());
  const auto n = static_cast<double>(samples.size());
  double distance = 0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const double f = cdf(samples[i]);
    const auto rank = static_cast<double>(i);
    distance = std::max({distance, f - rank / n, (rank + 1) / n - f});
  }
  return distance * std::sqrt(n);
}

inline constexpr double ks_bound = 2.57;

/// (χ² - k)/√(2k) of observed against expected counts, k = cells - 1; near standard normal for many
/// cells.
inline double chi_square_score(const std::vector<double>& observed,
                               const std::vector<double>& expected) {
  double chi = 0;
  for (std::size_t i = 0; i < observed.size(); ++i) {
    chi += (observed[i] - expected[i]) * (observed[i] - expected[i]) / expected[i];
  }
  const auto freedom = static_cast<double>(observed.size() - 1);
  return (chi - freedom) / std::sqrt(2 * freedom);
}

}  // namespace tiersim::test
