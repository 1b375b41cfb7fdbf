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

/// Carries out the faults of a scenario and writes each into the journal.
class FaultPlan {
 public:
  /// `zones` by their number. Components and names must outlive the plan.
  FaultPlan(World& world, std::vector<Fault> faults, std::vector<Component*> components,
            std::vector<std::string> zones);

  void start();

 private:
  Process carry_out(Fault fault);
  void strike(Strike what, const Fault& fault);
  bool strike_target(Strike what, const Fault& fault);

  World& world_;
  std::vector<Fault> faults_;
  std::vector<Component*> components_;
  std::vector<std::string> zones_;
  ProcessScope scope_;
};

}  // namespace tiersim
