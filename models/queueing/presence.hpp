#pragma once
#include <cstddef>
#include <cstdint>

#include "sim/time.hpp"

namespace tiersim {

/// A number of customers or servers, and its integral over time, exact.
class Presence {
 public:
  [[nodiscard]] std::size_t count() const { return count_; }

  void change(TimePoint now, std::ptrdiff_t by) {
    area_ = area(now);
    since_ = now;
    count_ += static_cast<std::size_t>(by);
  }

  /// Time spent by all of them up to `now`, seconds. Precondition: not before the last change.
  [[nodiscard]] double seconds(TimePoint now) const { return static_cast<double>(area(now)) / 1e9; }

 private:
  __extension__ using Area = unsigned __int128;  ///< number times nanoseconds

  [[nodiscard]] Area area(TimePoint now) const {
    return area_ + Area{count_} * static_cast<std::uint64_t>((now - since_).count());
  }

  std::size_t count_ = 0;
  TimePoint since_{};
  Area area_ = 0;
};

}  // namespace tiersim
