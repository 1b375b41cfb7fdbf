#include "lab/experiment/theory_law.hpp"

#include <cmath>
#include <numeric>

#include "models/theory/quantile.hpp"
#include "models/theory/transform_inversion.hpp"

namespace tiersim::lab {

std::optional<theory::Law> law_of(const Distribution& distribution) {
  using theory::Law;
  const double mean = distribution.mean();
  const double cv = distribution.cv();
  if (!(mean > 0) || !std::isfinite(mean) || !std::isfinite(cv)) return std::nullopt;
  const std::string_view kind = distribution.kind();
  if (kind == "exponential") return Law::exponential(1 / mean);
  if (kind == "deterministic") return Law::deterministic(mean);
  if (kind == "gamma") return Law::gamma(1 / (cv * cv), 1 / (cv * cv * mean));
  if (kind == "uniform") {
    const double half = std::sqrt(3.0) * cv * mean;
    return Law::uniform(std::fmax(0, mean - half), mean + half);
  }
  if (kind == "lognormal") {
    const double variance = std::log1p(cv * cv);
    return Law::lognormal(std::log(mean) - variance / 2, std::sqrt(variance));
  }
  if (kind == "pareto") {
    // cv² = 1 / (alpha (alpha - 2)), mean = low alpha / (alpha - 1)
    const double alpha = 1 + std::sqrt(1 + 1 / (cv * cv));
    return Law::pareto(alpha, mean * (alpha - 1) / alpha);
  }
  return std::nullopt;
}

double sum_quantile_s(const std::vector<double>& means_s, double p) {
  const auto survival = [&](long double t) {
    if (t <= 0) return 1.0L;
    const auto transform = [&](theory::Complex s) {
      theory::Complex product = 1;
      for (const double mean : means_s) product /= 1.0L + s * static_cast<long double>(mean);
      return (1.0L - product) / s;
    };
    return theory::invert(transform, t).value;
  };
  return theory::quantile(survival, p, std::accumulate(means_s.begin(), means_s.end(), 0.0));
}

}  // namespace tiersim::lab
