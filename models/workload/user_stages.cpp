#include "models/workload/user_stages.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/assert.hpp"

namespace tiersim {
namespace {

/// Precondition: part <= whole <= 2^32. Cut towards zero; the product of length and part need not
/// fit 64 bits.
Duration fraction(Duration length, std::uint64_t part, std::uint64_t whole) {
  const auto nanoseconds = static_cast<std::uint64_t>(length.count());
  const std::uint64_t result = nanoseconds / whole * part + nanoseconds % whole * part / whole;
  return Duration{static_cast<Duration::rep>(result)};
}

/// When the line from a to b comes to `users`, counted back from b as k6 does. Preconditions: a.at
/// < b.at, a.users != b.users, and `users` lies between them.
TimePoint instant_of(const UserPoint& a, const UserPoint& b, std::uint32_t users) {
  const bool up = a.users < b.users;
  const std::uint64_t whole = up ? b.users - a.users : a.users - b.users;
  const std::uint64_t part = up ? b.users - users : users - b.users;
  return b.at - fraction(b.at - a.at, part, whole);
}

/// The number of users at t on the line from a to b. Preconditions: a.at <= t < b.at. O(log users).
std::uint32_t users_between(const UserPoint& a, const UserPoint& b, TimePoint t) {
  const bool up = a.users < b.users;
  std::uint64_t reached = 0;  // steps taken: surely that many, and fewer than `beyond`
  std::uint64_t beyond = std::uint64_t{up ? b.users - a.users : a.users - b.users} + 1;
  while (beyond - reached > 1) {
    const auto middle = static_cast<std::uint32_t>((reached + beyond) / 2);
    const bool taken = instant_of(a, b, up ? a.users + middle : a.users - middle) <= t;
    (taken ? reached : beyond) = middle;
  }
  const auto steps = static_cast<std::uint32_t>(reached);
  return up ? a.users + steps : a.users - steps;
}

bool later(TimePoint t, const UserPoint& point) {
  return t < point.at;
}

}  // namespace

UserStages::UserStages(std::uint32_t users)
    : UserStages(std::vector<UserPoint>{{TimePoint{}, users}}) {}

UserStages::UserStages(std::vector<UserPoint> points) : points_(std::move(points)) {
  TIERSIM_ASSERT(!points_.empty() && points_.front().at >= TimePoint{});
  const bool in_order =
      std::is_sorted(points_.begin(), points_.end(),
                     [](const UserPoint& a, const UserPoint& b) { return a.at < b.at; });
  TIERSIM_ASSERT(in_order);
}

UserStages UserStages::ramps(std::uint32_t users_at_start, std::span<const UserStage> stages) {
  std::vector<UserPoint> points{{TimePoint{}, users_at_start}};
  for (const UserStage& stage : stages) {
    TIERSIM_ASSERT(stage.duration >= Duration{});
    points.push_back({points.back().at + stage.duration, stage.target});
  }
  points.push_back({points.back().at, 0});
  return UserStages(std::move(points));
}

UserStages UserStages::spawned(std::uint32_t from, std::uint32_t to, double rate_per_s) {
  TIERSIM_ASSERT(std::isfinite(rate_per_s) && rate_per_s > 0);
  const double lot = std::clamp(std::floor(rate_per_s), 1.0, 4294967295.0);
  const auto lot_users = static_cast<std::uint32_t>(lot);
  std::vector<UserPoint> points;
  std::uint32_t users = from;
  if (users == to) points.push_back({TimePoint{}, users});
  for (std::uint64_t number = 0; users != to; ++number) {
    const TimePoint at =
        TimePoint{} + from_seconds(static_cast<double>(number) * (lot / rate_per_s));
    if (number > 0) points.push_back({at, users});
    users = users < to ? users + std::min(lot_users, to - users)
                       : users - std::min(lot_users, users - to);
    points.push_back({at, users});
  }
  return UserStages(std::move(points));
}

std::uint32_t UserStages::users_at(TimePoint t) const {
  const auto next = std::upper_bound(points_.begin(), points_.end(), t, later);
  if (next == points_.begin()) return points_.front().users;
  if (next == points_.end()) return points_.back().users;
  return users_between(*(next - 1), *next, t);
}

std::uint32_t UserStages::users_max() const {
  return std::max_element(points_.begin(), points_.end(),
                          [](const UserPoint& a, const UserPoint& b) { return a.users < b.users; })
      ->users;
}

std::optional<UserPoint> UserStages::next_step(TimePoint t) const {
  const std::uint32_t now = users_at(t);
  auto next = std::upper_bound(points_.begin(), points_.end(), t, later);
  if (next == points_.begin()) ++next;  // before the first point nothing changes
  for (; next < points_.end(); ++next) {
    const UserPoint& a = *(next - 1);
    TimePoint at = next->at;
    if (a.at < next->at && a.users != next->users &&
        (a.users < next->users ? next->users > now : next->users < now)) {
      at = instant_of(a, *next, a.users < next->users ? now + 1 : now - 1);
    }
    const std::uint32_t users = users_at(at);
    if (at > t && users != now) return UserPoint{at, users};
  }
  return std::nullopt;
}

std::optional<TimePoint> UserStages::active_from(std::uint32_t index, TimePoint t) const {
  if (is_active(index, t)) return t;
  for (std::size_t i = 0; i < points_.size(); ++i) {
    const UserPoint& b = points_[i];
    if (b.at <= t || b.users <= index) continue;
    const bool on_a_line = i > 0 && points_[i - 1].at < b.at && points_[i - 1].users <= index;
    const TimePoint at = on_a_line ? instant_of(points_[i - 1], b, index + 1) : b.at;
    if (is_active(index, at)) return at;
  }
  return std::nullopt;
}

std::optional<TimePoint> UserStages::inactive_from(std::uint32_t index, TimePoint t) const {
  if (!is_active(index, t)) return t;
  for (std::size_t i = 0; i < points_.size(); ++i) {
    const UserPoint& b = points_[i];
    if (b.at <= t || b.users > index) continue;
    const bool on_a_line = i > 0 && points_[i - 1].at < b.at && points_[i - 1].users > index;
    const TimePoint at = on_a_line ? instant_of(points_[i - 1], b, index) : b.at;
    if (!is_active(index, at)) return at;
  }
  return std::nullopt;
}

}  // namespace tiersim
