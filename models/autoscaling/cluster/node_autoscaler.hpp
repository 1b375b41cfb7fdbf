#pragma once
#include "sim/time.hpp"

namespace tiersim::cluster {

/// Who makes and removes the nodes of a cluster.
class NodeAutoscaler {
 public:
  NodeAutoscaler() = default;
  NodeAutoscaler(const NodeAutoscaler&) = delete;
  NodeAutoscaler& operator=(const NodeAutoscaler&) = delete;
  virtual ~NodeAutoscaler() = default;

  /// Starts its loop, which ticks first after `phase`; it ends with this object.
  virtual void start(Duration phase) = 0;
  /// From one tick to the next.
  [[nodiscard]] virtual Duration period() const = 0;
};

}  // namespace tiersim::cluster
