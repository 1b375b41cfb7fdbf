#include "models/theory/scalability/scalability_law.hpp"

#include <cmath>

#include "sim/assert.hpp"

namespace tiersim::theory {

double ScalabilityLaw::efficiency(double n) const {
  TIERSIM_ASSERT(n > 0);
  return 1 / (1 + contention * (n - 1) + coherency * n * (n - 1));
}

double ScalabilityLaw::throughput_per_s(double n) const {
  return rate_per_s * n * efficiency(n);
}

std::optional<double> ScalabilityLaw::peak() const {
  if (coherency == 0 || contention >= 1) return std::nullopt;
  return std::sqrt((1 - contention) / coherency);
}

std::optional<double> ScalabilityLaw::limit_per_s() const {
  if (coherency > 0) return 0.0;
  if (contention > 0) return rate_per_s / contention;
  return std::nullopt;
}

double amdahl_speed_up(double serial, double n) {
  TIERSIM_ASSERT(serial >= 0 && serial <= 1);
  return ScalabilityLaw{1, serial, 0}.throughput_per_s(n);
}

}  // namespace tiersim::theory
