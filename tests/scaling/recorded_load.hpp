#pragma once
// A trace of `tests/vectors/hpa-traces`, not replayed but lived through: its load falls on
// simulated pods, and what the autoscaler sees comes from them.
#include <string>
#include <vector>

#include "tests/models/autoscaling/vector_reading.hpp"

namespace tiersim::test {

/// One step of a trace, taken apart into what comes from outside and what is to come of it.
struct RecordedStep {
  Duration at{};                  ///< since the first step
  double cores = 0;               ///< CPU used by all ready pods together
  double requests_per_s = 0;      ///< all ready pods together; 0: the trace has no such metric
  std::int64_t memory_bytes = 0;  ///< of a ready pod
  int current = 0;
  int desired = 0;
};

struct RecordedTrace {
  std::string description;
  HorizontalPodAutoscalerSpec spec;
  ControllerSettings controller;
  vectors::Json first_state;
  std::vector<RecordedStep> steps;
};

/// Reads the one case of a trace file.
[[nodiscard]] RecordedTrace recorded_trace(const std::string& name);

/// A step at which the simulated pods made the autoscaler decide otherwise.
struct Departure {
  Duration at{};
  int recorded = 0;
  int simulated = 0;

  friend bool operator==(const Departure&, const Departure&) = default;
};

struct LivedTrace {
  std::vector<Departure> departures;
  std::vector<int> desired;  ///< at each step
};

/// Lets pods of a Deployment work off the recorded load. At `t` an autoscaler decides on what
/// metrics-server read at `t - 8 s`; pods are ready 45 s after their creation, as in the traces.
[[nodiscard]] LivedTrace live_through(const RecordedTrace& trace);

}  // namespace tiersim::test
