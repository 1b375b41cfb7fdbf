#pragma once
#include <string>
#include <utility>
#include <vector>

#include "models/decision_log.hpp"
#include "sim/time.hpp"

namespace tiersim {

/// Something that happened and why: a decision of an autoscaler, a fault, a pod that became ready.
struct JournalEntry {
  TimePoint at{};
  std::string component;
  std::string event;
  std::string detail;
};

/// What happened in a run, in order. Bounded: what comes after `entries_max` entries is only
/// counted.
class Journal {
 public:
  static constexpr std::size_t entries_max = 20'000;

  void write(TimePoint at, std::string component, std::string event, std::string detail) {
    if (entries_.size() < entries_max) {
      entries_.push_back({at, std::move(component), std::move(event), std::move(detail)});
    } else {
      ++left_out_;
    }
  }

  [[nodiscard]] const std::vector<JournalEntry>& entries() const { return entries_; }

  [[nodiscard]] std::size_t left_out() const { return left_out_; }

  /// Why the autoscalers did what they did, evaluation by evaluation.
  [[nodiscard]] DecisionLog& decisions() { return decisions_; }

  [[nodiscard]] const DecisionLog& decisions() const { return decisions_; }

 private:
  std::vector<JournalEntry> entries_;
  std::size_t left_out_ = 0;
  DecisionLog decisions_;
};

}  // namespace tiersim
