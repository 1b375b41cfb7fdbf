#pragma once
#include <cmath>
#include <cstddef>
#include <vector>

#include "sim/time.hpp"

namespace tiersim {

/// Recorded numbers of requests in intervals of equal length; immutable once shared between
/// replications. An absent sample is NaN: nothing is known, so nothing arrives, and `absent` tells
/// how often. It is not a zero.
struct CountTrace {
  Duration interval{};
  std::vector<double> counts;

  [[nodiscard]] std::size_t absent() const {
    std::size_t number = 0;
    for (const double count : counts) number += std::isnan(count) ? 1 : 0;
    return number;
  }

  /// All requests, absent samples left out.
  [[nodiscard]] double total() const {
    double sum = 0;
    for (const double count : counts) sum += std::isnan(count) ? 0 : count;
    return sum;
  }

  /// Length of the record, absent samples included.
  [[nodiscard]] Duration length() const {
    return interval * static_cast<Duration::rep>(counts.size());
  }
};

}  // namespace tiersim
