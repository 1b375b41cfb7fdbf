#pragma once
#include <optional>
#include <string>
#include <vector>

#include "models/component.hpp"
#include "sim/kernel/process.hpp"

namespace tiersim {

/// A fault at an instant on a component ("db"), a member of one ("api/pod-0", "db/primary") or a
/// zone ("zone/b").
struct Fault {
  TimePoint at{};
  Strike what = Strike::kill;
  std::string target;
  double factor = 1.0;            ///< slow: service takes this many times as long
  std::optional<Duration> lasts;  ///< healed afterwards; absent: until another fault heals it
};

/// A new revision of a component at an instant.
struct Rollout {
  TimePoint at{};
  std::string target;
  double slowness = 1.0;  ///< service times of the new revision are multiplied by it
};

/// Carries out the faults and rollouts of a scenario; faults are written into the journal.
class FaultPlan {
 public:
  /// `zones` by their number. Components and names must outlive the plan.
  FaultPlan(World& world, std::vector<Fault> faults, std::vector<Component*> components,
            std::vector<std::string> zones, std::vector<Rollout> rollouts = {});

  void start();

 private:
  Process carry_out(Fault fault);
  Process roll_out(Rollout rollout);
  void strike(Strike what, const Fault& fault);
  bool strike_target(Strike what, const Fault& fault);

  World& world_;
  std::vector<Fault> faults_;
  std::vector<Component*> components_;
  std::vector<std::string> zones_;
  std::vector<Rollout> rollouts_;
  ProcessScope scope_;
};

}  // namespace tiersim
