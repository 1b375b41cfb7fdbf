#pragma once
#include <cstdint>
#include <optional>

namespace tiersim {

/// What a checker holds of a target. `initial`: newly registered, one success is enough.
enum class TargetHealth : std::uint8_t { initial, healthy, unhealthy };

/// Counts the answers of one target's checks, as a managed load balancer does: the verdict turns
/// after so many equal answers in a row. Source: Elastic Load Balancing user guide, health checks.
class ActiveHealth {
 public:
  struct Thresholds {
    int healthy = 5;    ///< successes in a row, at least 1
    int unhealthy = 2;  ///< failures in a row, at least 1
  };

  explicit ActiveHealth(Thresholds thresholds, TargetHealth health = TargetHealth::initial)
      : thresholds_(thresholds), health_(health) {}

  [[nodiscard]] TargetHealth health() const { return health_; }

  /// The answer of a check; the new verdict if it turns. A new target that fails stays new.
  std::optional<TargetHealth> note(bool success) {
    if (success != last_) in_a_row_ = 0;
    last_ = success;
    ++in_a_row_;
    const bool is_healthy = health_ == TargetHealth::healthy;
    const bool is_new = health_ == TargetHealth::initial;
    if (success == is_healthy) return std::nullopt;
    const int needed = !success ? thresholds_.unhealthy : is_new ? 1 : thresholds_.healthy;
    if (in_a_row_ < needed) return std::nullopt;
    health_ = success ? TargetHealth::healthy : TargetHealth::unhealthy;
    return health_;
  }

 private:
  Thresholds thresholds_;
  TargetHealth health_;
  bool last_ = false;
  int in_a_row_ = 0;
};

}  // namespace tiersim
