#include "models/theory/erlang.hpp"

#include <cmath>
#include <vector>

#include "models/theory/birth_death.hpp"
#include "sim/assert.hpp"

namespace tiersim::theory {

double erlang_b(int servers, double offered) {
  TIERSIM_ASSERT(servers >= 0 && offered >= 0);
  double blocking = 1.0;  // with no server
  for (int c = 1; c <= servers; ++c) blocking = offered * blocking / (c + offered * blocking);
  return blocking;
}

LossSystem loss_system(int servers, double offered) {
  LossSystem loss;
  loss.loss_probability = erlang_b(servers, offered);
  loss.number = offered * (1 - loss.loss_probability);
  if (offered == 0) return loss;
  // Around the mean, because the formula for the variance cancels in heavy traffic.
  const std::vector<double> share = birth_death_stationary(
      static_cast<std::size_t>(servers) + 1, [&](std::size_t) { return offered; },
      [](std::size_t n) { return static_cast<double>(n); });
  double mean = 0;
  for (std::size_t n = 0; n < share.size(); ++n) mean += static_cast<double>(n) * share[n];
  for (std::size_t n = 0; n < share.size(); ++n) {
    const double away = static_cast<double>(n) - mean;
    loss.number_variance += away * away * share[n];
  }
  return loss;
}

double erlang_c(int servers, double offered) {
  const double blocking = erlang_b(servers, offered);
  const double rho = offered / servers;
  return blocking / (1.0 - rho * (1.0 - blocking));
}

double mmc_mean_wait(int servers, double arrival_rate_per_s, double mean_service_s) {
  const double offered = arrival_rate_per_s * mean_service_s;
  return erlang_c(servers, offered) * mean_service_s / (servers - offered);
}

double mg1_mean_wait(double arrival_rate_per_s, double mean_service_s, double service_cv) {
  const double rho = arrival_rate_per_s * mean_service_s;
  return rho * mean_service_s * (1.0 + service_cv * service_cv) / (2.0 * (1.0 - rho));
}

double mm1_sojourn_quantile(double p, double arrival_rate_per_s, double mean_service_s) {
  return -std::log(1.0 - p) * mean_service_s / (1.0 - arrival_rate_per_s * mean_service_s);
}

}  // namespace tiersim::theory
