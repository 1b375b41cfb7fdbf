#include "models/autoscaling/karpenter/provisioner.hpp"

#include <algorithm>

#include "models/autoscaling/hpa_wording.hpp"

namespace tiersim::karpenter {
namespace {

/// A node in the making: all offerings that still hold its pods.
struct OpenClaim {
  const NodePool* pool;
  std::vector<nodes::SimulatedNode> options;
  std::vector<std::string> pods{};

  bool add(const nodes::Pod& pod) {
    std::vector<nodes::SimulatedNode> left;
    for (const nodes::SimulatedNode& option : options) {
      if (option.fits(pod)) left.push_back(option);
    }
    if (left.empty()) return false;
    for (nodes::SimulatedNode& option : left) option.place(pod);
    options = std::move(left);
    pods.push_back(pod.name);
    return true;
  }
};

std::vector<nodes::SimulatedNode> simulated(const std::vector<nodes::Node>& nodes) {
  std::vector<nodes::SimulatedNode> all;
  for (const nodes::Node& node : nodes) {
    if (!node.deleting) all.emplace_back(node);
  }
  return all;
}

std::vector<const NodePool*> by_weight(const std::vector<NodePool>& pools) {
  std::vector<const NodePool*> order;
  for (const NodePool& pool : pools) order.push_back(&pool);
  std::stable_sort(order.begin(), order.end(),
                   [](const NodePool* a, const NodePool* b) { return a->weight > b->weight; });
  return order;
}

bool open_claim(const nodes::Pod& pod, const std::vector<const NodePool*>& pools,
                std::vector<OpenClaim>& claims) {
  for (const NodePool* pool : pools) {
    OpenClaim claim{pool, {}};
    for (const nodes::NodeShape& shape : pool->offerings) claim.options.emplace_back(shape);
    if (claim.add(pod)) {
      claims.push_back(std::move(claim));
      return true;
    }
  }
  return false;
}

NodeClaim requested(const OpenClaim& open) {
  NodeClaim claim{open.pool->name, {}, open.pods, {}};
  for (const nodes::SimulatedNode& option : open.options) claim.options.push_back(option.shape());
  std::stable_sort(claim.options.begin(), claim.options.end(),
                   [](const nodes::NodeShape& a, const nodes::NodeShape& b) {
                     return a.price_per_hour < b.price_per_hour;
                   });
  claim.shape = claim.options.front();
  return claim;
}

std::string sentence(const std::vector<NodeClaim>& claims) {
  std::string text;
  for (const NodeClaim& claim : claims) {
    text += text.empty() ? "" : ", ";
    text += claim.shape.instance_type + (claim.shape.spot ? " spot" : "") + " in " +
            claim.shape.zone + " for " + pods(static_cast<std::int32_t>(claim.pods.size()));
  }
  return text;
}

}  // namespace

Schedule schedule(std::vector<nodes::Pod> pods, const std::vector<nodes::Node>& existing,
                  const std::vector<nodes::Node>& in_flight, const std::vector<NodePool>& pools) {
  std::stable_sort(pods.begin(), pods.end(), [](const nodes::Pod& a, const nodes::Pod& b) {
    if (a.requests.cpu_milli != b.requests.cpu_milli)
      return a.requests.cpu_milli > b.requests.cpu_milli;
    return a.requests.memory_bytes > b.requests.memory_bytes;
  });
  std::vector<nodes::SimulatedNode> there = simulated(existing);
  std::vector<nodes::SimulatedNode> coming = simulated(in_flight);
  const std::vector<const NodePool*> order = by_weight(pools);
  std::vector<OpenClaim> claims;
  Schedule result;
  for (const nodes::Pod& pod : pods) {
    if (nodes::place_first_fit(pod, there) != nullptr) {
      ++result.on_existing;
    } else if (nodes::place_first_fit(pod, coming) != nullptr) {
      ++result.on_in_flight;
    } else if (!std::any_of(claims.begin(), claims.end(),
                            [&](OpenClaim& claim) { return claim.add(pod); }) &&
               !open_claim(pod, order, claims)) {
      result.unschedulable.push_back(pod.name);
    }
  }
  for (const OpenClaim& claim : claims) result.claims.push_back(requested(claim));
  result.reason = sentence(result.claims);
  return result;
}

}  // namespace tiersim::karpenter
