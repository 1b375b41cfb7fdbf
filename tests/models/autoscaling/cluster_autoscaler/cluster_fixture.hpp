#pragma once
#include <string>
#include <utility>
#include <vector>

#include "models/autoscaling/cluster_autoscaler/cluster_autoscaler.hpp"

namespace tiersim::cluster_autoscaler::fixture {

constexpr TimePoint start{};
constexpr std::int64_t gib = 1024 * 1024 * 1024;

/// A pod of so many thousandths of a core and so many GiB.
inline nodes::Pod pod(std::int64_t cpu_milli, std::int64_t memory_gib = 1, std::string name = "p") {
  return {.name = std::move(name), .requests = {cpu_milli, memory_gib * gib}};
}

inline std::vector<nodes::Pod> pods_of(std::size_t count, std::int64_t cpu_milli,
                                       std::int64_t memory_gib = 1) {
  return std::vector<nodes::Pod>(count, pod(cpu_milli, memory_gib));
}

/// Nodes of 4 cores and 16 GiB.
inline NodeGroup group(std::string name, std::int32_t min_size = 0, std::int32_t max_size = 10) {
  NodeGroup group;
  group.name = std::move(name);
  group.shape = {.instance_type = "m6i.xlarge", .zone = "a", .allocatable = {4000, 16 * gib}};
  group.min_size = min_size;
  group.max_size = max_size;
  return group;
}

inline nodes::Node node(std::string name, const NodeGroup& of, std::vector<nodes::Pod> pods = {}) {
  return {.name = std::move(name), .group = of.name, .shape = of.shape, .pods = std::move(pods)};
}

inline std::vector<PendingPod> pending(const std::vector<nodes::Pod>& pods,
                                       TimePoint created = start) {
  std::vector<PendingPod> all;
  for (const nodes::Pod& one : pods) all.push_back({one, created});
  return all;
}

}  // namespace tiersim::cluster_autoscaler::fixture
