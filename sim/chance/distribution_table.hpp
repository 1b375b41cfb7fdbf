#pragma once
// Inside sim/chance only: what the table kinds of a Distribution share.
#include <vector>

#include "sim/chance/distribution.hpp"

namespace tiersim {

/// Points of a cumulated law (p, x) with p rising, or the parts of a mixture with their cumulated
/// weights up to 1. Values of log_linear are logarithms.
struct Distribution::Table {
  std::vector<double> p;
  std::vector<double> x;
  std::vector<Distribution> parts;
};

}  // namespace tiersim
