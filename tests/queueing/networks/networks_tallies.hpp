#pragma once
#include <algorithm>
#include <cstdint>
#include <string>

#include "sim/time.hpp"
#include "tests/queueing/networks/networks_readings.hpp"

namespace tiersim::queueing::networks {

/// Customers at one place: how many there are over time, and how long each stays.
///
/// Two additions a customer: the cases need hundreds of millions of them.
class Population {
 public:
  void enter(TimePoint now) { change(now, 1.0); }

  void leave(TimePoint now, Duration stayed) {
    change(now, -1.0);
    stays_ns_ += static_cast<double>(stayed.count());
    ++left_;
  }

  /// One goes whose stay is not counted.
  void leave(TimePoint now) { change(now, -1.0); }

  /// Forgets the past; who is present stays.
  void restart(TimePoint now) {
    start_ = last_ = now;
    area_ns_ = stays_ns_ = 0.0;
    left_ = 0;
  }

  [[nodiscard]] double present() const { return present_; }

  /// Time average of the number present since the last restart.
  [[nodiscard]] double mean(TimePoint now) const {
    const double area = area_ns_ + present_ * nanoseconds(now - last_);
    return area / nanoseconds(now - start_);
  }

  /// Mean stay of those who left since the last restart, seconds.
  [[nodiscard]] double mean_stay_s() const { return stays_ns_ / 1e9 / static_cast<double>(left_); }

  /// All stays of those who left since the last restart, seconds.
  [[nodiscard]] double stays_s() const { return stays_ns_ / 1e9; }

  /// How many left since the last restart.
  [[nodiscard]] std::uint64_t left() const { return left_; }

  /// Those who left since the last restart, per second.
  [[nodiscard]] double throughput_per_s(TimePoint now) const {
    return static_cast<double>(left_) / to_seconds(now - start_);
  }

 private:
  static double nanoseconds(Duration span) { return static_cast<double>(span.count()); }

  void change(TimePoint now, double by) {
    area_ns_ += present_ * nanoseconds(now - last_);
    last_ = now;
    present_ += by;
  }

  TimePoint start_{};
  TimePoint last_{};
  double present_ = 0.0;
  double area_ns_ = 0.0;  ///< customers × ns
  double stays_ns_ = 0.0;
  std::uint64_t left_ = 0;
};

/// A share of something counted.
class Share {
 public:
  void count(bool hit) {
    ++trials_;
    hits_ += hit ? 1U : 0U;
  }

  void restart() { hits_ = trials_ = 0; }

  [[nodiscard]] double value() const {
    return static_cast<double>(hits_) / static_cast<double>(trials_);
  }

 private:
  std::uint64_t hits_ = 0;
  std::uint64_t trials_ = 0;
};

/// A span after which a station has forgotten its empty start, seconds: ten times variance/drift²
/// of the work it has to do. Ten of them are e^-5 of the distance that is left. `variability`: sum
/// of the squared coefficients of variation of gaps and services, 2 for M/M. Precondition:
/// arrivals_per_s < services_per_s, of all servers. Source: J. Abate, W. Whitt, "Transient behavior
/// of regulated Brownian motion, I: starting at the origin", Advances in Applied Probability 19,
/// 1987.
[[nodiscard]] inline double settling_s(double arrivals_per_s, double services_per_s,
                                       double variability) {
  const double spare = services_per_s - arrivals_per_s;
  return 10.0 * arrivals_per_s * variability / (spare * spare);
}

/// How a run is divided, seconds: what comes first is not measured.
struct Horizon {
  double warm_up_s = 0;
  double measured_s = 0;

  /// A run of `length` customers at this rate. A tenth of it is warm-up, and never less than
  /// `settling_s`: a run that is short because the estimate is sharp still has to forget its empty
  /// start.
  /// Throws Unaffordable when forgetting it takes more customers than a replication may have.
  static Horizon of(double length, double rate_per_s, double settling_s) {
    if (rate_per_s * settling_s > 4e6)
      throw Unaffordable("to forget the empty start takes " +
                         std::to_string(static_cast<long long>(rate_per_s * settling_s)) +
                         " customers a replication");
    const double measured = std::max(length / rate_per_s, settling_s);
    return {std::max(0.1 * measured, settling_s), measured};
  }
};

}  // namespace tiersim::queueing::networks
