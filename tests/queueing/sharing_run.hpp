#pragma once
#include <vector>

#include "sim/kernel/processor_sharing.hpp"
#include "tests/queueing/observation.hpp"

namespace tiersim::queueing {

/// M/G/c processor sharing: Poisson jobs on the kernel's shared CPU.
class SharingRun {
 public:
  /// Runs at once, until all jobs measured have ended.
  SharingRun(const Json& one_case, const Run& run);

  /// rho, L, W, sojourn_var and quantiles, W_given_x, P_n, P_all_busy.
  [[nodiscard]] Measurement report() const;

 private:
  /// Slowdowns of jobs whose size is near one that the case asks for.
  struct Size {
    double seconds = 0;  ///< x
    double sum = 0;      ///< of sojourn / size times x
    double count = 0;
  };

  Process job(bool measured);
  void arrive();
  void observe();

  const Json& case_;
  TimeUnit unit_;
  Simulation simulation_;
  Distribution service_;
  Stream services_;
  double cores_;
  ProcessorSharing cpu_;
  Window window_;
  LevelTimes jobs_;
  Spans sojourns_;
  std::vector<Size> sizes_;
  double work_ = 0;
  double span_ = 0;
  bool observing_ = false;
  ProcessScope scope_{simulation_};
};

}  // namespace tiersim::queueing
