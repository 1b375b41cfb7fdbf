#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "models/autoscaling/cluster_autoscaler/estimator.hpp"
#include "models/autoscaling/cluster_autoscaler/options.hpp"

namespace tiersim::cluster_autoscaler {

/// A group that could be scaled up, and what that would bring.
struct ExpansionOption {
  const NodeGroup* group = nullptr;
  Estimate estimate{};
};

/// The share of the new nodes' CPU, or memory, that would stay unused.
[[nodiscard]] double unused_cpu(const ExpansionOption& option);
[[nodiscard]] double unused_memory(const ExpansionOption& option);

/// True if there is an expander of that name.
[[nodiscard]] bool is_expander(std::string_view name);

/// The option that a chain of expanders picks; each leaves those that are equally good to the next,
/// the last leaves them to chance.
///
/// random; most-pods; least-waste (least unused CPU, then memory); least-nodes; price (least price
/// per hour of the new nodes per pod that would run: a model, the real one knows clouds' price
/// lists); priority. `chance` lies in [0, 1). Precondition: `options` is not empty,
/// each has a node at least.
[[nodiscard]] const ExpansionOption& pick(const std::vector<ExpansionOption>& options,
                                          const std::vector<std::string>& expanders, double chance);

}  // namespace tiersim::cluster_autoscaler
