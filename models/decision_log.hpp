#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/time.hpp"

namespace tiersim {

/// The smallest and the largest of several values; both the same for one.
struct ValueRange {
  double low = 0;
  double high = 0;

  void widen(const ValueRange& other) {
    low = other.low < low ? other.low : low;
    high = other.high > high ? other.high : high;
  }

  friend bool operator==(const ValueRange&, const ValueRange&) = default;
};

/// What one input of an autoscaler – a metric, a trigger, an alarm, a schedule – asked for.
struct Proposal {
  std::string source;                    ///< "cpu", "prometheus queue_depth", "cron 0 8 * * 1-5"
  std::string unit{};                    ///< of value and target: "%" (of request), "CPU", "MiB"
  std::optional<ValueRange> value{};     ///< as measured; nothing: there was no measurement
  std::optional<double> target{};        ///< what the value is held against
  std::optional<ValueRange> replicas{};  ///< the count it asked for; nothing: it could not say
  std::string failure{};                 ///< why it could not say
};

/// What kept the count from what was asked for: a window, a policy, a bound, a cool-down.
struct DecisionLimit {
  std::string rule;       ///< "scale-down window 300s", "Percent 100/15s", "maxReplicas 20"
  std::int64_t held = 0;  ///< the count that was left after it, in the first of the evaluations

  /// Two limits are the same rule, whatever count it left.
  friend bool operator==(const DecisionLimit& a, const DecisionLimit& b) {
    return a.rule == b.rule;
  }
};

/// A condition of the autoscaler's status, without its message.
struct DecisionCondition {
  std::string type;  ///< "AbleToScale"
  bool status = false;
  std::string reason;  ///< "ScaleDownStabilized"

  friend bool operator==(const DecisionCondition&, const DecisionCondition&) = default;
};

/// Why an autoscaler wrote the count that it wrote, or left it alone.
struct Decision {
  std::string scaler;        ///< "HorizontalPodAutoscaler", "ScaledObject", "Cluster Autoscaler"
  std::int64_t current = 0;  ///< the count before: scale.spec.replicas, nodes of the group
  std::int64_t result = 0;   ///< the count after
  ValueRange ready{};        ///< of the current ones, those that are ready
  std::optional<ValueRange> wanted{};           ///< asked for before windows, policies, bounds
  std::vector<Proposal> proposals{};            ///< in the order of the spec
  std::optional<std::size_t> winner{};          ///< whose proposal was taken, by its place
  std::vector<DecisionLimit> limits{};          ///< in the order in which they took hold
  std::vector<DecisionCondition> conditions{};  ///< those that there are
  std::string reason{};                         ///< one sentence, of the first evaluation
};

/// Consecutive evaluations of one autoscaler that came to the same end for the same reason.
/// Measured values, proposals and ready counts are ranges over them.
struct DecisionEntry {
  TimePoint first{};
  TimePoint last{};
  std::uint64_t count = 1;
  std::string component;
  Decision decision;
};

/// Every evaluation of every autoscaler of a run, in order. Consecutive ones that differ in nothing
/// but measured values share an entry, so that a quiet day is one line. A change of the count is
/// always an entry of its own. Bounded: what comes after `entries_max` entries is only counted.
class DecisionLog {
 public:
  static constexpr std::size_t entries_max = 20'000;

  void record(TimePoint at, std::string_view component, Decision decision);

  [[nodiscard]] const std::vector<DecisionEntry>& entries() const { return entries_; }

  /// Evaluations that no entry tells of.
  [[nodiscard]] std::uint64_t left_out() const { return left_out_; }

 private:
  std::vector<DecisionEntry> entries_;
  std::map<std::pair<std::string, std::string>, std::size_t> latest_;  // component, scaler
  std::uint64_t left_out_ = 0;
};

}  // namespace tiersim
