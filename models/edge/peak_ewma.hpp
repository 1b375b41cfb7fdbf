#pragma once
#include "sim/chance/math.hpp"
#include "sim/time.hpp"

namespace tiersim {

/// A time-decayed mean of response times, one for each endpoint: what ingress-nginx's `ewma`
/// compares, the lesser of two drawn at random. Source: ingress-nginx
/// rootfs/etc/nginx/lua/balancer/ewma.lua.
class PeakEwma {
 public:
  /// `start`: the mean of the other endpoints when this one joins; 0 s for the first ones.
  explicit PeakEwma(Duration decay = 10s, double start_s = 0) : decay_(decay), mean_s_(start_s) {}

  /// Connecting and answering took so long. Precondition: `now` is not before the last answer.
  void note(double round_trip_s, TimePoint now) {
    const double kept = weight(now);
    mean_s_ = mean_s_ * kept + round_trip_s * (1 - kept);
    last_ = now;
  }

  /// Lower is better; it fades while nothing is asked of the endpoint.
  [[nodiscard]] double score(TimePoint now) const { return mean_s_ * weight(now); }

 private:
  [[nodiscard]] double weight(TimePoint now) const {
    return portable::exp(-to_seconds(now - last_) / to_seconds(decay_));
  }

  Duration decay_;
  double mean_s_;
  TimePoint last_{};
};

}  // namespace tiersim
