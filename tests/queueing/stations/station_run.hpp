#pragma once
#include <memory>
#include <optional>
#include <vector>

#include "models/workload/arrival_process.hpp"
#include "sim/kernel/station.hpp"
#include "tests/queueing/windowed_run.hpp"

namespace tiersim::queueing {

/// Customers of one kind.
struct CustomerClass {
  double rate = 0;  ///< of Poisson arrivals, 1/s of the case
  Distribution service;
  std::optional<Distribution> patience;  ///< of the wait; none waits for ever
};

/// How many come at once, from a law of the vectors: `{"pmf": [...]}`, `{"geometric_p": p}` or
/// `{"constant": k}`.
class BatchLaw {
 public:
  BatchLaw() = default;  ///< one

  explicit BatchLaw(const Json& law);

  [[nodiscard]] std::size_t sample(Stream& chance) const;

 private:
  std::vector<double> pmf_;  ///< of 1, 2, …
  double geometric_p_ = 0;   ///< P(k) = p (1 - p)^(k - 1); 0: by `pmf_`
  std::size_t constant_ = 1;
};

/// A station of the kernel and the streams of customers that feed it, observed from outside.
class StationRun final : private WindowedRun {
 public:
  struct Params {
    TimeUnit unit;
    Station::Params station;
    std::vector<CustomerClass> classes;  ///< class 0 has the best priority
    bool last_come_preempts = false;     ///< LCFS-PR: each arrival outranks all before it
    BatchLaw batch{};
    /// Arrivals of class 0 in simulated seconds, instead of Poisson ones.
    std::unique_ptr<ArrivalProcess> arrivals{};
    std::uint64_t warm_up = 0;  ///< customers
  };

  /// Runs at once, until all customers measured have left.
  StationRun(const Json& one_case, const Run& run, Params params);

  /// The usual scalars: rho, L, Lq, W, Wq, P_wait, P_empty, utilization, throughput, P_loss,
  /// variances, second moments and quantiles. Precondition: one class.
  [[nodiscard]] Measurement report() const;
  /// Adds what concerns impatience. Precondition: one class, with patience.
  void report_patience(Measurement& out) const;
  /// rho, L, W, Wq and wait_m2 of each class.
  [[nodiscard]] Measurement report_by_class() const;

  /// Share of the time with so many or more in the system.
  [[nodiscard]] Ratio share_at_least(std::size_t level) const {
    return {in_system_.from(level), span_};
  }

  /// Of those measured who find every server busy, the share that finds somebody waiting as well.
  [[nodiscard]] Ratio share_waiting_behind() const { return {found_waiting_, found_busy_}; }

 private:
  /// What became of the customers measured of one class.
  struct Fates {
    Fates(const Json& one_case, TimeUnit unit)
        : waits(one_case, "wait", unit),
          sojourns(one_case, "sojourn", unit),
          renege_waits(Json{{"expect", Json::object()}}, "wait", unit) {}

    LevelTimes in_system;
    Spans waits;         ///< of the served
    Spans sojourns;      ///< of the served
    Spans renege_waits;  ///< of those that lost patience
    double arrived = 0;
    double balked = 0;
    double work = 0;                    ///< service brought along, simulated seconds
    std::vector<double> served_within;  ///< with a wait <= x, an entry for each x of the case
  };

  void begin_window() override;
  void end_window() override;
  Process customer(std::size_t kind, bool measured);
  void arrive(std::size_t kind);
  void observe();
  void leave(Fates& fates, const Station::Result& result, TimePoint arrived);
  void report_numbers(Measurement& out) const;

  Params params_;
  Stream discipline_;
  Stream services_;
  Stream patience_;
  Stream batches_;
  Station station_;
  LevelTimes in_system_;
  LevelTimes waiting_;
  LevelTimes busy_;
  std::vector<std::size_t> present_;  ///< of each class
  std::vector<Fates> fates_;
  std::vector<Duration> deadlines_;
  double found_busy_ = 0;
  double found_waiting_ = 0;
  std::int32_t arrivals_ = 0;
  ProcessScope scope_{simulation_};
};

}  // namespace tiersim::queueing
