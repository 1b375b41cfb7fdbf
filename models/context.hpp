#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "models/journal.hpp"
#include "models/ledger.hpp"
#include "models/network.hpp"
#include "models/request.hpp"
#include "sim/chance/request_draw.hpp"
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
  Network* network = nullptr;      ///< none: no time passes on the wire
  ComponentId network_column = 0;  ///< where the ledger keeps the time on the wire
  DrawKey draw_key{key};
};

/// What a component is given at birth: the world, and its own name, number and place in it.
struct Context {
  World& world;
  std::string path;
  ComponentId id = 0;
  ZoneId zone = clients_zone;

  [[nodiscard]] Simulation& simulation() const { return world.simulation; }

  [[nodiscard]] TimePoint now() const { return world.simulation.now(); }

  /// A random stream of this component's own; its draws do not depend on what else is in the house.
  [[nodiscard]] Stream stream(std::string_view purpose) const {
    return Stream::named(world.key, path, purpose);
  }

  /// The number that keys a request's own draw for one step of this component: FNV-1a over path and
  /// step.
  [[nodiscard]] std::uint32_t draw_number(std::string_view step) const {
    std::uint32_t hash = 2166136261U;
    for (const std::string_view text : {std::string_view(path), std::string_view("/"), step}) {
      for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    }
    return hash;
  }

  /// The request's own draw: the same under every policy, which makes comparisons paired.
  [[nodiscard]] RequestDraw draw(const Request& request, std::uint32_t number) const {
    return RequestDraw(world.draw_key, request.id, number);
  }

  /// Time on the wire from zone to zone for this request, charged to the network's column of the
  /// ledger.
  [[nodiscard]] Duration wire_time(const Request& request, ZoneId from, ZoneId to) const {
    if (world.network == nullptr) return Duration{};
    const Duration time = world.network->draw(from, to);
    world.ledger.charge(request, world.network_column, Duration{}, time);
    return time;
  }

  void note(std::string event, std::string detail) const {
    world.journal.write(now(), path, std::move(event), std::move(detail));
  }

  /// Keeps why an autoscaler of this component decided as it did, a change or not. Each evaluation
  /// is recorded; equal ones in a row share an entry.
  void record(Decision decision) const {
    world.journal.decisions().record(now(), path, std::move(decision));
  }
};

}  // namespace tiersim
