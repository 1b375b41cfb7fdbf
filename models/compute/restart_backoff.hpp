#pragma once
#include <algorithm>

#include "sim/time.hpp"

namespace tiersim {

/// CrashLoopBackOff: when the kubelet starts a container again that has exited.
///
/// Counted from the exit: at once, then after 10, 20, 40, 80, 160, 300, 300 s, … Forgotten when
/// more than 10 min lie between the last start and the exit.
/// Source: kubernetes pkg/kubelet/kuberuntime, client-go/util/flowcontrol/backoff.go.
class RestartBackoff {
 public:
  static constexpr Duration delay_min = 10s;
  static constexpr Duration delay_max = 300s;

  /// When the container is started that exited at `exit`. Precondition: it had been started.
  TimePoint next_start(TimePoint exit) {
    const bool forgotten = delay_ == Duration::zero() || exit - last_start_ > 2 * delay_max;
    last_start_ = forgotten ? exit : exit + delay_;
    delay_ = forgotten ? delay_min : std::min(2 * delay_, delay_max);
    return last_start_;
  }

 private:
  Duration delay_{};  ///< of the next restart; zero: there was none
  TimePoint last_start_{};
};

}  // namespace tiersim
