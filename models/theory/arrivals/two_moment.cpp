#include "models/theory/arrivals/two_moment.hpp"

#include <algorithm>
#include <cmath>

#include "models/theory/erlang.hpp"
#include "sim/assert.hpp"

namespace tiersim::theory {

namespace {

void check(const TwoMoments& station) {
  TIERSIM_ASSERT(station.arrival_rate_per_s > 0 && station.service_rate_per_s > 0);
  TIERSIM_ASSERT(station.servers >= 1 && station.utilization() < 1);
  TIERSIM_ASSERT(station.arrival_scv >= 0 && station.service_scv >= 0);
}

void check_one_server(const TwoMoments& station) {
  check(station);
  TIERSIM_ASSERT(station.servers == 1);
}

double mean_scv(const TwoMoments& station) {
  return (station.arrival_scv + station.service_scv) / 2;
}

/// Whitt's φ: the wait over that of Allen and Cunneen. Names as in the paper.
class Whitt93 {
 public:
  explicit Whitt93(const TwoMoments& station) : station_(station) {
    const double m = station.servers;
    const double rho = station.utilization();
    gamma_ = std::min(0.24, (1 - rho) * (m - 1) * (std::sqrt(4 + 5 * m) - 2) / (16 * m * rho));
    phi3_ = (1 - 4 * gamma_) * std::exp(-2 * (1 - rho) / (3 * rho));
  }

  [[nodiscard]] double phi() const {
    const double a = station_.arrival_scv;
    const double s = station_.service_scv;
    if (a == s) return psi();
    if (a > s) return (4 * (a - s) * phi1() + s * psi()) / (4 * a - 3 * s);
    return ((s - a) * phi3_ + (s + 3 * a) * psi()) / (2 * a + 2 * s);
  }

 private:
  [[nodiscard]] double phi1() const { return 1 + gamma_; }

  [[nodiscard]] double psi() const {
    const double scv = mean_scv(station_);
    if (scv >= 1) return 1;
    return std::pow(std::min(1.0, (phi1() + phi3_) / 2), 2 * (1 - scv));
  }

  const TwoMoments& station_;
  double gamma_ = 0;
  double phi3_ = 0;
};

}  // namespace

double kingman_bound_s(const TwoMoments& station) {
  check_one_server(station);
  const double lambda = station.arrival_rate_per_s;
  const double arrival_variance = station.arrival_scv / (lambda * lambda);
  const double service_variance =
      station.service_scv / (station.service_rate_per_s * station.service_rate_per_s);
  return lambda * (arrival_variance + service_variance) / (2 * (1 - station.utilization()));
}

double vut_wait_s(const TwoMoments& station) {
  check_one_server(station);
  const double rho = station.utilization();
  return rho / (1 - rho) * mean_scv(station) / station.service_rate_per_s;
}

double allen_cunneen_wait_s(const TwoMoments& station) {
  check(station);
  return mmc_mean_wait(station.servers, station.arrival_rate_per_s,
                       1 / station.service_rate_per_s) *
         mean_scv(station);
}

double kraemer_langenbach_belz_wait_s(const TwoMoments& station) {
  check_one_server(station);
  const double rho = station.utilization();
  const double a = station.arrival_scv;
  const double s = station.service_scv;
  if (a + s == 0) return 0;
  const double exponent = a < 1 ? -2 * (1 - rho) * (1 - a) * (1 - a) / (3 * rho * (a + s))
                                : -(1 - rho) * (a - 1) / (a + 4 * s);
  return vut_wait_s(station) * std::exp(exponent);
}

double qna_wait_s(const TwoMoments& station) {
  if (station.servers > 1) return allen_cunneen_wait_s(station);
  return station.arrival_scv < 1 ? kraemer_langenbach_belz_wait_s(station) : vut_wait_s(station);
}

double whitt_wait_s(const TwoMoments& station) {
  check(station);
  return Whitt93(station).phi() * allen_cunneen_wait_s(station);
}

}  // namespace tiersim::theory
