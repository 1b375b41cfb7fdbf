#pragma once
#include <cstddef>

namespace tiersim {

/// Which endpoint a new connection to a Service gets in the iptables mode of kube-proxy: rule after
/// rule matches with the chance that makes all endpoints equal. `draw` gives a number in [0, 1).
/// Precondition: endpoints > 0. Source: kubernetes pkg/proxy/iptables.
template <class Draw>
[[nodiscard]] std::size_t matching_rule(std::size_t endpoints, Draw draw) {
  std::size_t rule = 0;
  while (rule + 1 < endpoints && draw() >= 1.0 / static_cast<double>(endpoints - rule)) ++rule;
  return rule;
}

}  // namespace tiersim
