#include <deque>
#include <memory>

#include "models/messaging/rabbitmq_queue.hpp"
#include "models/queueing/batcher.hpp"
#include "sim/kernel/process.hpp"
#include "sim/kernel/resource.hpp"
#include "tests/components/component_cases.hpp"

namespace tiersim::vectors {

namespace {

Duration milliseconds(const Json& number) {
  return from_seconds(number.get<double>() / 1000.0);
}

/// A queue with consumers that work on what they get.
class Broker {
 public:
  explicit Broker(const Json& given) : given_(given), queue_(params_of(given)), work_(simulation_) {
    rabbitmq::Queue::Deliveries none;
    for (const Json& consumer : given.at("consumers")) {
      queue_.subscribe(consumer.at("prefetch").get<std::size_t>(), false, none);
      slots_.emplace_back(simulation_, consumer.at("concurrency").get<std::size_t>());
    }
  }

  [[nodiscard]] Json run() {
    const Json& messages = given_.at("messages");
    told_.resize(messages.size());
    for (std::size_t i = 0; i < messages.size(); ++i) work_.spawn(publish(i));
    simulation_.run_to_exhaustion();
    return {{"messages", told_}};
  }

 private:
  static rabbitmq::QueueParams params_of(const Json& given) {
    rabbitmq::QueueParams params;
    if (given.contains("max_length")) params.max_length = given["max_length"].get<std::size_t>();
    if (given.value("overflow", "") == "reject-publish")
      params.overflow = rabbitmq::Overflow::reject_publish;
    return params;
  }

  [[nodiscard]] std::int64_t now_ms() const { return simulation_.now().time_since_epoch() / 1ms; }

  Process publish(std::size_t message) {
    co_await simulation_.delay(milliseconds(given_.at("messages")[message][0]));
    rabbitmq::Queue::Deliveries out;
    const auto published = queue_.publish(message, out);
    if (published.rejected) told_[message] = {{"dropped", "reject-publish"}, {"at_ms", now_ms()}};
    if (published.dropped)
      told_[*published.dropped] = {{"dropped", "drop-head"}, {"at_ms", now_ms()}};
    carry_out(out);
  }

  void carry_out(const rabbitmq::Queue::Deliveries& deliveries) {
    for (const rabbitmq::Delivery& delivery : deliveries) {
      told_[delivery.message] = {{"consumer", delivery.consumer}, {"delivered_ms", now_ms()}};
      work_.spawn(work_on(delivery.message, delivery.consumer));
    }
  }

  Process work_on(rabbitmq::Message message, rabbitmq::Consumer consumer) {
    {
      const Lease slot = co_await slots_[consumer].acquire();
      told_[message]["start_ms"] = now_ms();
      co_await simulation_.delay(milliseconds(given_.at("messages")[message][1]));
    }
    told_[message]["done_ms"] = now_ms();
    rabbitmq::Queue::Deliveries out;
    queue_.ack(consumer, message, out);
    carry_out(out);
  }

  const Json& given_;
  Simulation simulation_;
  rabbitmq::Queue queue_;
  std::deque<Resource> slots_;
  std::vector<Json> told_;
  ProcessScope work_;
};

Json broker_prefetch(const Json& given, const Json&) {
  return Broker(given).run();
}

/// Items gathered by a `Batcher`, batches executed on a `Resource`.
class BatchedWork {
 public:
  explicit BatchedWork(const Json& given)
      : given_(given),
        batcher_(simulation_, {given.at("max_batch_size").get<std::size_t>(),
                               milliseconds(given.at("max_wait_ms"))}),
        executors_(simulation_, given.value("concurrency", Resource::unbounded)),
        work_(simulation_) {}

  [[nodiscard]] Json run() {
    for (std::size_t i = 0; i < given_.at("arrivals").size(); ++i) work_.spawn(item(i));
    simulation_.run_to_exhaustion();
    return {{"batches", batches_}};
  }

 private:
  [[nodiscard]] std::int64_t now_ms() const { return simulation_.now().time_since_epoch() / 1ms; }

  /// The last of a batch to go on executes it for all.
  Process item(std::size_t number) {
    co_await simulation_.delay(milliseconds(given_.at("arrivals")[number]));
    const Batcher::Batch batch = co_await batcher_.join();
    gathered_.push_back(number);
    if (gathered_.size() < batch.size) co_return;
    const std::size_t place = batches_.size();
    batches_.push_back({{"flush_ms", now_ms()}, {"items", gathered_}});
    gathered_.clear();
    const Lease executor = co_await executors_.acquire();
    batches_[place]["start_ms"] = now_ms();
    const Json& exec = given_.at("exec_ms");
    const double time_ms = exec.at("base").get<double>() +
                           exec.at("per_item").get<double>() * static_cast<double>(batch.size);
    co_await simulation_.delay(from_seconds(time_ms / 1000.0));
    batches_[place]["end_ms"] = now_ms();
  }

  const Json& given_;
  Simulation simulation_;
  Batcher batcher_;
  Resource executors_;
  std::vector<std::size_t> gathered_;
  std::vector<Json> batches_;
  ProcessScope work_;
};

Json batcher(const Json& given, const Json&) {
  return BatchedWork(given).run();
}

}  // namespace

Answers messaging_answers() {
  return {{"broker_prefetch", broker_prefetch}, {"batcher", batcher}};
}

}  // namespace tiersim::vectors
