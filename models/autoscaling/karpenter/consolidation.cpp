#include "models/autoscaling/karpenter/consolidation.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "models/autoscaling/hpa_wording.hpp"

namespace tiersim::karpenter {
namespace {

/// Keeps what is cheaper than the candidates; false if too little is left.
bool cheapen(NodeClaim& claim, const Candidates& candidates, const Options& options) {
  double price = 0;
  bool all_spot = true;
  for (const NodeState* state : candidates) {
    price += state->node.shape.price_per_hour;
    all_spot = all_spot && state->node.shape.spot;
  }
  std::erase_if(claim.options,
                [&](const nodes::NodeShape& shape) { return shape.price_per_hour >= price; });
  if (claim.options.empty()) return false;
  claim.shape = claim.options.front();
  if (!all_spot || !claim.shape.spot) return true;
  // With few types to choose from, spot capacity would be bought again and again, and lost.
  std::set<std::string> types;
  for (const nodes::NodeShape& shape : claim.options) {
    if (shape.spot) types.insert(shape.instance_type);
  }
  return static_cast<std::int32_t>(types.size()) >= options.spot_to_spot_types_min;
}

std::string sentence(const Candidates& candidates, const Schedule& schedule) {
  std::string text;
  for (const NodeState* state : candidates) text += (text.empty() ? "" : ", ") + state->node.name;
  text += candidates.size() == 1 ? " is" : " are";
  if (schedule.claims.empty()) return text + " not needed: the pods fit elsewhere";
  double price = 0;
  for (const NodeState* state : candidates) price += state->node.shape.price_per_hour;
  const auto milli = [](double amount) {
    return decimal(static_cast<std::int64_t>(std::round(amount * 1000)));
  };
  const nodes::NodeShape& shape = schedule.claims.front().shape;
  return text + " replaced by one " + shape.instance_type + (shape.spot ? " spot" : "") + ": " +
         milli(shape.price_per_hour) + " instead of " + milli(price) + " per hour";
}

}  // namespace

Schedule without(const Candidates& candidates, const ClusterView& view,
                 const std::vector<NodePool>& pools) {
  std::vector<nodes::Node> rest;
  std::vector<nodes::Node> coming;
  std::vector<nodes::Pod> pods;
  for (const NodeState& state : view.nodes) {
    const bool leaves = std::find(candidates.begin(), candidates.end(), &state) != candidates.end();
    if (!leaves) {
      (state.node.ready ? rest : coming).push_back(state.node);
      continue;
    }
    for (const nodes::Pod& pod : state.node.pods) {
      if (!pod.daemon) pods.push_back(pod);
    }
  }
  return schedule(std::move(pods), rest, coming, pools);
}

std::optional<Command> consolidate(Method method, const Candidates& candidates,
                                   const ClusterView& view, const std::vector<NodePool>& pools,
                                   const Options& options) {
  Schedule result = without(candidates, view, pools);
  if (!result.unschedulable.empty() || result.claims.size() > 1) return std::nullopt;
  if (!result.claims.empty() && !cheapen(result.claims.front(), candidates, options))
    return std::nullopt;
  Command command{method, {}, result.claims, sentence(candidates, result)};
  for (const NodeState* state : candidates) command.nodes.push_back(state->node.name);
  return command;
}

}  // namespace tiersim::karpenter
