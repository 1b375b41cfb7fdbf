#include "models/fault/fault_plan.hpp"

#include <algorithm>
#include <string_view>

namespace tiersim {

namespace {

constexpr std::string_view zone_prefix = "zone/";

std::string describe(Strike what, const Fault& fault) {
  switch (what) {
    case Strike::kill:
      return "killed";
    case Strike::slow: {
      std::string factor = std::to_string(fault.factor);
      factor.erase(factor.find_last_not_of('0') + 1);
      if (factor.back() == '.') factor.pop_back();
      return "slower by a factor of " + factor;
    }
    case Strike::heal:
      return "healed";
  }
  return {};
}

}  // namespace

FaultPlan::FaultPlan(World& world, std::vector<Fault> faults, std::vector<Component*> components,
                     std::vector<std::string> zones, std::vector<Rollout> rollouts)
    : world_(world),
      faults_(std::move(faults)),
      components_(std::move(components)),
      zones_(std::move(zones)),
      rollouts_(std::move(rollouts)),
      scope_(world.simulation) {}

void FaultPlan::start() {
  for (const Fault& fault : faults_) scope_.spawn(carry_out(fault));
  for (const Rollout& rollout : rollouts_) scope_.spawn(roll_out(rollout));
}

Process FaultPlan::roll_out(Rollout rollout) {
  co_await world_.simulation.delay(rollout.at - world_.simulation.now());
  for (Component* const component : components_) {
    if (component->path() == rollout.target) component->roll_out(rollout.slowness);
  }
}

Process FaultPlan::carry_out(Fault fault) {
  co_await world_.simulation.delay(fault.at - world_.simulation.now());
  strike(fault.what, fault);
  if (!fault.lasts) co_return;
  co_await world_.simulation.delay(*fault.lasts);
  strike(Strike::heal, fault);
}

void FaultPlan::strike(Strike what, const Fault& fault) {
  const char* const event = what == Strike::kill ? "kill" : what == Strike::slow ? "fault" : "heal";
  const bool found = strike_target(what, fault);
  world_.journal.write(
      world_.simulation.now(), fault.target, found ? event : "fault",
      found ? describe(what, fault) : "no such member at this time; nothing was done");
}

bool FaultPlan::strike_target(Strike what, const Fault& fault) {
  if (fault.target.starts_with(zone_prefix)) {
    const auto zone =
        std::find(zones_.begin(), zones_.end(), fault.target.substr(zone_prefix.size()));
    if (zone == zones_.end()) return false;
    for (Component* const component : components_) {
      component->strike_zone(what, static_cast<ZoneId>(zone - zones_.begin()), fault.factor);
    }
    return true;
  }
  const std::size_t slash = fault.target.find('/');
  const std::string_view name = std::string_view(fault.target).substr(0, slash);
  const std::string_view member = slash == std::string::npos
                                      ? std::string_view{}
                                      : std::string_view(fault.target).substr(slash + 1);
  for (Component* const component : components_) {
    if (component->path() == name) return component->strike(what, member, fault.factor);
  }
  return false;
}

}  // namespace tiersim
