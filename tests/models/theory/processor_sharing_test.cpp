#include "models/theory/processor_sharing.hpp"

#include <cmath>

#include "models/theory/mmc.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim::theory;

TEST_CASE("sharing does not look at the law of the service, in the mean", "[theory]") {
  for (const Law& law : {Law::exponential(2), Law::deterministic(0.5), Law::pareto(1.5, 1.0 / 6)}) {
    const auto queue = *MG1ProcessorSharing::solve(1.2, law);
    CHECK(queue.means.sojourn_s == Approx(0.5 / 0.4));
    CHECK(queue.sojourn_given_service_s(2) == Approx(5));
    CHECK(queue.number_probability(2) == Approx(0.4 * 0.36));
  }
}

TEST_CASE("the variance of the sojourn in closed form for exponential service", "[theory]") {
  // Var = 1/(1-ρ)² + 2ρ/((2-ρ)(1-ρ)²) for mean service 1, from Yashkov's integral.
  const double rho = 0.6;
  const auto queue = *MG1ProcessorSharing::solve(rho, Law::exponential(1));
  const double idle = 1 - rho;
  CHECK(queue.sojourn_variance_s2() ==
        Approx((1 + 2 * rho / (2 - rho)) / (idle * idle)).epsilon(1e-8));
}

TEST_CASE("the variance for constant service within one service time", "[theory]") {
  // P(W > u) = 1 - (1-ρ) e^{ρu} on (0, 1): Var = 2/(1-ρ)² (1/2 - (1-ρ)(e^ρ - 1 - ρ)/ρ²).
  const auto queue = *MG1ProcessorSharing::solve(0.5, Law::deterministic(1));
  CHECK(queue.sojourn_variance_s2() ==
        Approx(8 * (0.5 - 0.5 * (std::exp(0.5) - 1.5) / 0.25)).epsilon(1e-8));
  CHECK(std::isinf(MG1ProcessorSharing::solve(0.1, Law::pareto(1.5, 1))->sojourn_variance_s2()));
}

TEST_CASE("quantiles of the sojourn: light traffic is the service alone", "[theory]") {
  const auto light = *MG1ProcessorSharing::solve(1e-6, Law::exponential(1));
  CHECK(*light.sojourn_quantile_s(0.95) == Approx(std::log(20.0)).epsilon(1e-5));
  CHECK_FALSE(MG1ProcessorSharing::solve(0.5, Law::deterministic(1))->sojourn_quantile_s(0.5));
  // Heavy traffic: a sojourn is the service times an exponential of mean 1/(1-ρ) (B. Sengupta
  // 1992); the product of two standard exponentials exceeds 3.99705 with probability 2√t K1(2√t) =
  // 0.05.
  const auto heavy = *MG1ProcessorSharing::solve(0.9999, Law::exponential(1));
  CHECK(*heavy.sojourn_quantile_s(0.95) * 1e-4 == Approx(3.99705).epsilon(1e-3));
}

TEST_CASE("several cores have as many jobs as M/M/c", "[theory]") {
  const auto cores = *shared_cores(6, 0.5, 4);
  const auto queue = *MMcQueue::solve(6, 2, 4);
  CHECK(cores.means.number == Approx(queue.means.number));
  CHECK(cores.all_busy_probability == Approx(queue.wait_probability));
  CHECK_FALSE(shared_cores(8, 0.5, 4));
}
