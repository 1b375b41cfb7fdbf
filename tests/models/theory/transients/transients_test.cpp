#include <algorithm>
#include <cmath>
#include <numbers>

#include "models/theory/mmc.hpp"
#include "models/theory/transients/daily_traffic.hpp"
#include "models/theory/transients/outage.hpp"
#include "models/theory/transients/transient_queue.hpp"
#include "sim/assert.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::theory;

TEST_CASE("without service the number is Poisson, without arrivals it dies, by hand",
          "[transients]") {
  TransientQueue filling(1, 2);
  filling.advance(3, 0.5, 0);
  CHECK(filling.number() == Approx(3.5).epsilon(1e-14));
  CHECK(filling.at_least(3) == Approx(1 - std::exp(-1.5)).epsilon(1e-13));
  CHECK(filling.empty() == 0);
  TransientQueue dying(1, 3);  // three servers: each customer stays with probability e^-t
  dying.advance(0.7, 0, 3);
  CHECK(dying.number() == Approx(3 * std::exp(-0.7)).epsilon(1e-14));
  CHECK(dying.empty() == Approx(std::pow(1 - std::exp(-0.7), 3)).epsilon(1e-13));
  TransientQueue single(2, 2);  // one server: Erlang, both have gone
  single.advance(1, 0, 1);
  CHECK(single.empty() == Approx(1 - 3 * std::exp(-2.0)).epsilon(1e-13));
}

TEST_CASE("time in one piece or in two is the same", "[transients]") {
  TransientQueue whole(10, 4);
  TransientQueue parts(10, 4);
  whole.advance(700, 95, 10);  // more events than are done at once
  parts.advance(123.4, 95, 10);
  parts.advance(576.6, 95, 10);
  CHECK(parts.number() == Approx(whole.number()).epsilon(1e-11));
  CHECK(whole.number() == Approx(MMcQueue::solve(95, 10, 10)->means.number).epsilon(1e-6));
  whole.advance(0, 95, 10);
  CHECK(whole.at_least(0) == Approx(1).epsilon(1e-12));
}

TEST_CASE("the steady state stays, and heals after overload", "[transients]") {
  const auto means = MMcQueue::solve(8, 1, 10)->means;
  TransientQueue queue = TransientQueue::stationary(8, 1, 10);
  CHECK(queue.number() == Approx(means.number).epsilon(1e-13));
  CHECK(queue.waiting(10) == Approx(means.number_waiting).epsilon(1e-13));
  queue.advance(5, 8, 10);
  CHECK(queue.number() == Approx(means.number).epsilon(1e-13));
  queue.advance(20, 30, 10);
  CHECK(queue.number() == Approx(means.number + 20 * 20).epsilon(0.02));  // 30 come, 10 go
  queue.advance(400, 8, 10);
  CHECK(queue.number() == Approx(means.number).epsilon(1e-4));
  CHECK_THROWS_AS(TransientQueue::stationary(10, 1, 10), InternalError);
}

TEST_CASE("infinitely many servers, by hand and as many servers as are ever needed",
          "[transients]") {
  const NumberAt now = number_after(20, 2, 5, 0.3);
  CHECK(now.mean == Approx(5 * std::exp(-0.6) + 10 * (1 - std::exp(-0.6))));
  TransientQueue queue(2, 5);
  queue.advance(0.3, 20, 60);
  CHECK(queue.number() == Approx(now.mean).epsilon(1e-12));
  CHECK(number_after(20, 2, 5, 0).variance == 0);
  CHECK(number_after(20, 2, 5, 1e3).variance == Approx(10));
}

TEST_CASE("constant service shifts a swinging rate by half of it", "[transients]") {
  // The mean over the last D seconds: a sine of sinc(πD/T), D/2 late.
  const DailyTraffic traffic{10, 0.5, 60};
  const PeriodicNumber number = number_in_service(traffic, Law::deterministic(20));
  CHECK(number.mean == Approx(200));
  CHECK(number.lag_s == Approx(10));
  const double angle = std::numbers::pi / 3;
  CHECK(number.amplitude == Approx(100 * std::sin(angle) / angle));
  CHECK(number.at(number.lag_s + 15) == Approx(number.mean + number.amplitude));
  CHECK(number_in_service(traffic, Law::deterministic(60)).amplitude == Approx(0).margin(1e-12));
  CHECK(traffic.rate_between(0, 60) == Approx(10));
  CHECK(traffic.rate_between(14.9, 15.1) == Approx(15).epsilon(1e-4));
}

