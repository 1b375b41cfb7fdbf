#pragma once
#include <cstddef>
#include <cstdint>

#include "sim/chance/stream.hpp"
#include "sim/kernel/event_queue.hpp"

namespace tiersim::bench {

/// The kernel's event queue alone under the hold model: takes the earliest record and puts it back
/// an exponential span of mean 1 s later.
class HoldModel {
 public:
  explicit HoldModel(std::size_t pending) {
    for (std::size_t i = 0; i < pending; ++i) {
      queue_.push({span(), order(static_cast<std::uint32_t>(i))});
    }
  }

  /// Gives back the instant of the last record it took, in seconds.
  double run(std::uint64_t holds) {
    std::uint64_t last = 0;
    for (std::uint64_t i = 0; i < holds; ++i) {
      const EventRecord record = queue_.take();
      last = record.time;
      queue_.push({record.time + span(), order(record.slot())});
    }
    return static_cast<double>(last) * 1e-9;
  }

 private:
  std::uint64_t span() { return static_cast<std::uint64_t>(chance_.exponential() * 1e9); }

  std::uint64_t order(std::uint32_t slot) { return (++sequence_ << EventRecord::slot_bits) | slot; }

  EventQueue queue_;
  Stream chance_{1};
  std::uint64_t sequence_ = 0;
};

}  // namespace tiersim::bench
