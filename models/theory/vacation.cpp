#include "models/theory/vacation.hpp"

#include <cmath>

#include "models/theory/mg1.hpp"
#include "sim/assert.hpp"

namespace tiersim::theory {

namespace {

/// The plain queue's wait, and independent of it a delay with these two moments.
std::optional<AbsentServer> with_delay(double rate, const Law& service, double first,
                                       double second) {
  const auto plain = MG1Queue::solve(rate, service);
  if (!plain) return std::nullopt;
  AbsentServer result;
  result.means = plain->means;
  result.means.wait_s += first;
  result.means.sojourn_s += first;
  result.means.number_waiting = rate * result.means.wait_s;
  result.means.number = rate * result.means.sojourn_s;
  result.wait_second_moment_s2 =
      plain->wait_second_moment_s2 + (first > 0 ? 2 * plain->means.wait_s * first : 0) + second;
  return result;
}

/// The server goes off with probability `off` when nobody is left, else it `stays` on until the
/// next arrival.
std::optional<AbsentServer> with_setup(double rate, const Law& service, const Law& setup,
                                       double off, double stays) {
  // Times from the last departure of a busy period to the first service of the next, on average
  // idle + off + set-up; arrivals in them: the first, and those during the set-up.
  const double idle_s = stays / rate;
  const double off_s = off / rate;
  const double setup_s = off * setup.mean();
  const double arrivals = 1 + rate * setup_s;
  // The first waits for the whole set-up, if there is one, the others for what is left of it.
  double first = 0;
  double second = 0;
  if (off > 0) {
    first = off * (setup.mean() + rate * setup.moment(2) / 2) / arrivals;
    second = off * (setup.moment(2) + rate * setup.moment(3) / 3) / arrivals;
  }
  auto result = with_delay(rate, service, first, second);
  if (!result) return std::nullopt;
  const double share = (1 - result->means.utilization) / (idle_s + off_s + setup_s);
  result->idle_fraction = share * idle_s;
  result->off_fraction = share * off_s;
  result->setup_fraction = share * setup_s;
  result->cold_probability = result->off_fraction;  // Poisson arrivals see time averages
  return result;
}

}  // namespace

std::optional<AbsentServer> mg1_vacation(double arrival_rate_per_s, const Law& service,
                                         const Law& vacation) {
  TIERSIM_ASSERT(vacation.mean() > 0);
  const double first = vacation.moment(2) / (2 * vacation.mean());
  const double second = vacation.moment(3) / (3 * vacation.mean());
  return with_delay(arrival_rate_per_s, service, first, second);
}

std::optional<AbsentServer> mg1_setup(double arrival_rate_per_s, const Law& service,
                                      const Law& setup) {
  return with_setup(arrival_rate_per_s, service, setup, 1, 0);
}

std::optional<AbsentServer> mg1_setup_delayed_off(double arrival_rate_per_s, const Law& service,
                                                  const Law& setup, const Law& idle_timeout) {
  TIERSIM_ASSERT(arrival_rate_per_s > 0);
  const double off = idle_timeout.transform(arrival_rate_per_s);
  double stays = 1 - off;
  const double expected = arrival_rate_per_s * idle_timeout.mean();  // arrivals in the time-out
  if (expected > 0 && std::isfinite(expected))  // without the difference, which may be small
    stays =
        expected * static_cast<double>(idle_timeout.residual_transform(arrival_rate_per_s).real());
  return with_setup(arrival_rate_per_s, service, setup, off, stays);
}

}  // namespace tiersim::theory
