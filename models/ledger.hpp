#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "models/request.hpp"
#include "sim/time.hpp"

namespace tiersim {

/// Where the time of a request goes: for every measured request the seconds of waiting and of
/// service in each component, summed when it completes into a bin of its latency. So the split for
/// all requests and for the slowest 1 % is known at the end without keeping requests. Memory: the
/// requests in flight plus some hundred bins.
class Ledger {
 public:
  explicit Ledger(std::size_t components);

  /// A line for a request; 0 means "not kept" and is always safe to charge.
  [[nodiscard]] std::uint32_t open(std::uint64_t request_id) {
    if (free_.empty()) add_line();
    const std::uint32_t line = free_.back();
    free_.pop_back();
    owners_[line] = request_id + 1;
    return line;
  }

  /// Charges time in a component to a request. Ignored when the request has gone (its caller gave
  /// up).
  void charge(const Request& request, ComponentId component, Duration wait, Duration service) {
    if (!is_open(request)) return;
    double* const line = lines_.data() + request.record * columns_ + std::size_t{2} * component;
    line[0] += static_cast<double>(wait.count());
    line[1] += static_cast<double>(service.count());
  }

  /// Ends a line; a completed request enters the sums, any other is dropped.
  void close(const Request& request, bool completed, Duration latency);

  struct Split {
    double wait_s = 0;  ///< mean per request
    double service_s = 0;
  };

  /// Mean split by component over the slowest `share` of the completed requests; 1 means all. The
  /// bin in which the boundary falls counts in part. Bins are an eighth of an octave wide.
  [[nodiscard]] std::vector<Split> split(double share) const;
  [[nodiscard]] std::uint64_t completed() const;

  /// Adds the sums of another ledger of the same house.
  void merge(const Ledger& other);
  void clear_sums();

 private:
  static constexpr int bins_per_octave = 8;
  static constexpr int octaves = 48;  // from 1 µs up
  static constexpr std::size_t bins = static_cast<std::size_t>(bins_per_octave * octaves);

  [[nodiscard]] bool is_open(const Request& request) const {
    return request.record != 0 && owners_[request.record] == request.id + 1;
  }

  [[nodiscard]] static std::size_t bin_of(Duration latency);
  void add_line();

  std::size_t columns_;                // two for each component: wait, service
  std::vector<std::uint64_t> owners_;  // request id + 1 of each line, 0 when free
  // Nanoseconds in doubles: exact up to 2^53 ns = 104 days, no overflow beyond, and added two at a
  // time.
  std::vector<double> lines_;  // columns_ for each line
  std::vector<std::uint32_t> free_;
  std::vector<double> sums_;           // columns_ for each bin
  std::vector<std::uint64_t> counts_;  // requests in each bin
};

}  // namespace tiersim
