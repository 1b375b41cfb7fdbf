#pragma once
#include <cstdint>
#include <map>
#include <memory>

#include "sim/kernel/gate.hpp"
#include "sim/kernel/simulation.hpp"

namespace tiersim {

/// Lets one caller at a time fetch a key; the others wait for it.
///
///   auto flight = flights.board(key);
///   if (flight.leads()) { fetch; }            // the flight lands when this ends, however it ends
///   else co_await flight.landing();
class FlightGroup {
 public:
  explicit FlightGroup(Simulation& simulation) : simulation_(simulation) {}

  class Flight;
  /// Begins a flight for the key, or joins the one that is under way.
  [[nodiscard]] Flight board(std::uint64_t key);

  [[nodiscard]] std::size_t under_way() const { return gates_.size(); }

 private:
  Simulation& simulation_;
  std::map<std::uint64_t, std::shared_ptr<Gate>> gates_;
};

/// A caller's part in a flight.
class [[nodiscard]] FlightGroup::Flight {
 public:
  Flight(FlightGroup& group, std::uint64_t key, std::shared_ptr<Gate> gate, bool leads)
      : group_(group), key_(key), gate_(std::move(gate)), leads_(leads) {}

  Flight(const Flight&) = delete;
  Flight& operator=(const Flight&) = delete;

  ~Flight() {
    if (!leads_) return;
    group_.gates_.erase(key_);
    gate_->release_all();
  }

  [[nodiscard]] bool leads() const { return leads_; }

  /// Goes on when the leader has ended. For those who do not lead.
  [[nodiscard]] auto landing() { return gate_->wait(); }

 private:
  FlightGroup& group_;
  std::uint64_t key_;
  std::shared_ptr<Gate> gate_;
  bool leads_;
};

inline FlightGroup::Flight FlightGroup::board(std::uint64_t key) {
  const auto [entry, is_new] = gates_.try_emplace(key);
  if (is_new) entry->second = std::make_shared<Gate>(simulation_);
  return Flight{*this, key, entry->second, is_new};
}

}  // namespace tiersim
