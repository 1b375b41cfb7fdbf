#include "models/autoscaling/metrics_pipeline.hpp"

#include "tests/support/catch.hpp"

using namespace tiersim;

namespace {

TimePoint at(Duration since) {
  return TimePoint{} + since;
}

PodSnapshot pod_of(Duration started, double cpu_seconds, std::uint64_t number = 1) {
  PodSnapshot pod;
  pod.number = number;
  pod.ready = true;
  pod.start_time = pod.container_start = at(started);
  pod.cpu_seconds = cpu_seconds;
  pod.memory_bytes = 1000;
  return pod;
}

}  // namespace

TEST_CASE("a pod appears with its second reading, as the rate between the two", "[autoscaling]") {
  MetricsPipeline pipeline;
  pipeline.scrape(at(100s), {pod_of(0s, 40)});
  CHECK(pipeline.samples("cpu").empty());
  CHECK(pipeline.samples("memory").empty());
  pipeline.scrape(at(115s), {pod_of(0s, 47.5)});
  const auto samples = pipeline.samples("cpu");
  REQUIRE(samples.size() == 1);
  CHECK(samples[0].pod == "pod-1");
  CHECK(samples[0].milli == 500);
  CHECK(samples[0].timestamp == at(115s));
  CHECK(samples[0].window == 15s);
  CHECK(pipeline.samples("memory").at(0).milli == 1'000'000);
  CHECK(pipeline.samples("disk").empty());
}

TEST_CASE("a container of 10 s or more and less than a resolution is measured from its start",
          "[autoscaling]") {
  MetricsPipeline pipeline;
  pipeline.scrape(at(100s), {pod_of(90s, 5, 1), pod_of(91s, 5, 2), pod_of(85s, 5, 3)});
  const auto samples = pipeline.samples("cpu");
  REQUIRE(samples.size() == 1);  // 9 s is too fresh, 15 s is as old as a resolution
  CHECK(samples[0].pod == "pod-1");
  CHECK(samples[0].milli == 500);
  CHECK(samples[0].window == 10s);
}

TEST_CASE("a container that restarted waits for two readings of its own", "[autoscaling]") {
  MetricsPipeline pipeline;
  pipeline.scrape(at(100s), {pod_of(0s, 40)});
  pipeline.scrape(at(115s), {pod_of(108s, 1)});
  CHECK(pipeline.samples("cpu").empty());
  pipeline.scrape(at(130s), {pod_of(108s, 4)});
  CHECK(pipeline.samples("cpu").at(0).milli == 200);
}

TEST_CASE("pending and failed pods are not read, and one that is gone is forgotten",
          "[autoscaling]") {
  MetricsPipeline pipeline;
  PodSnapshot pending = pod_of(0s, 0, 2);
  pending.pending = true;
  PodSnapshot failed = pod_of(0s, 0, 3);
  failed.failed = true;
  for (const Duration t : {100s, 115s}) pipeline.scrape(at(t), {pod_of(0s, 40), pending, failed});
  CHECK(pipeline.samples("cpu").size() == 1);
  pipeline.scrape(at(130s), {});
  CHECK(pipeline.samples("cpu").empty());
  pipeline.scrape(at(145s), {pod_of(0s, 70)});
  CHECK(pipeline.samples("cpu").empty());
}

TEST_CASE("a rate is rounded up to a thousandth of a core", "[autoscaling]") {
  MetricsPipeline pipeline;
  pipeline.scrape(at(100s), {pod_of(0s, 0)});
  pipeline.scrape(at(115s), {pod_of(0s, 1)});
  CHECK(pipeline.samples("cpu").at(0).milli == 67);  // 66.67
}

TEST_CASE("a snapshot becomes the pod that the API shows", "[autoscaling]") {
  PodSnapshot snapshot = pod_of(30s, 0, 7);
  snapshot.cpu_request_milli = 250;
  snapshot.deleted = true;
  const PodView view = view_of(snapshot);
  CHECK(view.name == "pod-7");
  CHECK(view.phase == PodPhase::running);
  CHECK(view.deleted);
  CHECK(view.ready == true);
  CHECK(view.start_time == at(30s));
  CHECK(view.containers.at(0).requests_milli == ResourceRequests{{"cpu", 250}});
}
