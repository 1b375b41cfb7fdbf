#pragma once
#include <vector>

#include "models/autoscaling/cron/cron_scaler.hpp"
#include "models/autoscaling/cron/wall_clock.hpp"
#include "models/context.hpp"
#include "models/control_loop.hpp"
#include "models/scaling.hpp"
#include "sim/kernel/process.hpp"

namespace tiersim::cron {

/// A cron scaler at work: sleeps until something is due and writes the count, as a CronJob with
/// `kubectl scale` does.
///
/// Timeline: the target notes its changes with the reason given to it; "scheduled" tells of entries
/// that came due and changed nothing. What is due at the very start of the run is carried out.
class CronLoop final : public ControlLoop {
 public:
  /// `target` outlives this. Precondition: `fault_of` finds nothing in any entry.
  CronLoop(Context context, Scalable& target, std::vector<ScheduleEntry> entries, WallClock clock);

  void start() override;

 private:
  Process loop();
  void carry_out(UtcTime since, UtcTime now);

  Context context_;
  Scalable& target_;
  CronScaler scaler_;
  WallClock clock_;
  ProcessScope loops_;  // last: goes first
};

}  // namespace tiersim::cron
