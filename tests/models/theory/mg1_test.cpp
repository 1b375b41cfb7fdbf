#include "models/theory/mg1.hpp"

#include <cmath>
#include <limits>

#include "models/theory/mmc.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim::theory;

TEST_CASE("M/G/1 with exponential service is M/M/1, also close to saturation", "[theory]") {
  for (const double rho : {0.3, 0.9, 0.9999}) {
    const MG1Queue general = *MG1Queue::solve(rho, Law::exponential(1));
    const MMcQueue queue = *MMcQueue::solve(rho, 1, 1);
    CHECK(general.means.wait_s == Approx(queue.means.wait_s));
    CHECK(general.wait_second_moment_s2 ==
          Approx(queue.wait_variance_s2 + queue.means.wait_s * queue.means.wait_s));
    CHECK(general.wait_quantile_s(0.99) == Approx(queue.wait_quantile_s(0.99)).epsilon(1e-9));
  }
}

TEST_CASE("the wait in M/E2/1 from the roots of its transform", "[theory]") {
  // Rate 1, two stages of rate 4: the tail transform's poles are the roots of s² + 7s + 8.
  const MG1Queue queue = *MG1Queue::solve(1, Law::erlang(2, 4));
  const double root = std::sqrt(17.0);
  const double slow = (7 - root) / 2;
  const double fast = (7 + root) / 2;
  // P(W > t) = A e^{-slow t} + B e^{-fast t}: 1/2 at 0, with mean λE[S²]/(2(1-ρ)) = 0.375.
  const double b = (0.5 / slow - 0.375) / (1 / slow - 1 / fast);
  for (const double t : {0.1, 1.0, 5.0}) {
    const double expected = (0.5 - b) * std::exp(-slow * t) + b * std::exp(-fast * t);
    CHECK(queue.wait_survival(t) == Approx(expected).epsilon(1e-10));
  }
}

TEST_CASE("M/D/1 within the first service time", "[theory]") {
  // P(W <= t) = (1 - ρ) e^{λt} for t < D (Erlang 1909).
  const MG1Queue queue = *MG1Queue::solve(0.6, Law::deterministic(1));
  CHECK(queue.wait_survival(0.5) == Approx(1 - 0.4 * std::exp(0.3)).epsilon(1e-13));
  CHECK(queue.wait_quantile_s(0.7) == Approx(std::log(0.7 / 0.4) / 0.6).epsilon(1e-12));
}

TEST_CASE("nearly constant service approaches constant service", "[theory]") {
  const double constant = MG1Queue::solve(0.7, Law::deterministic(1))->wait_quantile_s(0.95);
  const double narrow = MG1Queue::solve(0.7, Law::uniform(0.999, 1.001))->wait_quantile_s(0.95);
  CHECK(narrow == Approx(constant).epsilon(1e-5));
  CHECK(MG1Queue::solve(0.7, Law::erlang(20'000, 20'000))->wait_quantile_s(0.95) ==
        Approx(constant).epsilon(1e-4));
}

TEST_CASE("heavy tails: moments are infinite one by one, quantiles stay", "[theory]") {
  const double infinity = std::numeric_limits<double>::infinity();
  const MG1Queue mild = *MG1Queue::solve(0.3, Law::pareto(2.5, 1));
  CHECK(std::isfinite(mild.means.wait_s));
  CHECK(mild.wait_second_moment_s2 == infinity);
  const MG1Queue wild = *MG1Queue::solve(0.1, Law::pareto(1.5, 1));
  CHECK(wild.means.wait_s == infinity);
  // Far out P(W > t) goes to ρ/(1-ρ) P(residual service > t) = 3/7 · 2/3 · t^{-1/2} at load 0.3.
  CHECK(wild.wait_survival(1e10) == Approx(2.0 / 7 * 1e-5).epsilon(1e-4));
}

TEST_CASE("the order of service moves the second moment only", "[theory]") {
  const Law service = Law::exponential(1);
  const auto fifo = *MG1Queue::solve(0.5, service);
  const auto lifo = *mg1_lcfs(0.5, service);
  const auto random = *mg1_random_order(0.5, service);
  CHECK(lifo.means.wait_s == fifo.means.wait_s);
  CHECK(random.means.wait_s == fifo.means.wait_s);
  // M/M/1 at load 1/2: FIFO ρ·2/(1-ρ)² = 4; LIFO ρ·2/(1-ρ)³ = 8; random 4·2/(2-ρ).
  CHECK(fifo.wait_second_moment_s2 == Approx(4));
  CHECK(lifo.wait_second_moment_s2 == Approx(8));
  CHECK(random.wait_second_moment_s2 == Approx(16.0 / 3));
}

TEST_CASE("preemptive LIFO: a sojourn is a busy period", "[theory]") {
  const auto found = *mg1_lcfs_preemptive(0.5, Law::deterministic(1));
  CHECK(found.means.sojourn_s == Approx(2));
  CHECK(found.sojourn_second_moment_s2 == Approx(8));  // E[S²]/(1-ρ)³
  CHECK_FALSE(mg1_lcfs_preemptive(1, Law::deterministic(1)));
  CHECK_FALSE(MG1Queue::solve(1.5, Law::deterministic(1)));
}
