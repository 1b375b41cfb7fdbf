#pragma once
#include "sim/kernel/station.hpp"
#include "tests/queueing/observation.hpp"

namespace tiersim::queueing {

/// M/M/c without waiting room; who is blocked tries again from an orbit, or gives up.
class RetrialRun {
 public:
  /// Runs at once, until all customers measured are served or lost.
  RetrialRun(const Json& one_case, const Run& run);

  [[nodiscard]] Measurement report() const;

 private:
  Process customer(bool measured);
  void arrive();
  void observe();

  TimeUnit unit_;
  Simulation simulation_;
  Distribution service_;
  Distribution pause_;
  double retries_;  ///< probability to try again after a blocked attempt
  Stream services_;
  Stream pauses_;
  Stream decisions_;
  Station station_;
  Window window_;
  LevelTimes orbit_;
  LevelTimes busy_;
  std::size_t in_orbit_ = 0;
  std::size_t in_service_ = 0;
  double customers_ = 0;
  double attempts_ = 0;            ///< of the customers measured
  double attempts_in_window_ = 0;  ///< of anybody
  double blocked_first_ = 0;
  double lost_ = 0;
  double orbit_seconds_ = 0;
  double span_ = 0;
  bool observing_ = false;
  ProcessScope scope_{simulation_};
};

}  // namespace tiersim::queueing
