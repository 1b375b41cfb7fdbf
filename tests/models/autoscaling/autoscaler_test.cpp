#include "models/autoscaling/autoscaler.hpp"

#include <algorithm>
#include <memory>

#include "models/autoscaling/hpa_record.hpp"
#include "tests/models/autoscaling/hpa_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::hpa_fixture;

namespace {

/// Pods that share a given CPU load evenly from the instant they are wanted.
class SharedLoad final : public Scalable {
 public:
  SharedLoad(Simulation& simulation, Context context, int replicas, double cores)
      : simulation_(simulation), context_(std::move(context)), cores_(cores) {
    resize(replicas, TimePoint{} - std::chrono::hours(1));
  }

  [[nodiscard]] int replicas_spec() const override { return static_cast<int>(pods_.size()); }

  [[nodiscard]] int replicas_status() const override { return replicas_spec(); }

  void pods(std::vector<PodSnapshot>& snapshots) override {
    work();
    snapshots = pods_;
  }

  void scale_to(int replicas, std::string_view reason) override {
    work();
    context_.note(replicas > replicas_spec() ? "scale_up" : "scale_down", std::string(reason));
    resize(replicas, simulation_.now());
  }

  void load(double cores) {
    work();
    cores_ = cores;
  }

 private:
  void work() {
    const double span_s = to_seconds(simulation_.now() - worked_until_);
    for (PodSnapshot& pod : pods_)
      pod.cpu_seconds += span_s * cores_ / static_cast<double>(pods_.size());
    worked_until_ = simulation_.now();
  }

  void resize(int replicas, TimePoint started) {
    while (replicas_spec() > replicas) pods_.pop_back();
    while (replicas_spec() < replicas) {
      PodSnapshot& pod = pods_.emplace_back();
      pod.number = pods_.size();
      pod.ready = true;
      pod.start_time = pod.ready_transition = pod.container_start = started;
      pod.cpu_request_milli = 1000;
    }
  }

  Simulation& simulation_;
  Context context_;
  double cores_;
  TimePoint worked_until_{};
  std::vector<PodSnapshot> pods_;
};

/// Lets four pods be added in ten minutes, so that what comes after the first step does not depend
/// on the loops' phases.
HorizontalPodAutoscalerSpec one_step_up() {
  return spec_of(2, 10, {cpu_target(50)},
                 ScalingBehavior{.scaleUp = rules_of(0, {{"Pods", 4, 600}})});
}

struct House {
  explicit House(HorizontalPodAutoscalerSpec spec, int replicas, double cores,
                 std::uint64_t seed = 7)
      : key{seed, 0}, target(simulation, context("web"), replicas, cores) {
    autoscaler = std::make_unique<Autoscaler>(context("web/autoscaler"), target, std::move(spec),
                                              ControllerSettings{},
                                              ResourceMetricsSettings{.housekeeping = false});
    autoscaler->start();
  }

  Context context(std::string path) { return {world, std::move(path), 0, clients_zone}; }

  [[nodiscard]] std::vector<std::string> notes(std::string_view event) const {
    std::vector<std::string> details;
    for (const JournalEntry& entry : journal.entries()) {
      if (entry.event == event) details.push_back(entry.detail);
    }
    return details;
  }

  Simulation simulation;
  RunKey key;
  ProcessScope background{simulation};
  Ledger ledger{1};
  Journal journal;
  World world{simulation, key, background, ledger, journal};
  SharedLoad target;
  std::unique_ptr<Autoscaler> autoscaler;
};

}  // namespace

TEST_CASE("the loop scales up on what the pipeline shows and says why", "[autoscaling]") {
  House house(one_step_up(), 2, 3.0);
  house.simulation.run_until(TimePoint{} + 60s);
  CHECK(house.target.replicas_spec() == 6);
  CHECK(house.notes("scale_up") ==
        std::vector<std::string>{
            "cpu at 150 % of request against a target of 50 %: 2 pods wanted 6"});
}

TEST_CASE("a metric of a container is one of the pod's only container, whatever its name",
          "[autoscaling]") {
  MetricSpec metric = cpu_target(50);
  metric.type = "ContainerResource";
  metric.container = "app";
  HorizontalPodAutoscalerSpec spec = one_step_up();
  spec.metrics = {metric};
  House house(std::move(spec), 2, 3.0);
  house.simulation.run_until(TimePoint{} + 60s);
  CHECK(house.target.replicas_spec() == 6);
}

TEST_CASE("nothing is decided before a pod has two readings", "[autoscaling]") {
  House house(spec_of(2, 10, {cpu_target(50)}, ScalingBehavior{}), 2, 3.0);
  house.simulation.run_until(TimePoint{} + 15s);  // the second reading comes within 15 and 30 s
  CHECK(house.target.replicas_spec() == 2);
  CHECK(house.journal.entries().empty());
}

TEST_CASE("a limit is noted once, not at every sync", "[autoscaling]") {
  House house(spec_of(2, 10, {cpu_target(50)}, ScalingBehavior{}), 8, 4.0);
  house.simulation.run_until(TimePoint{} + 100s);
  CHECK(house.journal.entries().empty());
  house.target.load(1.0);
  house.simulation.run_until(TimePoint{} + 380s);
  CHECK(house.target.replicas_spec() == 8);
  const auto held = house.notes("scale_limited");
  REQUIRE(held.size() == 1);
  CHECK(held[0].find("; scale-down window 300s holds 8") != std::string::npos);
  house.simulation.run_until(TimePoint{} + 450s);
  CHECK(house.target.replicas_spec() == 2);
  CHECK(house.notes("scale_down").size() >= 1);
}

