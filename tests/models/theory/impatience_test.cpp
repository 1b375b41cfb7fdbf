#include "models/theory/impatience.hpp"

#include <cmath>

#include "models/theory/birth_death.hpp"
#include "models/theory/mmc.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim::theory;

TEST_CASE("patience like the service: as many customers as in M/M/infinity", "[theory]") {
  for (const int servers : {1, 7, 60}) {
    const ImpatientQueue queue(30, 1, servers, Law::exponential(1));
    CHECK(queue.number == Approx(30).epsilon(1e-12));
  }
}

TEST_CASE("Erlang A as a birth-death chain", "[theory]") {
  const auto share = birth_death_stationary(
      400, [](std::size_t) { return 12.0; },
      [](std::size_t n) {
        return n <= 5 ? 2.0 * static_cast<double>(n) : 10 + 0.3 * static_cast<double>(n - 5);
      });
  double waiting = 0;
  for (std::size_t n = 6; n < share.size(); ++n) waiting += static_cast<double>(n - 5) * share[n];
  const ImpatientQueue queue(12, 2, 5, Law::exponential(0.3));
  CHECK(queue.number_waiting == Approx(waiting).epsilon(1e-12));
  CHECK(queue.abandon_probability == Approx(0.3 * waiting / 12).epsilon(1e-12));
  CHECK(queue.served_within(1e6) == Approx(1 - queue.abandon_probability).epsilon(1e-12));
  CHECK(queue.served_within(0) == Approx(1 - queue.wait_probability).epsilon(1e-12));
  CHECK(queue.wait_s == Approx(queue.served_wait_s * (1 - queue.abandon_probability) +
                               queue.abandoned_wait_s * queue.abandon_probability));
}

TEST_CASE("one server and constant patience at equal rates, by hand", "[theory]") {
  // The offered wait has density λp on (0, τ), then λp e^{-(v-τ)}; p + pτ + p = 1 for λ = μ = 1.
  const ImpatientQueue queue(1, 1, 1, Law::deterministic(2));
  const double p = 1.0 / 4;
  CHECK(queue.wait_probability == Approx(3 * p));
  CHECK(queue.abandon_probability == Approx(p));
  CHECK(queue.abandoned_wait_s == Approx(2));
  CHECK(queue.served_wait_s == Approx(2 * p / (3 * p)));
  CHECK(queue.served_within(1) == Approx(2 * p));
  CHECK(queue.utilization == Approx(3 * p));
}

TEST_CASE("endless patience in a stable queue is M/M/c, with all digits of the few who leave",
          "[theory]") {
  const ImpatientQueue queue(4, 1, 5, Law::deterministic(60));
  const MMcQueue patient = *MMcQueue::solve(4, 1, 5);
  CHECK(queue.wait_s == Approx(patient.means.wait_s).epsilon(1e-12));
  // Those whose offered wait exceeds 60: they are (1-ρ) of the tail of M/M/c there.
  CHECK(queue.abandon_probability ==
        Approx(0.2 * patient.wait_probability * std::exp(-60.0)).epsilon(1e-9));
}

TEST_CASE("patience of any law: short and long ends", "[theory]") {
  const ImpatientQueue narrow(10, 1, 8, Law::uniform(0.999, 1.001));
  const ImpatientQueue constant(10, 1, 8, Law::deterministic(1));
  CHECK(narrow.abandon_probability == Approx(constant.abandon_probability).epsilon(1e-3));
  const ImpatientQueue stages(10, 1, 8, Law::erlang(1, 0.5));
  const ImpatientQueue exponential(10, 1, 8, Law::exponential(0.5));
  CHECK(stages.served_wait_s == Approx(exponential.served_wait_s).epsilon(1e-10));
}

TEST_CASE("far overload: all servers busy, the rest leaves", "[theory]") {
  const ImpatientQueue queue(1000, 1, 10, Law::exponential(0.001));
  CHECK(queue.utilization == Approx(1));
  CHECK(queue.abandon_probability == Approx(0.99).epsilon(1e-9));
}
