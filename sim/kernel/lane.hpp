#pragma once
#include <cstdint>

#include "sim/kernel/event_record.hpp"

namespace tiersim {

class Simulation;

/// Things to come that are in order by themselves, so that one record in the event queue stands for
/// all of them: the timers of a run, the passages of a constant delay.
class Lane {
 public:
  Lane(const Lane&) = delete;
  Lane& operator=(const Lane&) = delete;

 protected:
  explicit Lane(Simulation& simulation);
  /// Takes the lane's record out of the queue.
  ~Lane();

  /// Stands in the queue under this key from now on. Precondition: it does not stand there yet.
  void stand_at(std::uint64_t time, std::uint64_t order);
  /// The same in the place of the present key, if there is one. For one lane of a run only.
  void move_to(std::uint64_t time, std::uint64_t order);

  [[nodiscard]] Simulation& simulation() const { return simulation_; }

 private:
  friend class Simulation;

  /// The lane's record has come up and was taken from the queue. True if something happens now; if
  /// not (its first has been taken back), the clock does not move. The lane stands in the queue
  /// again if anything is left to come.
  [[nodiscard]] virtual bool comes_up(EventRecord record) = 0;
  /// What happens now. Called once the clock has moved, after `comes_up` said so.
  virtual void fire() = 0;

  Simulation& simulation_;
  std::uint32_t slot_;
};

}  // namespace tiersim
