#pragma once
#include <cstddef>
#include <cstdint>

#include "models/workload/arrival_process.hpp"
#include "models/workload/rate_profile.hpp"

namespace tiersim {

/// Evenly spaced arrivals that follow a rate profile, as an open load generator sends them: number
/// k (from 0) comes when the integral of the rate reaches first + k. With `first` 1 this is k6's
/// ramping-arrival-rate, with 0 its constant-arrival-rate, whose first iteration starts at once.
class UniformArrivals final : public ArrivalProcess {
 public:
  /// Precondition: first >= 0.
  explicit UniformArrivals(RateProfile profile, double first = 0);

 protected:
  TimePoint advance() override;

 private:
  RateProfile profile_;
  double first_;
  std::uint64_t given_ = 0;
  std::size_t index_ = 0;  ///< of the present segment
};

}  // namespace tiersim
