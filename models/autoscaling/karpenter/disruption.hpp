#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/autoscaling/karpenter/node_pool.hpp"
#include "models/autoscaling/karpenter/provisioner.hpp"
#include "sim/time.hpp"

namespace tiersim::karpenter {

/// The ways of disruption, in the order in which they are tried.
enum class Method : std::uint8_t { emptiness, drift, multi_node, single_node };

[[nodiscard]] std::string_view name_of(Method method);

/// What a disruption sees.
struct ClusterView {
  std::vector<NodeState> nodes{};
  std::map<std::string, std::int32_t, std::less<>> disruptions_allowed{};  ///< by PDB
};

/// Nodes to be removed, and what takes their place.
struct Command {
  Method method{};
  std::vector<std::string> nodes{};
  std::vector<NodeClaim> replacements{};  ///< one at most, but for drift
  std::string reason{};
};

/// Why a node may not be disrupted now; empty: it may. Budgets of pools are looked at elsewhere.
[[nodiscard]] std::string_view blocking_reason(const NodeState& state, const ClusterView& view);

/// What it costs to disrupt a node: its pods, times what is left of its life.
[[nodiscard]] double disruption_cost(TimePoint now, const NodeState& state, const NodePool& pool);

/// The first command that any method finds; nothing: all is well. Source: karpenter
/// pkg/controllers/disruption.
[[nodiscard]] std::optional<Command> find_command(TimePoint now, const ClusterView& view,
                                                  const std::vector<NodePool>& pools,
                                                  const Options& options = {});

/// Whether a command that was found earlier would be found again for the same nodes.
[[nodiscard]] bool is_still_valid(TimePoint now, const Command& command, const ClusterView& view,
                                  const std::vector<NodePool>& pools, const Options& options = {});

}  // namespace tiersim::karpenter
