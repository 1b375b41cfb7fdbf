#pragma once
#include <cstddef>

#include "models/workload/arrival_process.hpp"
#include "models/workload/rate_profile.hpp"
#include "sim/chance/stream.hpp"

namespace tiersim {

/// A Poisson process whose rate follows a profile: independent arrivals, as of many users who do
/// not know each other. Exact inversion (Çınlar 1975, section 4.7): unit exponentials laid along
/// the integral of the rate, one draw an arrival, no thinning. At constant rate an arrival costs
/// one exponential and a multiplication.
class PoissonArrivals final : public ArrivalProcess {
 public:
  PoissonArrivals(RateProfile profile, Stream stream);

 protected:
  TimePoint advance() override;

 private:
  /// Goes `area` expected arrivals further through sloping segments and from one segment to the
  /// next.
  TimePoint go_on(double area);
  /// Makes the segment with that index the present one; false behind the last.
  bool enter(std::size_t index);

  TimePoint begin_{};     ///< of the present segment
  double gap_ns_ = 0;     ///< mean interarrival time in a segment of constant rate; 0 in others
  double offset_ns_ = 0;  ///< of the last arrival in a segment of constant rate
  double length_ns_ = 0;  ///< of the present segment
  double spent_ = 0;      ///< area before the last arrival in a sloping segment
  Stream stream_;
  std::size_t index_ = 0;
  RateProfile profile_;
};

}  // namespace tiersim
