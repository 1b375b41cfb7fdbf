#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "models/request.hpp"
#include "sim/statistics/log_histogram.hpp"
#include "sim/time.hpp"

namespace tiersim {

/// What became of the requests of one class of one workload.
struct RequestTally {
  std::uint64_t offered = 0;
  std::uint64_t completed = 0;
  std::uint64_t failed = 0;
  std::uint64_t good = 0;  ///< completed within the class's latency objective
  std::array<std::uint64_t, outcome_kinds> outcomes{};
  LogHistogram latency;  ///< s, of the completed ones

  void merge(const RequestTally& other);

  [[nodiscard]] std::uint64_t in_flight() const { return offered - completed - failed; }
};

/// The requests as their clients see them. Counted by arrival after warm-up: a request that arrives
/// during the warm-up counts nowhere but in the window.
class RequestLog {
 public:
  /// Requests that arrived or ended since the last sample, warm-up included.
  struct Window {
    std::uint64_t offered = 0;
    std::uint64_t completed = 0;
    std::uint64_t failed = 0;
    LogHistogram latency;
  };

  /// `good_within` by class; `forever` where no objective says otherwise.
  RequestLog(std::size_t workloads, std::vector<Duration> good_within, TimePoint measured_from);

  [[nodiscard]] bool counts(const Request& request) const { return request.born >= measured_from_; }

  void arrived(const Request& request) {
    ++in_flight_;
    ++window_.offered;
    if (counts(request)) ++tally_of(request).offered;
  }

  void ended(const Request& request, Outcome outcome, Duration latency);

  [[nodiscard]] const RequestTally& tally(std::size_t workload, std::size_t request_class) const {
    return tallies_[workload * classes_ + request_class];
  }

  [[nodiscard]] Window& window() { return window_; }

  /// Requests under way now, warm-up included.
  [[nodiscard]] std::uint64_t in_flight() const { return in_flight_; }

 private:
  [[nodiscard]] RequestTally& tally_of(const Request& request) {
    return tallies_[request.workload * classes_ + request.operation];
  }

  std::size_t classes_;
  std::vector<Duration> good_within_;
  TimePoint measured_from_;
  std::vector<RequestTally> tallies_;
  Window window_;
  std::uint64_t in_flight_ = 0;
};

}  // namespace tiersim
