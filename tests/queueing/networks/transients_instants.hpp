#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "sim/statistics/tally.hpp"
#include "tests/queueing/harness.hpp"

namespace tiersim::queueing {

/// What is looked at when a run comes to one of the instants of the case.
struct Snapshot {
  double amount = 0;   ///< the number in system, or seconds of down time so far
  double waiting = 0;  ///< the number in the waiting line
  bool all_busy = false;
  bool empty = false;
  double customers = 0;  ///< who came so far: what the run has cost
};

/// The snapshots of many short runs at one instant.
class InstantTally {
 public:
  void record(const Snapshot& snapshot);

  [[nodiscard]] const Tally& amount() const { return amount_; }

  [[nodiscard]] const Tally& waiting() const { return waiting_; }

  [[nodiscard]] Ratio share_all_busy() const { return share(all_busy_); }

  [[nodiscard]] Ratio share_empty() const { return share(empty_); }

  [[nodiscard]] double mean_customers() const { return customers_.mean(); }

  /// Which of the above a case asks for.
  struct Wants {
    bool amount = true;
    bool variance = false;
    bool waiting = false;
    bool all_busy = false;
    bool empty = false;
  };

  /// How many runs would make the wanted estimates sharp: standard errors of 1 % of a mean, 2 % of
  /// a probability, 3 % of a variance. From a pilot, so no better than a guess.
  [[nodiscard]] double runs_needed(const Wants& wants) const;

 private:
  [[nodiscard]] Ratio share(std::uint64_t hits) const {
    return {static_cast<double>(hits), static_cast<double>(amount_.count())};
  }

  Tally amount_;
  Tally waiting_;
  Tally customers_;
  std::uint64_t all_busy_ = 0;
  std::uint64_t empty_ = 0;
};

/// Plays one run up to the instant with that index and reports at each instant on the way.
using ShortRun = std::function<void(std::size_t last, std::vector<InstantTally>& tallies)>;

/// How many runs have to reach each instant, and what one that ends there costs, in customers.
struct RunPlan {
  std::vector<double> needed;
  std::vector<double> cost;
};

/// The plan that a pilot suggests; its runs are thrown away.
RunPlan plan_by_pilot(std::size_t instants, const InstantTally::Wants& wants, const ShortRun& run);

/// Plays short runs worth about so many customers in the proportions of the plan: early instants
/// are cheap to reach and rare events need many runs, so the runs do not all go to the end.
std::vector<InstantTally> play_short_runs(const RunPlan& plan, std::uint64_t customers,
                                          const ShortRun& run);

}  // namespace tiersim::queueing
