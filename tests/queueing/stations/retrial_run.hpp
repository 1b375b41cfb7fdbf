#pragma once
#include "models/queueing/retrial_station.hpp"
#include "tests/queueing/windowed_run.hpp"

namespace tiersim::queueing {

/// The M/M/c retrial queue.
class RetrialRun final : private WindowedRun {
 public:
  /// Runs at once, until all customers measured are served or lost.
  RetrialRun(const Json& one_case, const Run& run);

  [[nodiscard]] Measurement report() const;

 private:
  /// What the station has counted so far.
  struct Counts {
    double busy_seconds = 0;
    double orbit_seconds = 0;
    double attempts = 0;
  };

  [[nodiscard]] Counts counts() const;

  void begin_window() override { first_ = counts(); }

  void end_window() override { last_ = counts(); }

  Process customer(bool measured);

  Distribution service_;
  Stream services_;
  RetrialStation station_;
  Counts first_;
  Counts last_;
  double customers_ = 0;
  double attempts_ = 0;
  double blocked_first_ = 0;
  double lost_ = 0;
  double orbit_seconds_ = 0;  ///< of the case
};

}  // namespace tiersim::queueing
