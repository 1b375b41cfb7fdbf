#pragma once
#include <string>
#include <utility>
#include <vector>

#include "models/autoscaling/karpenter/disruption_loop.hpp"

namespace tiersim::karpenter::fixture {

constexpr TimePoint start{};
constexpr std::int64_t gib = 1024 * 1024 * 1024;

inline nodes::Pod pod(std::int64_t cpu_milli, std::string name = "p") {
  return {.name = std::move(name), .requests = {cpu_milli, gib}};
}

/// A type with so many cores, 4 GiB each, at 0.05 per core and hour; spot at 0.02.
inline nodes::NodeShape shape(std::int64_t cores, bool spot = false, std::string zone = "a") {
  return {.instance_type = "m." + std::to_string(cores),
          .zone = std::move(zone),
          .spot = spot,
          .price_per_hour = static_cast<double>(cores) * (spot ? 0.02 : 0.05),
          .allocatable = {cores * 1000, cores * 4 * gib}};
}

/// On-demand nodes of 2, 4, 8 and 16 cores.
inline NodePool pool() {
  NodePool pool;
  pool.name = "default";
  for (const std::int64_t cores : {16, 2, 8, 4}) pool.offerings.push_back(shape(cores));
  return pool;
}

inline NodeState node(std::string name, nodes::NodeShape of, std::vector<nodes::Pod> pods = {}) {
  return {.node = {.name = std::move(name),
                   .group = "default",
                   .shape = std::move(of),
                   .pods = std::move(pods)}};
}

/// A cluster that may lose any number of nodes.
inline std::vector<NodePool> bold() {
  std::vector<NodePool> pools{pool()};
  pools[0].budgets = {{100, true}};
  return pools;
}

}  // namespace tiersim::karpenter::fixture
