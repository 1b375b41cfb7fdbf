#include "sim/statistics/multiple_testing.hpp"

#include <cmath>

#include "sim/assert.hpp"
#include "sim/statistics/interval.hpp"

namespace tiersim {

double bonferroni_level(double family, std::uint64_t tests) {
  TIERSIM_ASSERT(tests >= 1 && family > 0 && family < 1);
  return family / static_cast<double>(tests);
}

double sidak_level(double family, std::uint64_t tests) {
  TIERSIM_ASSERT(tests >= 1 && family > 0 && family < 1);
  // 1 - (1 - family)^(1/tests) without losing the small difference.
  return -std::expm1(std::log1p(-family) / static_cast<double>(tests));
}

double family_error(double each, std::uint64_t tests) {
  TIERSIM_ASSERT(tests >= 1 && each > 0 && each < 1);
  return -std::expm1(std::log1p(-each) * static_cast<double>(tests));
}

double two_sided_bound(double error) {
  TIERSIM_ASSERT(error > 0 && error < 1);
  return -normal_quantile(error / 2);
}

}  // namespace tiersim
