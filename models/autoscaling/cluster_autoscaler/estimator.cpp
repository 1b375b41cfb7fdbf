#include "models/autoscaling/cluster_autoscaler/estimator.hpp"

#include <algorithm>
#include <numeric>

#include "models/autoscaling/nodes/simulated_node.hpp"

namespace tiersim::cluster_autoscaler {

Estimate estimate(const std::vector<nodes::Pod>& pods, const nodes::NodeShape& shape,
                  std::int32_t nodes_max) {
  std::vector<std::size_t> order(pods.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return nodes::size_of(pods[a], shape.allocatable) > nodes::size_of(pods[b], shape.allocatable);
  });
  const nodes::SimulatedNode empty(shape);
  std::vector<nodes::SimulatedNode> opened;
  Estimate result;
  for (const std::size_t place : order) {
    const nodes::Pod& pod = pods[place];
    if (nodes::place_first_fit(pod, opened) == nullptr) {
      if (static_cast<std::int32_t>(opened.size()) >= nodes_max || !empty.fits(pod)) continue;
      opened.push_back(empty);
      opened.back().place(pod);
    }
    result.placed.push_back(place);
  }
  std::sort(result.placed.begin(), result.placed.end());
  result.nodes = static_cast<std::int32_t>(opened.size());
  for (const nodes::SimulatedNode& node : opened) result.used += node.used();
  return result;
}

}  // namespace tiersim::cluster_autoscaler
