#pragma once
#include <string>
#include <string_view>

#include "models/journal.hpp"
#include "models/ledger.hpp"
#include "models/network.hpp"
#include "models/request.hpp"
#include "sim/chance/stream.hpp"
#include "sim/kernel/process.hpp"
#include "sim/kernel/simulation.hpp"

namespace tiersim {

/// What the components of one house share. Outlives them.
struct World {
  Simulation& simulation;
  RunKey key;
  ProcessScope& background;  ///< calls that were abandoned, and control loops
  Ledger& ledger;
  Journal& journal;
  Network* network = nullptr;  ///< none: no time passes on the wire
};

/// What a component is given at birth: the world, and its own name, number and place in it.
struct Context {
  World& world;
  std::string path;
  ComponentId id = 0;
  ZoneId zone = outside;

  [[nodiscard]] Simulation& simulation() const { return world.simulation; }
  [[nodiscard]] TimePoint now() const { return world.simulation.now(); }
  /// A random stream of this component's own; its draws do not depend on what else is in the house.
  [[nodiscard]] Stream stream(std::string_view purpose) const { return Stream::named(world.key, path, purpose); }
  void note(std::string event, std::string detail) const {
    world.journal.write(now(), path, std::move(event), std::move(detail));
  }
};

}  // namespace tiersim
