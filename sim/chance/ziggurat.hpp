#pragma once
#include <cstdint>

namespace tiersim {

/// Tables of the ziggurat method with 256 layers for the exponential and the normal density.
/// Source: G. Marsaglia, W. W. Tsang, "The ziggurat method for generating random variables",
/// Journal of Statistical Software 5(8), 2000. Layer 0 is the base strip with the tail; `edge[i]`
/// is the right edge of layer i, `density[i]` the density there.
struct Ziggurat {
  double edge[257];
  double density[257];

  static const Ziggurat exponential;
  static const Ziggurat normal;

  static constexpr double exponential_tail = 7.69711747013104972;
  static constexpr double normal_tail = 3.6541528853610088;
};

}  // namespace tiersim
