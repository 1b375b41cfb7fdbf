#pragma once
#include <vector>

#include "sim/kernel/processor_sharing.hpp"
#include "tests/queueing/windowed_run.hpp"

namespace tiersim::queueing {

/// M/G/c processor sharing: Poisson jobs on the kernel's shared CPU.
class SharingRun final : private WindowedRun {
 public:
  /// Runs at once, until all jobs measured have ended.
  SharingRun(const Json& one_case, const Run& run);

  /// rho, L, W, sojourn_var and quantiles, W_given_x, P_n, P_all_busy.
  [[nodiscard]] Measurement report() const;

 private:
  /// Slowdowns of jobs whose size is near one that the case asks for.
  struct Size {
    double seconds = 0;  ///< x
    Ratio sojourn{};     ///< in proportion to x
  };

  SharingRun(const Json& one_case, const Run& run, TimeUnit unit, Distribution service,
             double cores);

  void begin_window() override { jobs_.restart(simulation_.now()); }

  void end_window() override { jobs_.finish(simulation_.now()); }

  Process job(bool measured);

  Distribution service_;
  Stream services_;
  double cores_;
  ProcessorSharing cpu_;
  LevelTimes jobs_;
  Spans sojourns_;
  std::vector<Size> sizes_;
  double work_ = 0;
};

}  // namespace tiersim::queueing
