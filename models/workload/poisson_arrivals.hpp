#pragma once
#include <optional>

#include "models/workload/arrival_process.hpp"
#include "models/workload/rate_profile.hpp"
#include "models/workload/segment_walk.hpp"
#include "sim/chance/stream.hpp"

namespace tiersim {

/// A Poisson process whose rate follows a profile: independent arrivals, as of many users who do not know each other.
/// Exact inversion (Çınlar 1975, section 4.7): unit exponentials laid along the integral of the rate; one draw an arrival.
class PoissonArrivals final : public ArrivalProcess {
 public:
  PoissonArrivals(RateProfile profile, Stream stream);
  std::optional<TimePoint> next() override;

 private:
  SegmentWalk walk_;
  Stream stream_;
  bool ended_ = false;
};

}  // namespace tiersim
