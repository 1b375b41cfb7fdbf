#include "models/theory/run_length.hpp"

#include <cmath>

#include "sim/assert.hpp"

namespace tiersim::theory {

double mm1_number_variance_constant(double arrival_rate_per_s, double service_rate_per_s) {
  TIERSIM_ASSERT(arrival_rate_per_s > 0 && arrival_rate_per_s < service_rate_per_s);
  const double load = arrival_rate_per_s / service_rate_per_s;
  const double spare = (service_rate_per_s - arrival_rate_per_s) / service_rate_per_s;
  return 2 * load * (1 + load) / (service_rate_per_s * std::pow(spare, 4));
}

double mm1_wait_variance_constant(double arrival_rate_per_s, double service_rate_per_s) {
  TIERSIM_ASSERT(arrival_rate_per_s > 0 && arrival_rate_per_s < service_rate_per_s);
  const double load = arrival_rate_per_s / service_rate_per_s;
  const double spare = (service_rate_per_s - arrival_rate_per_s) / service_rate_per_s;
  const double standard = load * (2 + load * (5 + load * (load - 4))) / std::pow(spare, 4);
  return standard / (service_rate_per_s * service_rate_per_s);
}

double mm1_run_length_s(double arrival_rate_per_s, double service_rate_per_s,
                        double relative_precision, double bound) {
  TIERSIM_ASSERT(relative_precision > 0 && bound > 0);
  const double variance = mm1_number_variance_constant(arrival_rate_per_s, service_rate_per_s);
  const double number = arrival_rate_per_s / (service_rate_per_s - arrival_rate_per_s);
  const double errors = bound / (relative_precision * number);
  return errors * errors * variance;
}

double Autoregressive::variance() const {
  return noise_variance / ((1 - coefficient) * (1 + coefficient));
}

double Autoregressive::variance_constant() const {
  return noise_variance / ((1 - coefficient) * (1 - coefficient));
}

double Autoregressive::variance_of_mean(double n) const {
  TIERSIM_ASSERT(n >= 1);
  // The sum of the geometric series of the autocovariances, both sides of lag 0.
  const double rest = 1 - coefficient;
  const double ends = 2 * coefficient * (1 - std::pow(coefficient, n)) / (n * rest * rest);
  return variance() / n * ((1 + coefficient) / rest - ends);
}

double Autoregressive::batch_correlation(double batch_size) const {
  const double variance_of_batch = variance_of_mean(batch_size);
  const double rest = 1 - coefficient;
  const double sum = (1 - std::pow(coefficient, batch_size)) / (rest * batch_size);
  return variance() * coefficient * sum * sum / variance_of_batch;
}

double Autoregressive::expected_batch_estimate(double n, double batch_size) const {
  const double batches = n / batch_size;
  TIERSIM_ASSERT(batches >= 2);
  return batch_size * batches / (batches - 1) *
         (variance_of_mean(batch_size) - variance_of_mean(n));
}

}  // namespace tiersim::theory
