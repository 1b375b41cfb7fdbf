#pragma once
#include <algorithm>
#include <cstdint>
#include <string>

#include "sim/time.hpp"
#include "tests/queueing/harness.hpp"
#include "tests/queueing/observation.hpp"

namespace tiersim::queueing {

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

  /// Time average of the number present since the last restart, in customer-seconds and seconds.
  [[nodiscard]] Ratio mean(TimePoint now) const {
    const double area = area_ns_ + present_ * nanoseconds(now - last_);
    return {area / 1e9, to_seconds(now - start_)};
  }

  /// Mean stay of those who left since the last restart, in seconds.
  [[nodiscard]] Ratio mean_stay() const { return {stays_ns_ / 1e9, left()}; }

  /// How many left since the last restart.
  [[nodiscard]] double left() const { return static_cast<double>(left_); }

  /// Those who left since the last restart, per second.
  [[nodiscard]] Ratio throughput(TimePoint now) const { return {left(), to_seconds(now - start_)}; }

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

  [[nodiscard]] Ratio value() const {
    return {static_cast<double>(hits_), static_cast<double>(trials_)};
  }

 private:
  std::uint64_t hits_ = 0;
  std::uint64_t trials_ = 0;
};

/// A span after which a station has forgotten its empty start, seconds; `variability`: mean of the
/// squared coefficients of variation of gaps and services. See warm_up_customers.
[[nodiscard]] inline double settling_s(double arrivals_per_s, double services_per_s,
                                       double variability = 1) {
  return static_cast<double>(warm_up_customers(arrivals_per_s / services_per_s, 0, variability)) /
         arrivals_per_s;
}

/// How a run is divided, seconds: what comes first is not measured.
struct Horizon {
  double warm_up_s = 0;
  double measured_s = 0;

  /// A run of `customers` at this rate. A tenth of it is warm-up, and never less than `settling_s`:
  /// a run that is short because the estimate is sharp still has to forget its empty start.
  /// Throws Unaffordable when forgetting it takes more customers than a replication may have.
  static Horizon of(std::uint64_t customers, double rate_per_s, double settling_s) {
    refuse_long_warm_up(rate_per_s * settling_s);
    const double measured = std::max(static_cast<double>(customers) / rate_per_s, settling_s);
    return {std::max(0.1 * measured, settling_s), measured};
  }
};

}  // namespace tiersim::queueing
