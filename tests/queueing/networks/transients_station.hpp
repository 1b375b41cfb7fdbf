#pragma once
#include <cstddef>
#include <optional>
#include <vector>

#include "models/workload/rate_profile.hpp"
#include "sim/chance/stream.hpp"
#include "sim/kernel/process.hpp"
#include "sim/kernel/station.hpp"
#include "tests/queueing/networks/transients_instants.hpp"

namespace tiersim::queueing {

/// lambda0 (1 + beta sin(2 pi t/period)) over one period: straight lines between 4096 points, less
/// than 1e-6 of the amplitude from the sine.
[[nodiscard]] RateProfile sine_profile(double lambda0, double beta, double period_s);

/// Poisson arrivals whose rate follows a profile, over and over if it has a period.
///
/// Candidates of the highest rate, each kept with probability rate/highest, so that a run needs
/// only the clock and no copy of the profile. Source: P. A. W. Lewis, G. S. Shedler, "Simulation of
/// nonhomogeneous Poisson processes by thinning", Naval Research Logistics Quarterly 26(3), 1979.
class ThinnedArrivals {
 public:
  /// `period` forever: the profile is played once.
  ThinnedArrivals(RateProfile profile, Duration period, Stream stream);

  /// The wait for the next arrival, seen from `now` on the profile's clock.
  Duration next_gap(Duration now);

 private:
  RateProfile profile_;
  Duration period_;
  double highest_per_s_ = 0;
  bool constant_;
  Stream stream_;
};

/// Poisson arrivals at c exponential servers, watched from a given beginning: every run is its own
/// draw of what may happen.
class TransientStation final : private Event {
 public:
  struct Params {
    std::size_t servers = 1;  ///< Station::unbounded: nobody waits
    double rate_per_s = 1;    ///< of one server
    std::vector<double> instants_s;
    std::vector<double> start;  ///< P(0), P(1), … customers at t = 0

    struct Step {
      double at_s = 0;
      std::size_t servers = 1;  ///< from then on
    };

    std::optional<Step> step;
  };

  TransientStation(Simulation& simulation, Params params, ThinnedArrivals arrivals, RunKey key);

  /// One run up to the instant with that index.
  void play(std::size_t last, std::vector<InstantTally>& tallies);

 private:
  void fire() override;
  Process customer();
  void begin();
  void go_to(double at_s);
  void change_servers();
  [[nodiscard]] std::size_t draw_start();
  [[nodiscard]] Snapshot look() const;

  Params params_;
  ThinnedArrivals arrivals_;
  Stream service_;
  Stream start_;
  Station station_;
  TimePoint origin_{};  ///< t = 0 of this run
  bool stepped_ = false;
  double customers_in_all_ = 0;
  std::size_t present_ = 0;
  ProcessScope customers_;
};

}  // namespace tiersim::queueing
