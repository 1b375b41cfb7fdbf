#include "models/autoscaling/karpenter/disruption.hpp"

#include <algorithm>

#include "models/autoscaling/karpenter/consolidation.hpp"
#include "models/autoscaling/nodes/disruption_budget.hpp"

namespace tiersim::karpenter {
namespace {

const NodePool* pool_of(const NodeState& state, const std::vector<NodePool>& pools) {
  const auto found = std::find_if(pools.begin(), pools.end(), [&](const NodePool& pool) {
    return pool.name == state.node.group;
  });
  return found == pools.end() ? nullptr : &*found;
}

bool is_empty(const NodeState& state) {
  return std::all_of(state.node.pods.begin(), state.node.pods.end(),
                     [](const nodes::Pod& pod) { return pod.daemon; });
}

/// Whether a method may look at the node at all.
bool is_eligible(TimePoint now, Method method, const NodeState& state, const NodePool& pool) {
  if (method == Method::drift) return state.drifted;
  if (now - state.last_pod_event < pool.consolidateAfter) return false;
  if (method == Method::emptiness) return is_empty(state);
  return pool.consolidationPolicy == "WhenEmptyOrUnderutilized";
}

/// The nodes a method may take, the cheapest to disrupt first, as many as the pools' budgets allow.
Candidates candidates_for(TimePoint now, Method method, const ClusterView& view,
                          const std::vector<NodePool>& pools) {
  std::vector<std::pair<double, const NodeState*>> found;
  for (const NodeState& state : view.nodes) {
    const NodePool* pool = pool_of(state, pools);
    if (pool == nullptr || !blocking_reason(state, view).empty()) continue;
    if (is_eligible(now, method, state, *pool))
      found.emplace_back(disruption_cost(now, state, *pool), &state);
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::map<std::string, std::int32_t> left;
  for (const NodePool& pool : pools) left[pool.name] = disruptions_allowed(pool, view.nodes);
  Candidates candidates;
  for (const auto& [cost, state] : found) {
    if (left[state->node.group]-- > 0) candidates.push_back(state);
  }
  return candidates;
}

std::optional<Command> remove_empty(const Candidates& candidates) {
  if (candidates.empty()) return std::nullopt;
  Command command{Method::emptiness, {}, {}, {}};
  for (const NodeState* state : candidates) {
    command.nodes.push_back(state->node.name);
    command.reason += (command.reason.empty() ? "" : ", ") + state->node.name;
  }
  command.reason += candidates.size() == 1 ? " is empty" : " are empty";
  return command;
}

/// Whatever its price: a node that drifted is replaced by as many as it takes.
std::optional<Command> replace_drifted(const Candidates& candidates, const ClusterView& view,
                                       const std::vector<NodePool>& pools) {
  for (const NodeState* state : candidates) {
    const Schedule result = without({state}, view, pools);
    if (!result.unschedulable.empty()) continue;
    return Command{Method::drift,
                   {state->node.name},
                   result.claims,
                   state->node.name + " has drifted from its pool"};
  }
  return std::nullopt;
}

/// The longest run of candidates, two at least, that can go together; found by halving, which takes
/// for granted that what cannot be done with some cannot be done with more.
std::optional<Command> consolidate_several(const Candidates& candidates, const ClusterView& view,
                                           const std::vector<NodePool>& pools,
                                           const Options& options) {
  std::optional<Command> best;
  std::size_t low = 2;
  std::size_t high =
      std::min(candidates.size(), static_cast<std::size_t>(options.multi_node_candidates));
  while (low <= high) {
    const std::size_t middle = (low + high) / 2;
    const Candidates some(candidates.begin(),
                          candidates.begin() + static_cast<std::ptrdiff_t>(middle));
    auto command = consolidate(Method::multi_node, some, view, pools, options);
    if (command) {
      best = std::move(command);
      low = middle + 1;
    } else {
      high = middle - 1;
    }
  }
  return best;
}

std::optional<Command> consolidate_one(const Candidates& candidates, const ClusterView& view,
                                       const std::vector<NodePool>& pools, const Options& options) {
  for (const NodeState* state : candidates) {
    if (auto command = consolidate(Method::single_node, {state}, view, pools, options))
      return command;
  }
  return std::nullopt;
}

std::optional<Command> apply(Method method, const Candidates& candidates, const ClusterView& view,
                             const std::vector<NodePool>& pools, const Options& options) {
  switch (method) {
    case Method::emptiness:
      return remove_empty(candidates);
    case Method::drift:
      return replace_drifted(candidates, view, pools);
    case Method::multi_node:
      return consolidate_several(candidates, view, pools, options);
    case Method::single_node:
      break;
  }
  return consolidate_one(candidates, view, pools, options);
}

}  // namespace

std::string_view name_of(Method method) {
  switch (method) {
    case Method::emptiness:
      return "emptiness";
    case Method::drift:
      return "drift";
    case Method::multi_node:
      return "multi-node consolidation";
    case Method::single_node:
      break;
  }
  return "single-node consolidation";
}

std::string_view blocking_reason(const NodeState& state, const ClusterView& view) {
  if (state.node.deleting) return "is being deleted";
  if (!state.node.ready) return "is not ready";
  const nodes::RemainingDisruptions budgets(view.disruptions_allowed);
  for (const nodes::Pod& pod : state.node.pods) {
    if (pod.do_not_disrupt) return "has a pod with karpenter.sh/do-not-disrupt";
    if (!budgets.allow({pod})) return "has a pod whose PodDisruptionBudget is exhausted";
  }
  return {};
}

double disruption_cost(TimePoint now, const NodeState& state, const NodePool& pool) {
  const auto pods = std::count_if(state.node.pods.begin(), state.node.pods.end(),
                                  [](const nodes::Pod& pod) { return !pod.daemon; });
  const double age = to_seconds(now - state.node.created) / to_seconds(pool.expireAfter);
  return static_cast<double>(pods) * std::clamp(1 - age, 0.0, 1.0);
}

std::optional<Command> find_command(TimePoint now, const ClusterView& view,
                                    const std::vector<NodePool>& pools, const Options& options) {
  for (const Method method :
       {Method::emptiness, Method::drift, Method::multi_node, Method::single_node}) {
    auto command = apply(method, candidates_for(now, method, view, pools), view, pools, options);
    if (command) return command;
  }
  return std::nullopt;
}

bool is_still_valid(TimePoint now, const Command& command, const ClusterView& view,
                    const std::vector<NodePool>& pools, const Options& options) {
  Candidates same;
  for (const NodeState* state : candidates_for(now, command.method, view, pools)) {
    if (std::find(command.nodes.begin(), command.nodes.end(), state->node.name) !=
        command.nodes.end())
      same.push_back(state);
  }
  if (same.size() != command.nodes.size()) return false;
  if (command.method == Method::emptiness) return true;
  if (command.method == Method::drift) return replace_drifted(same, view, pools).has_value();
  const auto again = consolidate(command.method, same, view, pools, options);
  if (!again || again->replacements.size() != command.replacements.size()) return false;
  if (command.replacements.empty()) return true;
  // What is to be started must be among what would do now.
  const nodes::NodeShape& chosen = command.replacements.front().shape;
  const auto& would_do = again->replacements.front().options;
  return std::any_of(would_do.begin(), would_do.end(), [&](const nodes::NodeShape& shape) {
    return shape.instance_type == chosen.instance_type && shape.zone == chosen.zone &&
           shape.spot == chosen.spot;
  });
}

}  // namespace tiersim::karpenter
