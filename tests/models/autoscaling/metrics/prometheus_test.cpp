#include "models/autoscaling/metrics/prometheus.hpp"

#include "models/autoscaling/metrics/direct_metric.hpp"
#include "tests/models/autoscaling/loop_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::loop_fixture;
using metrics::PrometheusMetric;
using metrics::PrometheusParams;

namespace {

struct Monitoring {
  explicit Monitoring(MetricKind kind, Aggregation aggregation = Aggregation::sum)
      : metric(world.context("metrics/m"), page, "requests_total", kind,
               PrometheusParams{.scrape_interval = 15s, .rate_window = 1min}, aggregation) {}

  /// Scrapes at the instant what the page says then.
  void scrape(Duration at, std::vector<PublishedValue> says) {
    page.page = std::move(says);
    metric.scrape(TimePoint{at});
  }

  std::optional<double> value(Duration at) { return metric.value(TimePoint{at}); }

  test::TestWorld world;
  SaidPage page;
  PrometheusMetric metric;
};

}  // namespace

TEST_CASE("a rate needs two points in its window", "[metrics]") {
  Monitoring monitoring(MetricKind::counter);
  CHECK_FALSE(monitoring.value(0s));
  monitoring.scrape(5s, {{{}, 100}});
  CHECK_FALSE(monitoring.value(10s));
  monitoring.scrape(20s, {{{}, 130}});
  // 30 in 15 s, carried on over the half distance before (the start is 15 s or more away) and to
  // the very end, 10 s away: 30 × (15 + 7.5 + 10) / 15 in a window of 60 s.
  CHECK(*monitoring.value(30s) == Approx(30 * 32.5 / 15 / 60));
  CHECK_FALSE(monitoring.value(80s));  // the point of 20 s is left alone in (20 s, 80 s]
}

TEST_CASE("a step of the rate is half seen after half a window", "[metrics]") {
  Monitoring monitoring(MetricKind::counter);
  double requests = 1000;
  std::vector<double> seen;
  for (Duration at{}; at <= 120s; at += 15s) {
    monitoring.scrape(at, {{{}, requests}});
    if (at >= 60s && at % 30s == Duration{}) seen.push_back(*monitoring.value(at));
    requests += at < 60s ? 150 : 1500;  // 10/s until a minute has gone, then 100/s
  }
  // At 90 s the points are those of 45, 60, 75 and 90 s, with 150, 1500 and 1500 between; both ends
  // of the window are near.
  REQUIRE(seen.size() == 3);
  CHECK(seen[0] == Approx(10));
  CHECK(seen[1] == Approx(3150.0 / 45));
  CHECK(seen[2] == Approx(100));
}

TEST_CASE("a counter that begins anew does not make the rate negative", "[metrics]") {
  Monitoring monitoring(MetricKind::counter);
  monitoring.scrape(15s, {{{}, 300}});
  monitoring.scrape(30s, {{{}, 450}});
  monitoring.scrape(45s, {{{}, 60}});  // the pod restarted: 60 since then
  monitoring.scrape(60s, {{{}, 210}});
  // 150 + 60 + 150 in 45 s; 15 s to the start of the window, 0 to its end.
  CHECK(*monitoring.value(60s) == Approx(360.0 * 60 / 45 / 60));
}

TEST_CASE("a rate is not carried on to before the counter was 0", "[metrics]") {
  Monitoring monitoring(MetricKind::counter);
  monitoring.scrape(45s, {{{}, 0}});
  monitoring.scrape(60s, {{{}, 600}});
  CHECK(*monitoring.value(60s) == Approx(600.0 / 60));
}

TEST_CASE("a gauge is its last point, and gone when a scrape does not find it", "[metrics]") {
  Monitoring monitoring(MetricKind::gauge);
  monitoring.scrape(15s, {{0, 4}, {1, 6}});
  CHECK(*monitoring.value(29s) == 10);
  monitoring.scrape(30s, {{1, 8}});
  CHECK(*monitoring.value(31s) == 8);
  monitoring.scrape(45s, {});
  CHECK_FALSE(monitoring.value(46s));
}

TEST_CASE("series of pods are summed, averaged or the highest is taken", "[metrics]") {
  for (const auto& [aggregation, result] :
       {std::pair{Aggregation::sum, 12.0}, std::pair{Aggregation::average, 4.0},
        std::pair{Aggregation::maximum, 7.0}}) {
    Monitoring monitoring(MetricKind::gauge, aggregation);
    monitoring.scrape(15s, {{0, 4}, {1, 7}, {2, 1}});
    CHECK(*monitoring.value(15s) == result);
  }
}

TEST_CASE("the loop scrapes once an interval, from a phase within it", "[metrics]") {
  Monitoring monitoring(MetricKind::gauge);
  monitoring.page.page = {{{}, 1}};
  monitoring.metric.start();
  monitoring.world.run_until(15s);
  CHECK(*monitoring.value(15s) == 1);
  monitoring.page.page = {{{}, 2}};
  monitoring.world.run_until(30s);
  CHECK(*monitoring.value(30s) == 2);
}

TEST_CASE("a queue asked directly says what is so now", "[metrics]") {
  SaidPage page;
  metrics::DirectMetric metric(page, "requests_total", Aggregation::sum);
  CHECK_FALSE(metric.value(TimePoint{}));
  page.page = {{0, 3}, {4, 5}};
  CHECK(*metric.value(TimePoint{}) == 8);
}
