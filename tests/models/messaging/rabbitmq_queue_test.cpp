#include "models/messaging/rabbitmq_queue.hpp"

#include "tests/support/catch.hpp"

using namespace tiersim::rabbitmq;

using Deliveries = Queue::Deliveries;

TEST_CASE("automatic acknowledgement is strict round robin", "[rabbitmq]") {
  Queue queue;
  Deliveries out;
  for (int i = 0; i < 2; ++i) queue.subscribe(0, true, out);
  for (Message m = 1; m <= 4; ++m) queue.publish(m, out);
  CHECK(out == Deliveries{{1, 0}, {2, 1}, {3, 0}, {4, 1}});
  CHECK(queue.unacknowledged() == 0);
}

TEST_CASE("a consumer without credit is passed over and keeps its turn", "[rabbitmq]") {
  Queue queue;
  Deliveries out;
  queue.subscribe(1, false, out);
  queue.subscribe(2, false, out);
  for (Message m = 1; m <= 4; ++m) queue.publish(m, out);
  CHECK(out == Deliveries{{1, 0}, {2, 1}, {3, 1}});
  CHECK(queue.ready() == 1);
  out.clear();
  queue.ack(0, 1, out);
  CHECK(out == Deliveries{{4, 0}});
  CHECK(queue.unacknowledged() == 3);
}

TEST_CASE("what a dead consumer held goes back to the head in its order", "[rabbitmq]") {
  Queue queue;
  Deliveries out;
  queue.subscribe(3, false, out);
  for (Message m = 1; m <= 5; ++m) queue.publish(m, out);
  out.clear();
  queue.cancel(0, out);
  CHECK(out.empty());
  CHECK(queue.ready() == 5);
  queue.subscribe(4, false, out);
  CHECK(out == Deliveries{{1, 1, true}, {2, 1, true}, {3, 1, true}, {4, 1, false}});
}

TEST_CASE("a message that is refused by its consumer is tried again or gone", "[rabbitmq]") {
  Queue queue;
  Deliveries out;
  queue.subscribe(1, false, out);
  queue.publish(1, out);
  queue.publish(2, out);
  out.clear();
  queue.nack(0, 1, true, out);
  CHECK(out == Deliveries{{1, 0, true}});
  out.clear();
  queue.nack(0, 1, false, out);
  CHECK(out == Deliveries{{2, 0, false}});
  CHECK(queue.ready() == 0);
}

TEST_CASE("a full queue loses its head or refuses, and what is delivered does not count",
          "[rabbitmq]") {
  Deliveries out;
  Queue dropping({.max_length = 1});
  dropping.subscribe(1, false, out);
  for (Message m = 1; m <= 2; ++m) CHECK_FALSE(dropping.publish(m, out).dropped);
  CHECK(dropping.publish(3, out).dropped == Message{2});
  Queue refusing({.max_length = 1, .overflow = Overflow::reject_publish});
  refusing.subscribe(1, false, out);
  for (Message m = 1; m <= 2; ++m) CHECK_FALSE(refusing.publish(m, out).rejected);
  CHECK(refusing.publish(3, out).rejected);
  CHECK(refusing.ready() == 1);
}
