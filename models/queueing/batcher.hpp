#pragma once
#include <cstddef>

#include "models/queueing/queue_place.hpp"

namespace tiersim {

/// Gathers items into batches by size or time-out: the first item opens a batch and starts a timer;
/// the batch leaves when it is full or when the timer ends, whichever is first. A producer's
/// `batch.size` and `linger.ms`, a metrics exporter, a group commit.
class Batcher final : private Event {
 public:
  struct Params {
    std::size_t size_max = 1;
    Duration timeout = forever;  ///< from the first item
  };

  /// Preconditions: size_max >= 1, timeout not negative.
  Batcher(Simulation& simulation, Params params);

  /// The batch an item left with.
  struct Batch {
    std::size_t size = 0;
    bool full = false;
    Duration open{};   ///< from its first item to its departure
    Duration delay{};  ///< of this item
  };

  class Item;
  /// `Batcher::Batch batch = co_await batcher.join()`: goes on when the batch leaves.
  [[nodiscard]] Item join();

  /// Items in the open batch.
  [[nodiscard]] std::size_t gathered() const { return open_.size(); }

 private:
  void fire() override;
  void enter(Item& item);
  void leave(Item& item);

  Params params_;
  QueueLine<Item> open_;
  TimePoint opened_{};
};

/// An item's stay in the stage. Destroyed early it leaves its batch; the last one to do so closes
/// it.
class [[nodiscard]] Batcher::Item final : public QueuePlace {
 public:
  explicit Item(Batcher& batcher) : batcher_(batcher) {}

  ~Item() {
    if (state_ != State::outside) batcher_.leave(*this);
  }

  void await_suspend(std::coroutine_handle<> caller) {
    begin_wait(batcher_.simulation().now(), caller);
    batcher_.enter(*this);
  }

  [[nodiscard]] const Batch& await_resume() const { return batch_; }

 private:
  friend class Batcher;

  Batcher& batcher_;
  Batch batch_;
};

inline Batcher::Item Batcher::join() {
  return Item{*this};
}

}  // namespace tiersim
