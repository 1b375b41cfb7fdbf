#include "models/compute/deletion_order.hpp"

#include <bit>

namespace tiersim {

namespace {

/// Whole binary logarithm of an age in nanoseconds; -1 for none.
int log2_of_age(TimePoint since, TimePoint now) {
  const Duration age = now - since;
  if (age <= Duration::zero()) return -1;
  return static_cast<int>(std::bit_width(static_cast<std::uint64_t>(age.count()))) - 1;
}

/// Of two pods that differ in an instant.
bool younger_goes_first(TimePoint a, TimePoint b, std::uint64_t uid_a, std::uint64_t uid_b,
                        TimePoint now) {
  const int rank_a = log2_of_age(a, now);
  const int rank_b = log2_of_age(b, now);
  return rank_a == rank_b ? uid_a < uid_b : rank_a < rank_b;
}

}  // namespace

bool goes_first(const DeletionCandidate& a, const DeletionCandidate& b, TimePoint now) {
  if (a.assigned != b.assigned) return !a.assigned;
  if (a.phase != b.phase) return a.phase < b.phase;
  if (a.ready != b.ready) return !a.ready;
  if (a.deletion_cost != b.deletion_cost) return a.deletion_cost < b.deletion_cost;
  if (a.pods_on_node != b.pods_on_node) return a.pods_on_node > b.pods_on_node;
  if (a.ready && a.ready_since != b.ready_since)
    return younger_goes_first(a.ready_since, b.ready_since, a.uid, b.uid, now);
  if (a.restarts != b.restarts) return a.restarts > b.restarts;
  if (a.created != b.created) return younger_goes_first(a.created, b.created, a.uid, b.uid, now);
  return a.uid < b.uid;
}

}  // namespace tiersim
