#pragma once
#include <cstddef>
#include <cstdint>
#include <deque>
#include <list>
#include <optional>
#include <vector>

namespace tiersim::rabbitmq {

/// What happens to a queue with `x-max-length` when it is full.
enum class Overflow : std::uint8_t {
  drop_head,      ///< the oldest ready message is lost, or dead-lettered
  reject_publish  ///< the new message is refused
};

struct QueueParams {
  std::optional<std::size_t> max_length;  ///< ready messages only; those delivered do not count
  Overflow overflow = Overflow::drop_head;
};

using Message = std::uint64_t;
using Consumer = std::size_t;

/// A message on its way to a consumer.
struct Delivery {
  Message message = 0;
  Consumer consumer = 0;
  bool redelivered = false;

  friend bool operator==(const Delivery&, const Delivery&) = default;
};

/// A queue that pushes its messages to consumers: oldest first, to the first consumer of the
/// rotation that may hold one more unacknowledged message, which then goes to the end of the
/// rotation.
///
///   publish ──▶ ready messages ──▶ consumer with credit ──▶ unacknowledged ──ack──▶ gone
///                    ▲                                            │
///                    └──── consumer gone, or nack with requeue ◀──┘   to their old places, at the
///                    head
///
/// Decides, and does nothing else: whoever holds it carries the deliveries out. Source: RabbitMQ,
/// consumer prefetch, queue length limits, negative acknowledgements.
class Queue {
 public:
  using Deliveries = std::vector<Delivery>;

  explicit Queue(QueueParams params = {}) : params_(params) {}

  /// `prefetch`: unacknowledged messages that it may hold; 0: as many as there are. `auto_ack`:
  /// what is delivered is done with.
  Consumer subscribe(std::size_t prefetch, bool auto_ack, Deliveries& out);

  struct Published {
    bool rejected = false;
    std::optional<Message> dropped{};  ///< the head of the queue, lost for it
  };

  Published publish(Message message, Deliveries& out);

  /// Precondition: the consumer holds the message.
  void ack(Consumer consumer, Message message, Deliveries& out);

  /// A negative acknowledgement. Without `requeue` the message is gone. Same precondition.
  void nack(Consumer consumer, Message message, bool requeue, Deliveries& out);

  /// The consumer's channel is closed: what it holds goes to others, as redelivered.
  void cancel(Consumer consumer, Deliveries& out);

  [[nodiscard]] std::size_t ready() const { return ready_.size(); }

  [[nodiscard]] std::size_t unacknowledged() const;

 private:
  struct Entry {
    std::uint64_t place = 0;  ///< in the order of publishing
    Message message = 0;
    bool redelivered = false;
  };

  struct Subscription {
    std::size_t prefetch = 0;
    bool auto_ack = false;
    std::vector<Entry> held{};

    [[nodiscard]] bool has_credit() const { return prefetch == 0 || held.size() < prefetch; }
  };

  void deliver(Deliveries& out);
  Entry take(Consumer consumer, Message message);
  void put_back(Entry entry);

  QueueParams params_;
  std::deque<Entry> ready_;
  std::vector<Subscription> consumers_;
  std::list<Consumer> rotation_;
  std::uint64_t published_ = 0;
};

}  // namespace tiersim::rabbitmq