TEST_CASE("the decision log has every sync, what was wanted and what held it", "[autoscaling]") {
  House house(spec_of(2, 10, {cpu_target(50)}, ScalingBehavior{}), 8, 4.0);
  house.simulation.run_until(TimePoint{} + 100s);
  house.target.load(1.0);
  house.simulation.run_until(TimePoint{} + 450s);
  const std::vector<DecisionEntry>& entries = house.journal.decisions().entries();
  std::uint64_t syncs = 0;
  for (const DecisionEntry& entry : entries) syncs += entry.count;
  CHECK(syncs == 30);  // one per 15 s, whatever the phase
  CHECK(entries.size() < 8);
  const auto held = std::find_if(entries.begin(), entries.end(), [](const DecisionEntry& entry) {
    return !entry.decision.limits.empty();
  });
  REQUIRE(held != entries.end());
  const Decision& decision = held->decision;
  CHECK(held->component == "web/autoscaler");
  CHECK(held->count > 10);
  CHECK(decision.scaler == "HorizontalPodAutoscaler");
  CHECK(decision.current == 8);
  CHECK(decision.result == 8);
  CHECK(decision.ready == ValueRange{8, 8});
  CHECK(decision.limits[0].rule == "scale-down window 300s");
  CHECK(decision.limits[0].held == 8);
  REQUIRE(decision.proposals.size() == 1);
  CHECK(decision.proposals[0].source == "cpu");
  CHECK(decision.proposals[0].unit == "%");
  CHECK(decision.proposals[0].target == 50.0);
  // One core over eight pods of one is 12 % (12.5, truncated): a quarter of the target, 2 of 8.
  CHECK(decision.proposals[0].value->low == 12.0);
  CHECK(decision.proposals[0].replicas->low == 2.0);
  CHECK(decision.winner == 0U);
  REQUIRE(decision.conditions.size() == 3);
  CHECK(decision.conditions[0] == DecisionCondition{"AbleToScale", true, "ScaleDownStabilized"});
  CHECK(decision.conditions[1] == DecisionCondition{"ScalingActive", true, "ValidMetricFound"});
  // The last one; a window that straddles the fall of the load may have asked for some between.
  const auto change = std::find_if(
      entries.rbegin(), entries.rend(),
      [](const DecisionEntry& entry) { return entry.decision.result != entry.decision.current; });
  REQUIRE(change != entries.rend());
  CHECK(change->decision.result == 2);
  CHECK(change->decision.conditions[0].reason == "SucceededRescale");
}

TEST_CASE("a count outside the bounds is put down to the bound, a failed metric to its reason",
          "[autoscaling]") {
  HorizontalPodAutoscaler autoscaler(spec_of(2, 10, {external_target("AverageValue", 1000)}));
  MetricsView view = settled(start, {});
  view.readings[0].error = "no such series";
  const Decision above =
      record_of(autoscaler.spec(), autoscaler.sync(start, scale_of(25), view), 25);
  CHECK(above.result == 10);
  CHECK(above.limits.at(0).rule == "maxReplicas 10");
  CHECK(above.proposals.empty());
  const Decision failed =
      record_of(autoscaler.spec(), autoscaler.sync(start + 15s, scale_of(10), view), 10);
  CHECK(failed.result == 10);
  REQUIRE(failed.proposals.size() == 1);
  CHECK(failed.proposals[0].source == "queue");
  CHECK(failed.proposals[0].unit == "per pod");
  CHECK(failed.proposals[0].target == 1.0);
  CHECK_FALSE(failed.proposals[0].replicas.has_value());
  CHECK(failed.proposals[0].failure.starts_with("FailedGetExternalMetric: "));
}

TEST_CASE("the phases of the loops differ from seed to seed and the decision does not",
          "[autoscaling]") {
  std::vector<TimePoint> instants;
  for (const std::uint64_t seed : {1U, 2U, 1U}) {
    House house(one_step_up(), 2, 3.0, seed);
    house.simulation.run_until(TimePoint{} + 60s);
    REQUIRE(house.notes("scale_up").size() == 1);
    CHECK(house.target.replicas_spec() == 6);
    instants.push_back(house.journal.entries()[0].at);
  }
  CHECK(instants[0] != instants[1]);
  CHECK(instants[0] == instants[2]);
}

TEST_CASE("metrics that nobody publishes fail and leave the count alone", "[autoscaling]") {
  House house(spec_of(2, 10, {external_target("AverageValue", 1000)}), 2, 3.0);
  house.simulation.run_until(TimePoint{} + 60s);
  CHECK(house.target.replicas_spec() == 2);
}

TEST_CASE("an autoscaler that is destroyed stops", "[autoscaling]") {
  House house(spec_of(2, 10, {cpu_target(50)}, ScalingBehavior{}), 2, 3.0);
  house.simulation.run_until(TimePoint{} + 10s);
  house.autoscaler.reset();
  house.simulation.run_until(TimePoint{} + 600s);
  CHECK(house.target.replicas_spec() == 2);
}
