#include "models/autoscaling/cluster_autoscaler/scale_up.hpp"

#include <algorithm>
#include <string_view>

#include "models/autoscaling/hpa_wording.hpp"

namespace tiersim::cluster_autoscaler {
namespace {

std::int32_t room_of(const GroupState& state) {
  return std::max(0, state.group->max_size - state.target_size);
}

bool is_usable(const GroupState& state) {
  return !state.backed_off && room_of(state) > 0;
}

/// Equal but for the zone.
bool are_similar(const nodes::NodeShape& a, const nodes::NodeShape& b) {
  return a.instance_type == b.instance_type && a.allocatable == b.allocatable &&
         a.pods_max == b.pods_max && a.spot == b.spot && a.labels == b.labels &&
         a.taints == b.taints;
}

/// The group itself first, then its likes that can take the same pods.
std::vector<const GroupState*> balanced_set(const GroupState& chosen,
                                            const std::vector<GroupState>& groups,
                                            const std::vector<nodes::Pod>& pods,
                                            const Options& options) {
  std::vector<const GroupState*> set{&chosen};
  if (!options.balance_similar_node_groups) return set;
  for (const GroupState& other : groups) {
    if (&other == &chosen || !is_usable(other) ||
        !are_similar(other.group->shape, chosen.group->shape))
      continue;
    const nodes::SimulatedNode empty(other.group->shape);
    const nodes::SimulatedNode chosen_empty(chosen.group->shape);
    const bool takes_all = std::all_of(pods.begin(), pods.end(), [&](const nodes::Pod& pod) {
      return empty.fits(pod) || !chosen_empty.fits(pod);
    });
    if (takes_all) set.push_back(&other);
  }
  return set;
}

/// Nodes one by one to the smallest group of the set that has room.
std::vector<Increase> spread(std::int32_t nodes, const std::vector<const GroupState*>& set) {
  std::vector<Increase> increases;
  for (const GroupState* state : set)
    increases.push_back({state->group->name, state->target_size, state->target_size});
  for (; nodes > 0; --nodes) {
    std::size_t smallest = set.size();
    for (std::size_t i = 0; i < set.size(); ++i) {
      if (increases[i].to >= set[i]->group->max_size) continue;
      if (smallest == set.size() || increases[i].to < increases[smallest].to) smallest = i;
    }
    ++increases[smallest].to;
  }
  std::erase_if(increases, [](const Increase& increase) { return increase.to == increase.from; });
  return increases;
}

std::string sentence(const ScaleUpDecision& decision, const NodeGroup& group,
                     const Options& options, std::size_t choices) {
  std::string text = pods(static_cast<std::int32_t>(decision.helped)) + " without room: ";
  for (std::size_t i = 0; i < decision.increases.size(); ++i) {
    const Increase& increase = decision.increases[i];
    text += (i > 0 ? ", " : "") + increase.group + " " + std::to_string(increase.from) + " to " +
            std::to_string(increase.to);
  }
  if (choices > 1) {
    text += "; " + group.name + " is the choice of ";
    for (std::size_t i = 0; i < options.expander.size(); ++i)
      text += (i > 0 ? ", " : "") + options.expander[i];
    text += " among " + std::to_string(choices) + " groups";
  }
  return text;
}

std::string why_none(const std::vector<GroupState>& groups) {
  const auto count = [&](auto holds) {
    return std::to_string(std::count_if(groups.begin(), groups.end(), holds));
  };
  return "no group helps: " + count([](const GroupState& g) { return g.backed_off; }) +
         " in back-off, " +
         count([](const GroupState& g) { return !g.backed_off && room_of(g) == 0; }) +
         " at their maximum, " + count(is_usable) + " whose nodes no pod would fit on";
}

}  // namespace

std::vector<nodes::Pod> pods_to_help(TimePoint now, const std::vector<PendingPod>& pending,
                                     const Options& options) {
  std::vector<nodes::Pod> pods;
  for (const PendingPod& one : pending) {
    if (now - one.created >= options.new_pod_scale_up_delay &&
        one.pod.priority >= options.expendable_pods_priority_cutoff)
      pods.push_back(one.pod);
  }
  return pods;
}

std::vector<nodes::Pod> without_room(std::vector<nodes::Pod> pods,
                                     std::vector<nodes::SimulatedNode>& there) {
  std::stable_sort(pods.begin(), pods.end(), [](const nodes::Pod& a, const nodes::Pod& b) {
    return a.priority > b.priority;
  });
  std::erase_if(
      pods, [&](const nodes::Pod& pod) { return nodes::place_first_fit(pod, there) != nullptr; });
  return pods;
}

ScaleUpDecision scale_up(const std::vector<nodes::Pod>& pods, const std::vector<GroupState>& groups,
                         const Options& options, double chance) {
  ScaleUpDecision decision;
  if (pods.empty()) return decision;
  std::vector<ExpansionOption> choices;
  for (const GroupState& state : groups) {
    if (!is_usable(state)) continue;
    std::int32_t room = 0;
    for (const GroupState* member : balanced_set(state, groups, pods, options))
      room += room_of(*member);
    Estimate needed =
        estimate(pods, state.group->shape, std::min(room, options.max_nodes_per_scaleup));
    if (needed.nodes > 0) choices.push_back({state.group, std::move(needed)});
  }
  if (choices.empty()) {
    decision.reason = why_none(groups);
    return decision;
  }
  const ExpansionOption& chosen = pick(choices, options.expander, chance);
  const auto state = std::find_if(groups.begin(), groups.end(),
                                  [&](const GroupState& one) { return one.group == chosen.group; });
  decision.increases = spread(chosen.estimate.nodes, balanced_set(*state, groups, pods, options));
  decision.helped = chosen.estimate.placed.size();
  decision.reason = sentence(decision, *chosen.group, options, choices.size());
  return decision;
}

}  // namespace tiersim::cluster_autoscaler
