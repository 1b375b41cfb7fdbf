#pragma once
#include <cstddef>
#include <utility>
#include <vector>

#include "models/request.hpp"
#include "sim/chance/distribution.hpp"
#include "sim/chance/stream.hpp"
#include "sim/time.hpp"

namespace tiersim {

/// Time on the wire from zone to zone, one way.
class Network {
 public:
  /// `latency[from * zones + to]`; precondition: zones² entries.
  Network(std::size_t zones, std::vector<Distribution> latency, Stream chance)
      : zones_(zones), latency_(std::move(latency)), chance_(chance) {}

  [[nodiscard]] Duration draw(ZoneId from, ZoneId to) {
    return latency_[from * zones_ + to].sample_duration(chance_);
  }

 private:
  std::size_t zones_;
  std::vector<Distribution> latency_;
  Stream chance_;
};

}  // namespace tiersim
