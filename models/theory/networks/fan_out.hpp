#pragma once

#include "models/theory/law.hpp"

namespace tiersim::theory {

/// A request makes `calls` independent calls at once and is done when `needed` of them are: all of
/// them for a fan-out, one for a hedged request. No queueing.
class FanOut {
 public:
  /// Precondition: 1 <= needed <= calls.
  FanOut(Law call, int calls, int needed);

  /// P(not done after t seconds), an order statistic: fewer than `needed` of `calls` are done.
  [[nodiscard]] double survival(double t) const;
  /// Seconds; infinite where the integral of the survival function is.
  [[nodiscard]] double mean_s() const;
  /// Seconds. Precondition: 0 < p < 1.
  [[nodiscard]] double quantile_s(double p) const;

 private:
  /// In closed form: the integral of a power of t converges too slowly.
  [[nodiscard]] double pareto_mean_s() const;

  Law call_;
  int calls_;
  int needed_;
};

}  // namespace tiersim::theory
