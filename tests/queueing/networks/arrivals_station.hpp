#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "models/workload/arrival_process.hpp"
#include "sim/chance/distribution.hpp"
#include "sim/kernel/process.hpp"
#include "sim/kernel/station.hpp"
#include "tests/queueing/networks/networks_readings.hpp"
#include "tests/queueing/networks/networks_tallies.hpp"

namespace tiersim::queueing::networks {

/// Counts how often a time stays at or below the reference values of its quantiles.
class QuantileCount {
 public:
  /// Every metric of the case named `<quantity>_pNN`.
  QuantileCount(const Case& reference, std::string_view quantity);

  void record(Duration time) {
    ++count_;
    for (Level& level : levels_) {
      level.at_most += time <= level.at ? 1U : 0U;
      level.near += time > level.low && time <= level.high ? 1U : 0U;
    }
  }

  void restart();
  void report(Readings& readings) const;

 private:
  /// Half the width, relative to the quantile, in which the density is measured.
  static constexpr double window = 0.1;

  struct Level {
    std::string metric;
    Duration at{};
    Duration low{};
    Duration high{};
    std::uint64_t at_most = 0;
    std::uint64_t near = 0;
  };

  std::vector<Level> levels_;
  std::uint64_t count_ = 0;
};

/// One station with a waiting line and one stream of customers: GI/G/c, MMPP/M/c.
class StationRun final : private Event {
 public:
  struct Params {
    std::size_t servers = 1;
    Distribution service;
    std::vector<std::size_t> levels;  ///< P(number in system >= level) is wanted for these
  };

  StationRun(Simulation& simulation, Params params, std::unique_ptr<ArrivalProcess> arrivals,
             const Case& reference, RunKey key);

  void run(const Horizon& horizon);

  /// rho, L, Lq, W, Wq, P_wait and the quantiles of wait and sojourn.
  void report(Readings& readings) const;
  /// Time share of `levels[index]` or more customers in the system.
  [[nodiscard]] double share_at_least(std::size_t index) const;
  /// Of those who find every server busy, the share that finds somebody waiting as well.
  [[nodiscard]] double share_waiting_behind() const;

 private:
  void fire() override;
  Process customer();
  void change(std::size_t present);
  void restart();

  Params params_;
  std::unique_ptr<ArrivalProcess> arrivals_;
  Stream service_;
  Station station_;
  std::size_t present_ = 0;
  Population in_system_;
  std::vector<Population> at_least_;
  double waits_ns_ = 0.0;
  double busy_before_s_ = 0.0;
  TimePoint measured_from_{};
  Share all_busy_;
  Share behind_others_;
  QuantileCount wait_;
  QuantileCount sojourn_;
  ProcessScope customers_;
};

}  // namespace tiersim::queueing::networks
