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
    if (free_.empty()) [[unlikely]]
      add_line();
    const std::uint32_t line = free_.back();
    free_.pop_back();
    heads_[line].owner = request_id + 1;
    return line;
  }

  /// Charges time in a component to a request. Ignored when the request has gone (its caller gave
  /// up).
  void charge(const Request& request, ComponentId component, Duration wait, Duration service) {
    Head& head = heads_[request.record];
    if (!head.belongs_to(request)) return;
    head.charged |= std::uint64_t{1} << (component % 64);
    lines_[request.record * components_ + component] +=
        Pair{static_cast<double>(wait.count()), static_cast<double>(service.count())};
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
  static constexpr std::size_t dropped = bins;  ///< one more bin, for lines that enter no sum

  /// Nanoseconds of waiting and of service, side by side so that one instruction adds both. In
  /// doubles: exact up to 2^53 ns = 104 days, no overflow beyond.
  using Pair = double __attribute__((vector_size(16)));

  /// What is known of a line: whose it is, and where something has been charged.
  struct Head {
    std::uint64_t owner = 0;    ///< the request's id plus 1; 0: nobody
    std::uint64_t charged = 0;  ///< bit i: component i, i + 64, …

    [[nodiscard]] bool belongs_to(const Request& request) const { return owner == request.id + 1; }
  };

  [[nodiscard]] static std::size_t bin_of(Duration latency);
  void add_line();

  std::size_t components_;
  std::vector<Head> heads_;            ///< of lines; line 0 is nobody's
  std::vector<Pair> lines_;            ///< a pair for each component
  std::vector<std::uint32_t> free_;    ///< lines
  std::vector<std::uint64_t> counts_;  ///< of requests, for each bin
  std::vector<Pair> sums_;             ///< for each bin a pair for each component
};

}  // namespace tiersim
