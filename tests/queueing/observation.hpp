#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "models/workload/arrival_process.hpp"
#include "sim/kernel/simulation.hpp"
#include "tests/queueing/harness.hpp"
#include "tests/queueing/time_unit.hpp"

namespace tiersim::queueing {

/// Time spent at each level of a count (customers, busy servers), from `restart` on.
class LevelTimes {
 public:
  void set(TimePoint now, std::size_t level) {
    if (finished_) return;
    if (level_ >= spans_.size()) spans_.resize(level_ + 1);
    spans_[level_] += now - since_;
    since_ = now;
    level_ = level;
  }

  /// Forgets the past; the present level stays. Precondition: not finished.
  void restart(TimePoint now) {
    spans_.clear();
    since_ = now;
  }

  /// Closes the books: nothing counts from here on.
  void finish(TimePoint now) {
    set(now, level_);
    finished_ = true;
  }

  /// All in simulated seconds.
  [[nodiscard]] double total() const;
  [[nodiscard]] double at(std::size_t level) const;
  [[nodiscard]] double up_to(double level) const;

  [[nodiscard]] double from(std::size_t level) const { return total() - up_to(double(level) - 1); }

  /// Integral of (level - center)^power; power 1 or 2.
  [[nodiscard]] double integral(int power = 1, double center = 0) const;

  /// Time average of the level.
  [[nodiscard]] Ratio mean() const { return {integral(), total()}; }

 private:
  std::vector<Duration> spans_;
  TimePoint since_{};
  std::size_t level_ = 0;
  bool finished_ = false;
};

/// Waits or sojourns of the customers measured, in seconds of the case. The case tells which
/// quantiles `<prefix>_p50` … it asks for; `p50` … without a prefix.
class Spans {
 public:
  Spans(const Json& one_case, const std::string& prefix, TimeUnit unit);

  void record(Duration span);

  [[nodiscard]] double count() const { return static_cast<double>(count_); }

  [[nodiscard]] double sum() const { return sum_; }

  [[nodiscard]] Ratio mean() const { return {sum_, count()}; }

  /// Values above zero.
  [[nodiscard]] double positive() const { return static_cast<double>(positive_); }

  [[nodiscard]] Ratio second_moment() const { return {squares_, count()}; }

  /// Mean of (x - center)^2; about the true mean it is the variance.
  [[nodiscard]] Ratio variance_about(double center) const {
    const double rest = squares_ - 2 * center * sum_ + center * center * count();
    return {rest > 1e-9 * squares_ ? rest : 0, count()};  // less is what rounding left
  }

  /// Reports `<prefix>_p..` that the case asks for.
  void report_quantiles(Measurement& out) const;

 private:
  struct Quantile {
    std::string metric;
    double low;
    double high;
    double near_low;
    double near_high;
    QuantileCounts counts;
  };

  TimeUnit unit_;
  std::vector<Quantile> quantiles_;
  std::uint64_t count_ = 0;
  std::uint64_t positive_ = 0;
  double sum_ = 0;
  double squares_ = 0;
};

/// Calls `arrive` at the instants of a renewal process, the first after one gap, until stopped.
template <class Arrive>
class Arrivals final : public Event {
 public:
  Arrivals(Simulation& simulation, Distribution gap, Stream chance, Arrive arrive)
      : Event(simulation), gap_(std::move(gap)), chance_(chance), arrive_(std::move(arrive)) {
    schedule_standing(simulation.after(gap_.sample_duration(chance_)));
  }

 protected:
  void fire() override {
    schedule_standing(simulation().after(gap_.sample_duration(chance_)));
    arrive_();
  }

 private:
  Distribution gap_;
  Stream chance_;
  Arrive arrive_;
};

/// Calls `arrive` at the instants of an arrival process.
template <class Arrive>
class GeneratedArrivals final : public Event {
 public:
  GeneratedArrivals(Simulation& simulation, ArrivalProcess& arrivals, Arrive arrive)
      : Event(simulation), arrivals_(arrivals), arrive_(std::move(arrive)) {
    schedule_next();
  }

 protected:
  void fire() override {
    schedule_next();
    arrive_();
  }

 private:
  void schedule_next() {
    if (const auto next = arrivals_.next()) schedule_standing(*next);
  }

  ArrivalProcess& arrivals_;
  Arrive arrive_;
};

/// Throws Unaffordable when a replication cannot afford so many customers before it measures.
inline void refuse_long_warm_up(double customers) {
  if (customers > 5e6)
    throw Unaffordable("a replication needs " +
                       std::to_string(static_cast<long long>(customers / 1e6)) +
                       " million customers to forget its start");
}

/// Which customers are measured: those numbered warm_up … warm_up + customers - 1 in the order of
/// arrival. The run goes on with arrivals until all of them have left, so that none is cut off.
class Window {
 public:
  /// Throws Unaffordable when the warm-up is longer than any budget allows.
  Window(std::uint64_t warm_up, std::uint64_t customers) : first_(warm_up), size_(customers) {
    refuse_long_warm_up(static_cast<double>(warm_up));
  }

  enum class Edge : std::uint8_t { none, begins, ends };

  /// Numbers an arrival; says whether the time window begins or ends with it.
  Edge arrive() {
    const std::uint64_t number = arrived_++;
    return number == first_ ? Edge::begins : number == first_ + size_ ? Edge::ends : Edge::none;
  }

  /// Of the customer that arrived last.
  [[nodiscard]] bool measures_last() const {
    return arrived_ > first_ && arrived_ <= first_ + size_;
  }

  /// A measured customer leaves.
  void leave() { ++left_; }

  /// The time window has ended and all customers measured have left.
  [[nodiscard]] bool is_complete() const { return left_ == size_ && arrived_ > first_ + size_; }

 private:
  std::uint64_t first_;
  std::uint64_t size_;
  std::uint64_t arrived_ = 0;
  std::uint64_t left_ = 0;
};

/// Customers to let pass before measuring a station with c servers at load rho and interarrival and
/// service variability `scv` (mean of the two squared coefficients of variation): ten relaxation
/// times, 1/(c mu (1 - sqrt(rho))^2) of the M/M/1 queue (P. M. Morse, "Queues, Inventories and
/// Maintenance", 1958), after which e^-10 of the start is left, and ten rounds of all servers.
[[nodiscard]] std::uint64_t warm_up_customers(double rho, double servers, double scv = 1);

/// (1 + squared coefficient of variation of the service)/2, the share of Poisson arrivals included;
/// at most 50 where the law's variance is large or infinite.
[[nodiscard]] double poisson_scv(const Distribution& service);

/// `expect[metric]`, or 0 if the case does not give it.
[[nodiscard]] double expected(const Json& one_case, const char* metric);

[[nodiscard]] inline bool asks_for(const Json& one_case, const std::string& metric) {
  return one_case.at("expect").contains(metric);
}

}  // namespace tiersim::queueing
