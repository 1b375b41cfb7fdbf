#pragma once
// A workload without work and numbers without a source: what a control loop needs to be tested
// alone.
#include <optional>
#include <string>
#include <vector>

#include "models/autoscaling/metric_source.hpp"
#include "models/published.hpp"
#include "models/scaling.hpp"
#include "tests/support/world.hpp"

namespace tiersim::loop_fixture {

/// Pods that are there at once, ready, and do nothing.
class IdlePods final : public Scalable {
 public:
  IdlePods(test::TestWorld& world, int replicas) : world_(world) { resize(replicas); }

  [[nodiscard]] int replicas_spec() const override { return static_cast<int>(snapshots.size()); }

  [[nodiscard]] int replicas_status() const override { return replicas_spec(); }

  void pods(std::vector<PodSnapshot>& seen) override { seen = snapshots; }

  void scale_to(int replicas, std::string_view reason) override {
    changes.push_back(std::to_string(world_.now() / 1s) + "s: " + std::to_string(replicas_spec()) +
                      " -> " + std::to_string(replicas) + ": " + std::string(reason));
    resize(replicas);
  }

  std::vector<PodSnapshot> snapshots;
  std::vector<std::string> changes;  ///< "60s: 2 -> 3: reason", the instant in whole seconds

 private:
  void resize(int replicas) {
    while (replicas_spec() > replicas) snapshots.pop_back();
    while (replicas_spec() < replicas) {
      PodSnapshot& pod = snapshots.emplace_back();
      pod.number = snapshots.size() - 1;
      pod.ready = true;
      pod.start_time = pod.ready_transition = pod.container_start = world_.simulation.now();
      pod.cpu_request_milli = 1000;
    }
  }

  test::TestWorld& world_;
};

/// A metric that is what the test says, at every instant.
class SaidMetric final : public MetricSource {
 public:
  SaidMetric() : MetricSource(Aggregation::sum) {}

  void read(TimePoint now, std::vector<MetricSeries>& series) override {
    series.clear();
    if (value_now) series.push_back({{}, *value_now, now, Duration{}});
  }

  std::optional<double> value_now;
};

/// A page of one metric.
class SaidPage final : public Publisher {
 public:
  void publish(std::string_view metric, std::vector<PublishedValue>& series) override {
    if (metric == "requests_total") series.insert(series.end(), page.begin(), page.end());
  }

  std::vector<PublishedValue> page;
};

/// What the journal has of an event: "75s: detail", the instant in whole seconds.
inline std::vector<std::string> notes(const test::TestWorld& world, std::string_view event) {
  std::vector<std::string> details;
  for (const JournalEntry& entry : world.journal.entries()) {
    if (entry.event == event)
      details.push_back(std::to_string(entry.at.time_since_epoch() / 1s) + "s: " + entry.detail);
  }
  return details;
}

}  // namespace tiersim::loop_fixture
