#include "models/compute/rolling_update.hpp"

#include <algorithm>
#include <numeric>

#include "sim/assert.hpp"

namespace tiersim {

namespace {

using Sizes = std::vector<std::int32_t>;

Sizes sizes_of(const ReplicaSetViews& sets) {
  Sizes sizes;
  for (const ReplicaSetView& set : sets) sizes.push_back(set.spec);
  return sizes;
}

std::int32_t sum(const Sizes& sizes) {
  return std::accumulate(sizes.begin(), sizes.end(), 0);
}

std::int32_t total_available(const ReplicaSetViews& sets) {
  std::int32_t available = 0;
  for (const ReplicaSetView& set : sets) available += set.available;
  return available;
}

/// Takes pods that are not available from the old sets, at most `budget`.
void drop_unhealthy(const ReplicaSetViews& sets, std::int32_t budget, Sizes& sizes) {
  for (std::size_t i = 0; i + 1 < sets.size(); ++i) {
    const std::int32_t dropped =
        std::clamp(sets[i].spec - sets[i].available, std::int32_t{0}, budget);
    sizes[i] -= dropped;
    budget -= dropped;
  }
}

/// Takes any pods from the old sets, `number` if there are as many.
void drop_oldest(std::int32_t number, Sizes& sizes) {
  for (std::size_t i = 0; i + 1 < sizes.size() && number > 0; ++i) {
    const std::int32_t dropped = std::min(sizes[i], number);
    sizes[i] -= dropped;
    number -= dropped;
  }
}

/// Share of `to_add`, of which `added` is spent, that falls to the set.
std::int32_t proportion(const ReplicaSetView& set, std::int32_t replicas, std::int32_t allowed,
                        std::int32_t status_replicas, std::int32_t left) {
  if (set.spec == 0 || left == 0) return 0;
  if (replicas == 0) return std::max(-set.spec, left);
  const std::int32_t before = set.max_replicas.value_or(status_replicas);
  TIERSIM_ASSERT(before > 0);
  const double size = static_cast<double>(set.spec) * allowed / before;
  const auto change = static_cast<std::int32_t>(size + 0.5) - set.spec;
  return left > 0 ? std::min(change, left) : std::max(change, left);
}

}  // namespace

RolloutBounds rollout_bounds(CountOrPercent maxSurge, CountOrPercent maxUnavailable,
                             std::int32_t replicas) {
  const std::int32_t surge = maxSurge.rounded_up(replicas);
  std::int32_t unavailable = maxUnavailable.rounded_down(replicas);
  if (surge == 0 && unavailable == 0) unavailable = 1;
  return {surge, std::min(unavailable, replicas)};
}

Sizes rolling_update_step(const ReplicaSetViews& sets, std::int32_t replicas,
                          RolloutBounds bounds) {
  TIERSIM_ASSERT(!sets.empty());
  Sizes sizes = sizes_of(sets);
  const ReplicaSetView& fresh = sets.back();
  const std::int32_t total = sum(sizes);
  if (fresh.spec > replicas) {
    sizes.back() = replicas;
    return sizes;
  }
  const std::int32_t growth = std::min(replicas + bounds.surge - total, replicas - fresh.spec);
  if (growth > 0) {
    sizes.back() += growth;
    return sizes;
  }
  const std::int32_t available_min = replicas - bounds.unavailable;
  const std::int32_t budget = total - available_min - (fresh.spec - fresh.available);
  if (budget <= 0) return sizes;
  drop_unhealthy(sets, budget, sizes);
  drop_oldest(total_available(sets) - available_min, sizes);
  return sizes;
}

Sizes recreate_step(const ReplicaSetViews& sets, std::int32_t replicas, std::int32_t old_pods) {
  TIERSIM_ASSERT(!sets.empty());
  Sizes sizes(sets.size(), 0);
  sizes.back() = old_pods > 0 ? sets.back().spec : replicas;
  return sizes;
}

Sizes scale_in_proportion(const ReplicaSetViews& sets, std::int32_t replicas, RolloutBounds bounds,
                          std::int32_t status_replicas) {
  TIERSIM_ASSERT(!sets.empty());
  Sizes sizes = sizes_of(sets);
  std::vector<std::size_t> order;  // of the sets that have pods
  for (std::size_t i = 0; i < sets.size(); ++i) {
    if (sets[i].spec > 0) order.push_back(i);
  }
  if (order.size() < 2) {
    sizes[order.empty() ? sets.size() - 1 : order.front()] = replicas;
    return sizes;
  }
  if (sets.back().spec == replicas && sets.back().available == replicas) {
    std::fill(sizes.begin(), sizes.end() - 1, 0);
    return sizes;
  }
  const std::int32_t allowed = replicas > 0 ? replicas + bounds.surge : 0;
  const std::int32_t to_add = allowed - sum(sizes);
  // The largest first; of equals the newer on the way up, the older on the way down.
  if (to_add > 0) std::reverse(order.begin(), order.end());
  std::stable_sort(order.begin(), order.end(),
                   [&sets](std::size_t a, std::size_t b) { return sets[a].spec > sets[b].spec; });
  std::int32_t left = to_add;
  for (const std::size_t i : order) {
    const std::int32_t share = proportion(sets[i], replicas, allowed, status_replicas, left);
    sizes[i] += share;
    left -= share;
  }
  sizes[order.front()] = std::max(sizes[order.front()] + left, 0);
  return sizes;
}

}  // namespace tiersim
