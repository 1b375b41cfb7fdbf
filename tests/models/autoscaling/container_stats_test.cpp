#include "models/autoscaling/container_stats.hpp"

#include "tests/support/catch.hpp"

using namespace tiersim;

namespace {

/// One pod whose container uses one core from its start on.
struct BusyPod {
  explicit BusyPod(TimePoint start) {
    PodSnapshot& pod = pods.emplace_back();
    pod.number = 4;
    pod.container_start = start;
  }

  const std::vector<PodSnapshot>& at(TimePoint now) {
    pods[0].cpu_seconds = to_seconds(now - pods[0].container_start);
    return pods;
  }

  std::vector<PodSnapshot> pods;
};

}  // namespace

TEST_CASE("a container's usage is as old as its last refresh, 10 to 15 s at most", "[metrics]") {
  ContainerStats stats(Stream::named({1, 0}, "api", "housekeeping"));
  BusyPod pod(TimePoint{});
  std::vector<TimePoint> refreshes;
  for (TimePoint now{}; now <= TimePoint{10min}; now += ContainerStats::tick) {
    stats.refresh(now, pod.at(now));
    std::vector<PodSnapshot> shown = pod.at(now);
    stats.show(shown);
    REQUIRE(shown.size() == 1);
    REQUIRE(shown[0].measured.has_value());
    CHECK(shown[0].cpu_seconds == to_seconds(*shown[0].measured - TimePoint{}));
    if (refreshes.empty() || refreshes.back() != *shown[0].measured)
      refreshes.push_back(*shown[0].measured);
  }
  REQUIRE(refreshes.size() > 40);
  bool short_seen = false;
  bool long_seen = false;
  for (std::size_t i = 1; i < refreshes.size(); ++i) {
    const Duration span = refreshes[i] - refreshes[i - 1];
    CHECK((span == 10s || span == 12500ms || span == 15s));
    short_seen = short_seen || span == 10s;
    long_seen = long_seen || span == 15s;
  }
  CHECK(short_seen);
  CHECK(long_seen);
}

TEST_CASE("a container is looked at when it starts, and a restarted one anew", "[metrics]") {
  ContainerStats stats(Stream::named({1, 0}, "api", "housekeeping"));
  BusyPod pod(TimePoint{1s});
  std::vector<PodSnapshot> shown = pod.at(TimePoint{2s});
  stats.show(shown);
  CHECK(shown.empty());  // not looked at yet
  stats.refresh(TimePoint{2500ms}, pod.at(TimePoint{2500ms}));
  shown = pod.at(TimePoint{3s});
  stats.show(shown);
  REQUIRE(shown.size() == 1);
  CHECK(shown[0].cpu_seconds == 1.5);
  pod.pods[0].container_start = TimePoint{4s};  // it crashed
  shown = pod.at(TimePoint{4500ms});
  stats.show(shown);
  CHECK(shown.empty());
  stats.refresh(TimePoint{5s}, pod.at(TimePoint{5s}));
  shown = pod.at(TimePoint{5s});
  stats.show(shown);
  REQUIRE(shown.size() == 1);
  CHECK(shown[0].cpu_seconds == 1);
}
