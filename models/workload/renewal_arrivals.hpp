#pragma once

#include "models/workload/arrival_process.hpp"
#include "sim/chance/distribution.hpp"
#include "sim/chance/stream.hpp"

namespace tiersim {

/// Interarrival times drawn independently from one distribution (of seconds), each rounded to whole
/// nanoseconds; the first arrival comes one interarrival time after `start`. A coefficient of
/// variation above 1 gives bursts, below 1 a steadier stream than Poisson. A negative draw counts
/// as 0.
class RenewalArrivals final : public ArrivalProcess {
 public:
  /// Precondition: the mean of `interarrival` is positive.
  RenewalArrivals(Distribution interarrival, Stream stream, TimePoint start = {});

 protected:
  TimePoint advance() override;

 private:
  Distribution interarrival_;
  Stream stream_;
  TimePoint now_;
};

}  // namespace tiersim
