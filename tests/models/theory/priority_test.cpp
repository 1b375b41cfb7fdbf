#include "models/theory/priority.hpp"

#include "models/theory/mg1.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim::theory;

TEST_CASE("one class alone is M/G/1", "[theory]") {
  const Law service = Law::erlang(3, 6);
  const auto fifo = *MG1Queue::solve(1.2, service);
  const auto polite = mg1_priority({{1.2, service}})->front();
  const auto rude = mg1_priority_preemptive({{1.2, service}})->front();
  CHECK(polite.wait_s == Approx(fifo.means.wait_s));
  CHECK(polite.wait_second_moment_s2 == Approx(fifo.wait_second_moment_s2));
  CHECK(rude.sojourn_s == Approx(fifo.means.sojourn_s));
}

TEST_CASE("equal classes keep the mean wait of all, by Kleinrock's conservation law", "[theory]") {
  const std::vector<PriorityInput> classes{
      {0.2, Law::exponential(1)}, {0.1, Law::deterministic(3)}, {0.5, Law::uniform(0, 0.8)}};
  double load = 0;
  double second = 0;
  double weighted = 0;
  const auto found = *mg1_priority(classes);
  for (std::size_t i = 0; i < classes.size(); ++i) {
    load += found[i].offered_load;
    second += classes[i].arrival_rate_per_s * classes[i].service.moment(2);
    weighted += found[i].offered_load * found[i].wait_s;
  }
  CHECK(weighted == Approx(load * second / 2 / (1 - load)));
}

TEST_CASE("Cobham's waits by hand", "[theory]") {
  // Two classes of exponential service, mean 1, 0.3/s each: residual work 0.6.
  const auto found = *mg1_priority({{0.3, Law::exponential(1)}, {0.3, Law::exponential(1)}});
  CHECK(found[0].wait_s == Approx(0.6 / 0.7));
  CHECK(found[1].wait_s == Approx(0.6 / (0.7 * 0.4)));
  const auto rude =
      *mg1_priority_preemptive({{0.3, Law::exponential(1)}, {0.3, Law::exponential(1)}});
  CHECK(rude[0].sojourn_s == Approx(1 / 0.7));  // the lower class is not there for it
  // Together the number is that of M/M/1, because memoryless services may be interrupted.
  CHECK(rude[0].number + rude[1].number == Approx(1.5));
}

TEST_CASE("a starving class has infinite moments only where its own work has", "[theory]") {
  const auto found = *mg1_priority({{0.1, Law::pareto(2.5, 1)}, {0.1, Law::deterministic(1)}});
  CHECK(std::isfinite(found[0].wait_s));
  CHECK(std::isinf(found[0].wait_second_moment_s2));
  const auto wild = *mg1_priority({{0.1, Law::deterministic(1)}, {0.1, Law::pareto(1.5, 1)}});
  CHECK(std::isinf(wild[0].wait_s));  // behind a service in progress of the lower class
  CHECK(std::isinf(wild[0].wait_second_moment_s2));
  const auto rude =
      *mg1_priority_preemptive({{0.1, Law::deterministic(1)}, {0.1, Law::pareto(1.5, 1)}});
  CHECK(std::isfinite(rude[0].sojourn_s));
  CHECK_FALSE(mg1_priority({{0.6, Law::exponential(1)}, {0.4, Law::exponential(1)}}));
}
