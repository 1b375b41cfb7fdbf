#pragma once
#include <deque>
#include <optional>

#include "sim/kernel/gate.hpp"
#include "tests/queueing/observation.hpp"

namespace tiersim::queueing {

/// What a server does once it finds nobody waiting.
enum class WhenEmpty : std::uint8_t {
  vacation,  ///< goes away, again and again until somebody waits on its return
  off        ///< stays on for the idle time, then goes off; the next arrival sets it up
};

/// M^X/G/1 FIFO, served by one coroutine that may be away, off or starting.
class SwitchingRun {
 public:
  struct Params {
    TimeUnit unit;
    double arrival_rate = 0;  ///< of batches, 1/s of the case
    Distribution service;
    WhenEmpty when_empty = WhenEmpty::off;
    Distribution away;                      ///< vacation, or set-up time
    std::optional<Distribution> idle_time;  ///< before off; none never goes off
    Json batch;                             ///< law of the batch size; null is one
    std::uint64_t warm_up = 0;              ///< batches
  };

  /// Runs at once, until all customers measured are served.
  SwitchingRun(const Json& one_case, const Run& run, Params params);

  [[nodiscard]] Measurement report() const;

 private:
  enum class State : std::uint8_t { off, setup, idle, busy, away };

  struct Customer {
    TimePoint arrived;
    bool measured;
    bool last;  ///< of its batch
  };

  Process serve_for_ever();
  void arrive();
  void observe();
  void turn(State state);
  std::size_t batch_size();

  const Json& case_;
  Params params_;
  Simulation simulation_;
  Stream services_;
  Stream absences_;
  Stream idle_times_;
  Stream batches_;
  Gate work_;
  std::deque<Customer> present_;  ///< the first one in service while busy
  State state_ = State::idle;
  Window window_;
  LevelTimes in_system_;
  LevelTimes states_;
  Spans waits_;
  Spans sojourns_;
  double batches_measured_ = 0;
  double found_off_ = 0;
  double work_brought_ = 0;
  double span_ = 0;
  bool observing_ = false;
  ProcessScope scope_{simulation_};
};

}  // namespace tiersim::queueing
