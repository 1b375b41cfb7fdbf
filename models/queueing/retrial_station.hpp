#pragma once
#include <cstddef>
#include <cstdint>

#include "models/queueing/presence.hpp"
#include "sim/chance/distribution.hpp"
#include "sim/kernel/station.hpp"
#include "sim/kernel/task.hpp"

namespace tiersim {

/// A station without a waiting line, and an orbit of those it has turned away: who finds every
/// server busy tries again after a pause, each on their own, or gives up. Clients that call a
/// service which refuses them. Source: G. I. Falin, J. G. C. Templeton, "Retrial Queues", 1997.
class RetrialStation {
 public:
  struct Params {
    std::size_t servers = 1;
    Distribution pause;              ///< from a refused attempt to the next one
    double retry_probability = 1.0;  ///< after each refused attempt; otherwise gives up
  };

  RetrialStation(Simulation& simulation, Params params, Stream pauses, Stream decisions);

  struct Result {
    bool served = false;
    std::uint64_t attempts = 0;
    Duration in_orbit{};  ///< from the first attempt to the last
  };

  /// `RetrialStation::Result result = co_await station.visit(6ms)`
  [[nodiscard]] Task<Result> visit(Duration service);

  [[nodiscard]] std::size_t busy() const { return station_.busy(); }

  [[nodiscard]] std::size_t orbiting() const { return orbit_.count(); }

  /// Busy time of all servers since the start, in server-seconds.
  [[nodiscard]] double busy_seconds() const { return station_.busy_seconds(); }

  /// Time spent in orbit by all since the start, in customer-seconds.
  [[nodiscard]] double orbit_seconds() const { return orbit_.seconds(simulation_.now()); }

  /// Attempts since the start, first and later ones.
  [[nodiscard]] std::uint64_t attempts() const { return attempts_; }

 private:
  /// A stay in orbit, however it ends.
  class Orbit {
   public:
    explicit Orbit(RetrialStation& station) : station_(station) { change(+1); }

    Orbit(const Orbit&) = delete;
    Orbit& operator=(const Orbit&) = delete;

    ~Orbit() { change(-1); }

   private:
    void change(std::ptrdiff_t by) { station_.orbit_.change(station_.simulation_.now(), by); }

    RetrialStation& station_;
  };

  Simulation& simulation_;
  Params params_;
  Stream pauses_;
  Stream decisions_;
  Station station_;
  Presence orbit_;
  std::uint64_t attempts_ = 0;
};

}  // namespace tiersim
