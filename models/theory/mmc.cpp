#include "models/theory/mmc.hpp"

#include <algorithm>
#include <cmath>

#include "models/theory/erlang.hpp"
#include "models/theory/quantile.hpp"
#include "sim/assert.hpp"

namespace tiersim::theory {

std::optional<MMcQueue> MMcQueue::solve(double arrival_rate_per_s, double service_rate_per_s,
                                        int servers) {
  TIERSIM_ASSERT(arrival_rate_per_s > 0 && service_rate_per_s > 0 && servers >= 1);
  const double offered = arrival_rate_per_s / service_rate_per_s;
  const double rho = offered / servers;
  if (rho >= 1) return std::nullopt;
  MMcQueue queue;
  queue.service_rate_ = service_rate_per_s;
  queue.spare_rate_ = servers * service_rate_per_s - arrival_rate_per_s;
  const double waits = queue.wait_probability = erlang_c(servers, offered);
  const double wait = waits / queue.spare_rate_;
  queue.means = {rho, arrival_rate_per_s * wait + offered, arrival_rate_per_s * wait,
                 wait + 1 / service_rate_per_s, wait};
  queue.wait_variance_s2 = waits * (2 - waits) / (queue.spare_rate_ * queue.spare_rate_);
  queue.sojourn_variance_s2 =
      queue.wait_variance_s2 + 1 / (service_rate_per_s * service_rate_per_s);
  // Below `servers` customers their number is that of a loss system with a server less; from there
  // on it is geometric.
  const LossSystem below = loss_system(servers - 1, offered);
  const double more = arrival_rate_per_s / queue.spare_rate_;  // ρ/(1-ρ)
  const double gap = servers + more - below.number;
  queue.number_variance = (1 - waits) * below.number_variance + waits * more * (1 + more) +
                          waits * (1 - waits) * gap * gap;
  return queue;
}

double MMcQueue::wait_survival(double t) const {
  return wait_probability * std::exp(-spare_rate_ * t);
}

double MMcQueue::sojourn_survival(double t) const {
  // Two exponentials in a row; their rates may be equal.
  const double slow = std::min(spare_rate_, service_rate_);
  const double apart = std::max(spare_rate_, service_rate_) - slow;
  const double overlap = apart == 0 ? t : -std::expm1(-apart * t) / apart;
  return (1 - wait_probability) * std::exp(-service_rate_ * t) +
         wait_probability * std::exp(-slow * t) * (1 + slow * overlap);
}

double MMcQueue::wait_quantile_s(double p) const {
  TIERSIM_ASSERT(p > 0 && p < 1);
  const double rest = 1 - p;
  if (wait_probability <= rest * (1 + 1e-12)) return 0;
  return std::log(wait_probability / rest) / spare_rate_;
}

double MMcQueue::sojourn_quantile_s(double p) const {
  return quantile([this](long double t) { return sojourn_survival(static_cast<double>(t)); }, p,
                  means.sojourn_s);
}

}  // namespace tiersim::theory
