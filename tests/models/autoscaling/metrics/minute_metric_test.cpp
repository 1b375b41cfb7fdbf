#include "models/autoscaling/metrics/minute_metric.hpp"

#include "models/autoscaling/metrics/probes.hpp"
#include "tests/models/autoscaling/loop_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::loop_fixture;
using metrics::MinuteMetric;
using metrics::MinuteStatistic;

namespace {

using Values = std::vector<std::optional<double>>;

Values of(const MinuteMetric& metric) {
  return {metric.datapoints().begin(), metric.datapoints().end()};
}

}  // namespace

TEST_CASE("a datapoint is the mean of six samples, and there when its minute is over",
          "[metrics]") {
  test::TestWorld world;
  const auto seconds = [&]() -> std::optional<double> {
    if (world.now() > 2min && world.now() <= 3min) return std::nullopt;
    return to_seconds(world.now());
  };
  MinuteMetric metric(world.context("api"), seconds, MinuteStatistic::average);
  metric.start();
  world.run_until(59s);
  CHECK(of(metric).empty());
  world.run_until(4min);
  // Samples at 10, 20, … 60 s: mean 35.
  CHECK(of(metric) == Values{35, 95, std::nullopt, 215});
}

TEST_CASE("CPU utilization is of what tasks reserve", "[metrics]") {
  test::TestWorld world;
  IdlePods pods(world, 2);
  pods.snapshots[1].cpu_request_milli = 250;
  MinuteMetric metric(world.context("api"), metrics::CpuProbe(world.context("api"), pods),
                      MinuteStatistic::average);
  metric.start();
  world.run_until(0s);  // the first look
  for (Duration at = 1s; at <= 2min; at += 1s) {
    pods.snapshots[0].cpu_seconds += at <= 1min ? 0.5 : 1.0;
    pods.snapshots[1].cpu_seconds += 0.05;
    world.run_until(at);
  }
  REQUIRE(of(metric).size() == 2);
  // 50 % and 20 %, then 100 % and 20 %.
  CHECK(*of(metric)[0] == Approx(35));
  CHECK(*of(metric)[1] == Approx(60));
}

TEST_CASE("requests per target are counted in a minute for each ready target", "[metrics]") {
  test::TestWorld world;
  IdlePods pods(world, 4);
  pods.snapshots[0].ready = false;
  SaidPage page;
  page.page = {{{}, 1000}};  // what came before does not count
  MinuteMetric metric(world.context("api"), metrics::RequestsPerTargetProbe(page, pods),
                      MinuteStatistic::sum);
  metric.start();
  for (Duration at = 10s; at <= 1min; at += 10s) {
    world.run_until(at - 1s);
    page.page[0].value += 30;
    world.run_until(at);
  }
  CHECK(of(metric) == Values{60});  // 180 to three
}

TEST_CASE("memory utilization is the mean over tasks that reserve some", "[metrics]") {
  test::TestWorld world;
  IdlePods pods(world, 3);
  metrics::MemoryProbe probe(pods);
  CHECK_FALSE(probe());
  for (std::size_t i = 0; i < 2; ++i) {
    pods.snapshots[i].memory_request_bytes = 1000;
    pods.snapshots[i].memory_bytes = i == 0 ? 500 : 900;
  }
  CHECK(*probe() == Approx(70));
}
