#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "sim/description/description.hpp"
#include "sim/time.hpp"

namespace tiersim {

/// What a process does when it is sent SIGTERM.
enum class OnSigterm : std::uint8_t {
  drain,   ///< takes nothing new, finishes what is inside, exits
  exit,    ///< exits at once, resetting what is inside: the default of a program without a handler
  ignore,  ///< serves on until it is killed: a shell as the first process that hands nothing on
};

constexpr auto enum_names(OnSigterm) {
  using Name = EnumName<OnSigterm>;
  return std::array{
      Name{OnSigterm::drain, "drain", "Takes nothing new, finishes what is inside, exits."},
      Name{OnSigterm::exit, "exit", "Exits at once and resets what is inside."},
      Name{OnSigterm::ignore, "ignore", "Serves on until it is killed."}};
}

/// `lifecycle.preStop.sleep` of a container.
struct SleepAction {
  int seconds = 0;

  static void describe(auto& field, auto& p) {
    field("seconds", p.seconds, at_least(0), "Time that the process serves on before SIGTERM.");
  }
};

struct LifecycleHandler {
  std::optional<SleepAction> sleep;

  static void describe(auto& field, auto& p) {
    field("sleep", p.sleep, any_value, "Sleeps before SIGTERM is sent.");
  }
};

struct Lifecycle {
  std::optional<LifecycleHandler> preStop;

  static void describe(auto& field, auto& p) {
    field("preStop", p.preStop, any_value, "What is done before SIGTERM is sent.");
  }

  /// How long the preStop hook takes; zero: there is none.
  [[nodiscard]] Duration pre_stop() const {
    return preStop && preStop->sleep ? 1s * preStop->sleep->seconds : Duration{};
  }
};

/// When the signals reach a container that is stopped, from the beginning of its termination.
struct TerminationPlan {
  Duration sigterm{};
  Duration sigkill{};

  friend bool operator==(const TerminationPlan&, const TerminationPlan&) = default;
};

/// The preStop hook runs within the grace period and is cut off at its end; after a hook the
/// process has at least 2 s between SIGTERM and SIGKILL. Without a grace period no hook runs.
/// Source: kubernetes pkg/kubelet/kuberuntime/kuberuntime_container.go, killContainer.
[[nodiscard]] constexpr TerminationPlan termination_plan(Duration pre_stop, Duration grace) {
  const Duration hook = std::min(pre_stop, grace);
  if (hook == Duration::zero()) return {Duration::zero(), grace};
  return {hook, std::max<Duration>(grace, hook + 2s)};
}

}  // namespace tiersim
