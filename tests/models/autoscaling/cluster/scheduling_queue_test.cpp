#include "models/autoscaling/cluster/scheduling_queue.hpp"

#include "tests/support/catch.hpp"

using namespace tiersim;
using tiersim::cluster::SchedulingQueue;

namespace {

constexpr TimePoint at(Duration since_start) {
  return TimePoint{since_start};
}

/// Tries the next pod in vain.
void fail_next(SchedulingQueue& queue, TimePoint now) {
  const auto pod = queue.pop(now);
  REQUIRE(pod);
  queue.fail(now, *pod);
}

}  // namespace

TEST_CASE("pods are tried in the order in which they came, those of a higher priority first") {
  SchedulingQueue queue;
  queue.add(at(1s), "a", 0);
  queue.add(at(2s), "b", 0);
  queue.add(at(3s), "c", 5);
  CHECK(queue.pop(at(3s)) == "c");
  CHECK(queue.pop(at(3s)) == "a");
  CHECK(queue.pop(at(3s)) == "b");
  CHECK(queue.pop(at(3s)) == std::nullopt);
}

TEST_CASE("a pod that found no node waits for a change, and backs off from its last try") {
  SchedulingQueue queue;
  queue.add(at(0s), "a", 0);
  fail_next(queue, at(0s));
  CHECK(queue.next_due() == at(5min));  // flushed then
  queue.notify(at(200ms));
  CHECK(queue.next_due() == at(1s));
  CHECK(queue.pop(at(999ms)) == std::nullopt);
  fail_next(queue, at(1s));
  queue.notify(at(1500ms));
  CHECK(queue.next_due() == at(3s));  // 2 s after the second try
  fail_next(queue, at(3s));
  queue.notify(at(60s));  // 4 s are long over
  CHECK(queue.next_due() == at(60s));
}

TEST_CASE("the back-off doubles up to 10 s") {
  SchedulingQueue queue;
  queue.add(at(0s), "a", 0);
  std::vector<Duration> gaps;
  TimePoint tried = at(0s);
  for (int i = 0; i < 6; ++i) {
    fail_next(queue, tried);
    queue.notify(tried);
    gaps.push_back(*queue.next_due() - tried);
    tried = *queue.next_due();
  }
  CHECK(gaps == std::vector<Duration>{1s, 2s, 4s, 8s, 10s, 10s});
}

TEST_CASE("only pods that were tried in vain are unschedulable; one that is gone is nowhere") {
  SchedulingQueue queue;
  queue.add(at(0s), "a", 0);
  queue.add(at(0s), "b", 0);
  queue.add(at(0s), "c", 0);
  fail_next(queue, at(0s));
  fail_next(queue, at(0s));
  CHECK(queue.unschedulable() == std::vector<std::string>{"a", "b"});
  queue.remove("a");
  CHECK(queue.unschedulable() == std::vector<std::string>{"b"});
  CHECK(queue.size() == 2);
}
