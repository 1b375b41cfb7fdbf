#pragma once
#include <optional>
#include <vector>

#include "sim/kernel/station.hpp"
#include "tests/queueing/observation.hpp"

namespace tiersim::queueing {

/// Poisson customers of one kind.
struct CustomerClass {
  double rate = 0;  ///< 1/s of the case
  Distribution service;
  std::optional<Distribution> patience;  ///< of the wait; none waits for ever
};

/// A station of the kernel fed by Poisson streams, observed from outside.
class StationRun {
 public:
  struct Params {
    TimeUnit unit;
    Station::Params station;
    std::vector<CustomerClass> classes;  ///< class 0 has the best priority
    bool last_come_preempts = false;     ///< LCFS-PR: each arrival outranks all before it
    std::uint64_t warm_up = 0;           ///< customers
  };

  /// Runs at once, until all customers measured have left.
  StationRun(const Json& one_case, const Run& run, Params params);

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
    double work = 0;  ///< service brought along, simulated seconds
    std::vector<double>
        served_within;  ///< served with a wait <= x, an entry for each x of the case
  };

  /// The usual scalars: rho, L, Lq, W, Wq, P_wait, P_empty, utilization, throughput, P_loss,
  /// variances, second moments and quantiles. Precondition: one class.
  [[nodiscard]] Measurement report() const;
  /// Adds what concerns impatience. Precondition: one class, with patience.
  void report_patience(Measurement& out) const;
  /// rho, L, W, Wq and wait_m2 of each class.
  [[nodiscard]] Measurement report_by_class() const;

 private:
  class Source;
  Process customer(std::size_t kind, bool measured);
  void arrive(std::size_t kind);
  void observe();
  void leave(Fates& fates, const Station::Result& result, TimePoint arrived);

  const Json& case_;
  Params params_;
  Simulation simulation_;
  Stream discipline_;
  Stream services_;
  Stream patience_;
  Station station_;
  Window window_;
  LevelTimes in_system_;
  LevelTimes waiting_;
  LevelTimes busy_;
  std::vector<std::size_t> present_;  ///< of each class
  std::vector<Fates> fates_;
  std::vector<Duration> deadlines_;
  double span_ = 0;  ///< of the window, simulated seconds
  bool observing_ = false;
  std::int32_t arrivals_ = 0;
  ProcessScope scope_{simulation_};
};

}  // namespace tiersim::queueing
