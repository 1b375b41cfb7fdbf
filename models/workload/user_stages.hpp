#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "sim/time.hpp"

namespace tiersim {

/// The number of virtual users at an instant.
struct UserPoint {
  TimePoint at{};
  std::uint32_t users = 0;

  friend bool operator==(const UserPoint&, const UserPoint&) = default;
};

/// A ramp of a load test: within `duration` the number of users goes to `target`.
struct UserStage {
  Duration duration{};
  std::uint32_t target = 0;
};

/// The number of virtual users over time: linear between points, the first value before the first
/// point and the last after the last. Two points at one instant are a jump. On the way up user v
/// (counted from 1) starts when the line reaches v; on the way down user v stops when the line has
/// come to v - 1, so the number is the floor of a rising and the ceiling of a falling line. Users
/// start lowest number first and stop highest number first. Reference: k6, executor ramping-vus
/// (instants counted back from the end of a stage, cut to whole nanoseconds).
class UserStages {
 public:
  /// A constant number of users.
  explicit UserStages(std::uint32_t users);
  /// Preconditions: at least one point, times not before `TimePoint{}` and not decreasing.
  explicit UserStages(std::vector<UserPoint> points);
  /// Ramps one after the other; when the last one ends all users stop, as in k6.
  [[nodiscard]] static UserStages ramps(std::uint32_t users_at_start,
                                        std::span<const UserStage> stages);
  /// Locust's spawning: ⌊rate⌋ users (at least 1) at once every ⌊rate⌋/rate seconds, the first lot
  /// at the start, until `to` users run (or are left, when `to` is below `from`). Precondition:
  /// rate > 0.
  [[nodiscard]] static UserStages spawned(std::uint32_t from, std::uint32_t to, double rate_per_s);

  [[nodiscard]] std::uint32_t users_at(TimePoint t) const;
  [[nodiscard]] std::uint32_t users_max() const;
  /// The first change of the number after t: its instant and the number from then on; nothing if
  /// none comes.
  [[nodiscard]] std::optional<UserPoint> next_step(TimePoint t) const;

  /// Whether user `index` (counted from 0) runs at t.
  [[nodiscard]] bool is_active(std::uint32_t index, TimePoint t) const {
    return users_at(t) > index;
  }

  /// The first instant not before t at which user `index` runs; nothing if never. O(points).
  [[nodiscard]] std::optional<TimePoint> active_from(std::uint32_t index, TimePoint t) const;
  /// The first instant not before t at which user `index` does not run; nothing if never.
  /// O(points).
  [[nodiscard]] std::optional<TimePoint> inactive_from(std::uint32_t index, TimePoint t) const;

  [[nodiscard]] std::span<const UserPoint> points() const { return points_; }

 private:
  std::vector<UserPoint> points_;
};

}  // namespace tiersim
