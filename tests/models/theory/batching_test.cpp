#include "models/theory/batching.hpp"

#include <cmath>

#include "models/theory/mmc.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim::theory;

TEST_CASE("factorial moments of batch sizes", "[theory]") {
  CHECK(BatchSize::constant(4).third == 24);
  const BatchSize geometric = BatchSize::geometric(0.25);
  CHECK(geometric.first == Approx(4));
  CHECK(geometric.second == Approx(24));  // 2(1-p)/p²
  const BatchSize listed = BatchSize::of({0.5, 0, 0.5});
  CHECK(listed.first == Approx(2));
  CHECK(listed.second == Approx(3));
  CHECK(listed.third == Approx(3));
}

TEST_CASE("batches of one are M/M/1", "[theory]") {
  const auto batches = *batch_arrivals(8, BatchSize::constant(1), 10);
  const auto queue = *MMcQueue::solve(8, 10, 1);
  CHECK(batches.means.number == Approx(queue.means.number));
  CHECK(batches.number_variance == Approx(queue.number_variance));
  CHECK(batches.means.wait_s == Approx(queue.means.wait_s));
  CHECK_FALSE(batch_arrivals(5, BatchSize::constant(2), 10));
}

TEST_CASE("geometric batches multiply the number", "[theory]") {
  // The number is a geometric sum of geometric batches' remainders: L = ρ/(1-ρ)/p.
  const auto batches = *batch_arrivals(1, BatchSize::geometric(0.2), 10);
  CHECK(batches.means.number == Approx(0.5 / 0.5 / 0.2));
  CHECK(batches.empty_probability == Approx(0.5));
}

TEST_CASE("bulk service of one at a time is M/M/1", "[theory]") {
  const auto bulk = *bulk_service(8, 10, 1, 1);
  CHECK(bulk.number_waiting == Approx(3.2));
  CHECK(bulk.idle_fraction == Approx(0.2));
  CHECK(bulk.batch_size == Approx(1));
  CHECK_FALSE(bulk_service(20, 10, 1, 2));
  // Just below saturation every batch is full.
  CHECK(bulk_service(19.9999, 10, 1, 2)->batch_size == Approx(2).epsilon(1e-4));
}

TEST_CASE("a bulk server that waits for two, by the golden root", "[theory]") {
  // Rate 1 each, batches of exactly 2: r + r² = 1. Busy weights r^n, idle with 0 or 1 waiting.
  const auto bulk = *bulk_service(1, 1, 2, 2);
  const double r = (std::sqrt(5.0) - 1) / 2;
  const double busy = 1 / (1 - r);
  const double idle = 1 + (1 + r);
  CHECK(bulk.idle_fraction == Approx(idle / (busy + idle)));
  CHECK(bulk.number_waiting == Approx((r / (1 - r) / (1 - r) + 1 + r) / (busy + idle)));
  CHECK(bulk.batch_size == Approx(2));
}

TEST_CASE("collecting two items or until the timer, by hand", "[theory]") {
  // The second comes within T with probability q = 1 - e^-1; the first waits min(T, Exp).
  const CollectingStage stage = collecting_stage(10, 2, 0.1);
  const double q = 1 - std::exp(-1.0);
  CHECK(stage.batch_size == Approx(1 + q));
  CHECK(stage.full_probability == Approx(q));
  CHECK(stage.open_s == Approx(q / 10));
  CHECK(stage.delay_s == Approx(q / 10 / (1 + q)));
  CHECK(stage.no_delay_probability == Approx(q / (1 + q)));
}

TEST_CASE("the ends of a collecting stage", "[theory]") {
  const CollectingStage single = collecting_stage(10, 1, 5);
  CHECK(single.batch_size == 1);
  CHECK(single.full_probability == 1);
  CHECK(single.delay_s == 0);
  CHECK(single.no_delay_probability == 1);
  const CollectingStage prompt = collecting_stage(10, 5, 0);
  CHECK(prompt.batch_size == 1);
  CHECK(prompt.full_probability == 0);
  CHECK(prompt.no_delay_probability == 1);
}
