#include "models/autoscaling/custom_metrics.hpp"

#include "tests/models/autoscaling/loop_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::loop_fixture;

namespace {

/// Series as the test says them.
class SaidSeries final : public MetricSource {
 public:
  SaidSeries() : MetricSource(Aggregation::sum) {}

  void read(TimePoint, std::vector<MetricSeries>& series) override { series = said; }

  std::vector<MetricSeries> said;
};

}  // namespace

TEST_CASE("a Pods metric has a sample for each listed pod, in thousandths cut off", "[metrics]") {
  test::TestWorld world;
  IdlePods pods(world, 2);  // 0 and 1
  SaidSeries source;
  source.said = {{0, 12.3456, TimePoint{5s}, 1min}, {1, 4, TimePoint{6s}, {}}, {7, 99, {}, {}}};
  MetricsByPlace metrics({nullptr, &source});
  const MetricReading reading =
      metrics.read(1, {.type = "Pods", .name = "rps"}, TimePoint{10s}, 2, pods.snapshots);
  CHECK_FALSE(reading.error);
  REQUIRE(reading.samples.size() == 2);  // pod 7 is gone
  CHECK(reading.samples[0].pod == "pod-0");
  CHECK(reading.samples[0].milli == 12345);
  CHECK(reading.samples[0].window == 1min);
  CHECK(reading.samples[1].window == 60s);  // without one it is given a minute
  CHECK(reading.samples[1].timestamp == TimePoint{6s});
}

TEST_CASE("Object and External metrics are one number, and no data is an error", "[metrics]") {
  test::TestWorld world;
  IdlePods pods(world, 2);
  SaidSeries source;
  MetricsByPlace metrics({&source});
  for (const char* type : {"Object", "External"}) {
    const MetricSpec metric{.type = type, .name = "queue"};
    source.said.clear();
    CHECK(metrics.read(0, metric, TimePoint{}, 2, pods.snapshots).error == "no data of queue");
    source.said = {{{}, 40, {}, {}}, {{}, 2.5, {}, {}}};
    CHECK(metrics.read(0, metric, TimePoint{}, 2, pods.snapshots).values_milli ==
          std::vector<std::int64_t>{42'500});
  }
}
