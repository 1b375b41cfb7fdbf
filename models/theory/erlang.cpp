#include "models/theory/erlang.hpp"

#include <cmath>

namespace tiersim::theory {

double erlang_c(int servers, double offered) {
  double blocking = 1.0;  // Erlang B with no server
  for (int c = 1; c <= servers; ++c) blocking = offered * blocking / (c + offered * blocking);
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
