#pragma once
#include <cstdint>
#include <optional>

#include "sim/description/description.hpp"
#include "sim/time.hpp"

namespace tiersim {

/// A probe of a container; whole seconds, named as in Kubernetes.
struct Probe {
  int initialDelaySeconds = 0;
  int periodSeconds = 10;
  int timeoutSeconds = 1;
  int successThreshold = 1;
  int failureThreshold = 3;
  std::optional<int> terminationGracePeriodSeconds{};
  bool through_slots = false;

  static void describe(auto& field, auto& p) {
    field("initialDelaySeconds", p.initialDelaySeconds, within(0, 86400),
          "No try is made earlier after the container's start.");
    field("periodSeconds", p.periodSeconds, within(1, 86400), "Time between two tries.");
    field("timeoutSeconds", p.timeoutSeconds, within(1, 86400),
          "A try fails that has no slot by then; matters with through_slots only.");
    field("successThreshold", p.successThreshold, within(1, 10000),
          "Successes in a row for a good verdict; 1 for liveness and startup probes.");
    field("failureThreshold", p.failureThreshold, within(1, 10000),
          "Failures in a row for a bad verdict.");
    field("terminationGracePeriodSeconds", p.terminationGracePeriodSeconds, at_least(0),
          "In place of the pod's when the probe kills; not for readiness probes.");
    field("through_slots", p.through_slots, any_value,
          "Tries of a running pod wait for a slot as requests do; else a running pod answers.");
  }

  [[nodiscard]] Duration period() const { return 1s * periodSeconds; }
};

/// The probes of a container, each if it has one.
struct Probes {
  std::optional<Probe> startup{};
  std::optional<Probe> readiness{};
  std::optional<Probe> liveness{};
};

/// How the start of a container ends, from the container's start.
struct StartUpFate {
  enum class End : std::uint8_t { ready, killed_by_startup_probe, killed_by_liveness_probe };

  End end = End::ready;
  Duration at{};

  friend bool operator==(const StartUpFate&, const StartUpFate&) = default;
};

/// What a probe thinks of a container: changes after so many equal results in a row.
class ProbeVerdict {
 public:
  ProbeVerdict(const Probe& probe, bool good) : probe_(probe), good_(good) {}

  [[nodiscard]] bool good() const { return good_; }

  /// Takes the result of a try; true if it changes the verdict.
  bool record(bool success);

 private:
  const Probe& probe_;
  bool good_;
  bool last_ = true;
  int run_ = 0;  ///< results equal to the last
};

/// The first try at or after `earliest` and the probe's delay, from the container's start: tries
/// fall on whole periods. `forever` if there is none.
[[nodiscard]] Duration first_try(const Probe& probe, Duration earliest);

/// How a container starts whose process answers from `up` on (`forever`: never) and refuses
/// connections before.
///
/// The verdict flips after so many equal results in a row. While a startup probe has not succeeded,
/// the others do not run; it gives up when its tries have failed, at the end of the budget
/// initialDelay + period · failureThreshold. A container without a readiness probe is ready when
/// its process is up and its startup probe, if any, has succeeded.
/// Source: kubernetes pkg/kubelet/prober/worker.go.
[[nodiscard]] StartUpFate start_up_fate(const Probes& probes, Duration up);

}  // namespace tiersim