TEST_CASE("from empty the number swings in like the periodic one", "[transients]") {
  const DailyTraffic traffic{10, 0.5, 60};
  const PeriodicNumber periodic = number_in_service(traffic, Law::exponential(0.2));
  CHECK(number_from_empty(traffic, 0.2, 0) == Approx(0).margin(1e-13));
  CHECK(number_from_empty(traffic, 0.2, 300) == Approx(periodic.at(300)).epsilon(1e-12));
}

TEST_CASE("a queue with a swinging rate, in its limits", "[transients]") {
  // More servers than are ever needed; the instants out of order.
  const DailyTraffic traffic{5, 0.8, 7};
  const auto found = queue_from_empty(traffic, 1, 60, {4, 0, 2.5});
  REQUIRE(found.size() == 3);
  CHECK(found[0].number == Approx(number_from_empty(traffic, 1, 4)).epsilon(1e-9));
  CHECK(found[1].number == 0);
  CHECK(found[2].number == Approx(number_from_empty(traffic, 1, 2.5)).epsilon(1e-9));
  // Without a swing, M/M/c.
  TransientQueue steady(1, 0);
  steady.advance(6, 5, 4);
  const auto flat = queue_from_empty({5, 0, 7}, 1, 4, {6});
  CHECK(flat[0].number == Approx(steady.number()).epsilon(1e-11));
  CHECK(flat[0].all_busy == Approx(steady.at_least(4)).epsilon(1e-11));
}

TEST_CASE("an outage as a fluid, by hand", "[transients]") {
  // 80 of 100 a second, nothing for 60 s: 4800 wait, gone after 240 s.
  const OutageEffect total = outage_effect({80, 100, 60, 0, {}});
  CHECK(total.backlog_peak == 4800);
  CHECK(total.drain_s == 240);
  CHECK(total.delay_max_s == 60);
  CHECK(total.delay_total_s == 4800 * 300 / 2);
  CHECK(total.delay_mean_s == Approx(30));
  // Half of the capacity: the work of the first 37.5 s is all that is done in it.
  CHECK(outage_effect({80, 100, 60, 0.5, {}}).delay_max_s == Approx(22.5));
  // Room for 300 at half of the capacity: full after 10 s, then 6 s late.
  const OutageEffect room = outage_effect({80, 100, 60, 0.5, 300.0});
  CHECK(room.lost == Approx(1500));
  CHECK(room.delay_max_s == Approx(6));
  CHECK(room.drain_s == Approx(15));
  CHECK(outage_effect({40, 100, 60, 0.5, {}}).backlog_peak == 0);
  CHECK_THROWS_AS(outage_effect({100, 100, 60, 0.5, {}}), InternalError);
}

TEST_CASE("the longest delay in an outage, by following the fluid", "[transients]") {
  for (const Outage& outage : {Outage{80, 100, 60, 0.5, 900.0}, Outage{80, 100, 60, 0.3, 1e9},
                               Outage{99, 100, 10, 0.9, 20.0}, Outage{50, 70, 30, 0.2, 400.0}}) {
    const double step = 1e-4;
    const double left = outage.capacity_left * outage.capacity_per_s;
    double backlog = 0;
    double longest = 0;
    for (double t = 0; t < outage.outage_s; t += step) {
      const double in_outage = left * (outage.outage_s - t);
      longest = std::max(longest,
                         backlog <= in_outage
                             ? backlog / left
                             : outage.outage_s - t + (backlog - in_outage) / outage.capacity_per_s);
      backlog = std::min(backlog + (outage.arrival_rate_per_s - left) * step, *outage.room);
    }
    CHECK(outage_effect(outage).delay_max_s == Approx(longest).epsilon(1e-4));
  }
}

TEST_CASE("a repairable unit from up", "[transients]") {
  const RepairableUnit unit{0.25, 0.75};  // relaxes with rate 1
  CHECK(unit.up_at(0) == 1);
  CHECK(unit.up_at(2) == Approx(0.75 + 0.25 * std::exp(-2)));
  CHECK(unit.down_mean_s(2) == Approx(0.25 * (1 + std::exp(-2))));
  CHECK(unit.down_mean_s(0.3) == Approx(0.25 * (0.3 - 1 + std::exp(-0.3))).epsilon(1e-13));
  // In the long run the variance grows by 2 λ μ / (λ + μ)³ a second.
  CHECK(unit.down_variance_s2(1001) - unit.down_variance_s2(1000) == Approx(2 * 0.1875));
  // In a short time at most one failure, uniform in time: E D² = λ t³/3.
  CHECK(unit.down_variance_s2(1e-3) == Approx(0.25e-9 / 3).epsilon(1e-3));
}
