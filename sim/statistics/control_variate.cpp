#include "sim/statistics/control_variate.hpp"

#include <cmath>

#include "sim/assert.hpp"

namespace tiersim {

namespace {

/// Means, and sums of squares and products of the deviations from them.
struct Moments {
  double mean_x = 0;
  double mean_y = 0;
  double xx = 0;
  double yy = 0;
  double xy = 0;
};

Moments moments_of(std::span<const double> x, std::span<const double> y) {
  TIERSIM_ASSERT(x.size() == y.size());
  const auto n = static_cast<double>(x.size());
  Moments moments;
  for (std::size_t i = 0; i < x.size(); ++i) {
    moments.mean_x += x[i] / n;
    moments.mean_y += y[i] / n;
  }
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double dx = x[i] - moments.mean_x;
    const double dy = y[i] - moments.mean_y;
    moments.xx += dx * dx;
    moments.yy += dy * dy;
    moments.xy += dx * dy;
  }
  return moments;
}

}  // namespace

double correlation(std::span<const double> first, std::span<const double> second) {
  TIERSIM_ASSERT(first.size() >= 2);
  const Moments moments = moments_of(first, second);
  if (moments.xx == 0 || moments.yy == 0) return 0;
  // Two roots: the product of tiny sums of squares would underflow.
  return moments.xy / (std::sqrt(moments.xx) * std::sqrt(moments.yy));
}

ControlledEstimate control_variate(std::span<const double> response,
                                   std::span<const double> control, double control_mean,
                                   double confidence) {
  TIERSIM_ASSERT(response.size() >= 3);
  const Moments moments = moments_of(control, response);
  if (moments.xx == 0) return {0, student_interval(response, confidence), 1};
  ControlledEstimate result;
  result.coefficient = moments.xy / moments.xx;
  // The residuals one by one: yy - xy²/xx cancels where the control explains nearly all.
  double residuals = 0;
  for (std::size_t i = 0; i < response.size(); ++i) {
    const double residual =
        (response[i] - moments.mean_y) - result.coefficient * (control[i] - moments.mean_x);
    residuals += residual * residual;
  }
  if (moments.yy > 0) result.variance_ratio = residuals / moments.yy;
  const auto n = static_cast<double>(response.size());
  const double off = moments.mean_x - control_mean;
  const double estimate = moments.mean_y - result.coefficient * off;
  const double error = std::sqrt(residuals / (n - 2) * (1 / n + off * off / moments.xx));
  const double half = student_quantile(0.5 + confidence / 2, n - 2) * error;
  result.interval = {estimate, estimate - half, estimate + half};
  return result;
}

}  // namespace tiersim
