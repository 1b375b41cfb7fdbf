#include "models/compute/deletion_order.hpp"

#include "tests/support/catch.hpp"

using namespace tiersim;

namespace {

constexpr TimePoint at(Duration since_start) {
  return TimePoint{since_start};
}

/// Ready for 100 s, created 120 s ago, at 1000 s.
DeletionCandidate pod(std::uint64_t uid) {
  DeletionCandidate candidate;
  candidate.ready = true;
  candidate.ready_since = at(900s);
  candidate.created = at(880s);
  candidate.uid = uid;
  return candidate;
}

/// `a` goes before `b` and not the other way round.
bool first(const DeletionCandidate& a, const DeletionCandidate& b) {
  const TimePoint now = at(1000s);
  return goes_first(a, b, now) && !goes_first(b, a, now);
}

}  // namespace

// In each case the second pod is the one that every later criterion would choose.

TEST_CASE("a pod without a node goes before one that is Pending on a node") {
  DeletionCandidate a = pod(2);
  a.assigned = false;
  DeletionCandidate b = pod(1);
  b.phase = PodPhase::pending;
  CHECK(first(a, b));
}

TEST_CASE("Pending goes before Unknown, Unknown before Running") {
  DeletionCandidate pending = pod(3);
  pending.phase = PodPhase::pending;
  DeletionCandidate unknown = pod(2);
  unknown.phase = PodPhase::unknown;
  DeletionCandidate running = pod(1);
  running.ready = false;
  CHECK(first(pending, unknown));
  CHECK(first(unknown, running));
}

TEST_CASE("a pod that is not ready goes before a ready one of a lower deletion cost") {
  DeletionCandidate a = pod(2);
  a.ready = false;
  DeletionCandidate b = pod(1);
  b.deletion_cost = -5;
  CHECK(first(a, b));
}

TEST_CASE("the lower deletion cost goes first, before pods that share a node") {
  DeletionCandidate a = pod(2);
  a.deletion_cost = -1;
  DeletionCandidate b = pod(1);
  b.pods_on_node = 3;
  CHECK(first(a, b));
}

TEST_CASE("the pod with more of its owner's pods on its node goes first, before a younger one") {
  DeletionCandidate a = pod(2);
  a.pods_on_node = 2;
  DeletionCandidate b = pod(1);
  b.ready_since = at(999s);
  CHECK(first(a, b));
}

TEST_CASE("ready for a shorter time goes first if the binary logarithms differ") {
  // 2^36 ns = 68.7 s: 68 s and 100 s lie on different sides of it.
  DeletionCandidate a = pod(2);
  a.ready_since = at(932s);
  DeletionCandidate b = pod(1);
  b.restarts = 9;
  CHECK(first(a, b));
}

TEST_CASE("within a factor of two in readiness the uid decides, whatever the restarts") {
  // 2^36 ns = 68.7 s <= 69 s < 100 s < 137.4 s = 2^37 ns.
  DeletionCandidate a = pod(1);
  DeletionCandidate b = pod(2);
  b.ready_since = at(931s);
  b.restarts = 9;
  CHECK(first(a, b));
}

TEST_CASE("of pods ready since the same instant the one with more restarts goes first") {
  DeletionCandidate a = pod(2);
  a.restarts = 1;
  DeletionCandidate b = pod(1);
  b.created = at(999s);
  CHECK(first(a, b));
}

TEST_CASE("after readiness and restarts the one created later goes, in logarithms of age") {
  DeletionCandidate young = pod(2);
  young.created = at(960s);  // 40 s: 2^35 ns = 34.4 s
  CHECK(first(young, pod(1)));
  DeletionCandidate near = pod(2);
  near.created = at(890s);  // 110 s and 120 s share 2^36
  CHECK(first(pod(1), near));
}

TEST_CASE("pods that are not ready are not compared by readiness") {
  DeletionCandidate a = pod(2);
  a.ready = false;
  a.restarts = 1;
  DeletionCandidate b = pod(1);
  b.ready = false;
  b.ready_since = at(999s);
  CHECK(first(a, b));
}

TEST_CASE("a pod that became ready this instant is the youngest of all; equals go by uid") {
  DeletionCandidate a = pod(2);
  a.ready_since = at(1000s);
  DeletionCandidate b = pod(1);
  b.ready_since = at(1000s) - Duration{1};
  CHECK(first(a, b));
  CHECK(first(pod(1), pod(2)));
  CHECK_FALSE(goes_first(pod(1), pod(1), at(1000s)));
}
