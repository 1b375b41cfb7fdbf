#pragma once
#include <cstddef>
#include <vector>

namespace tiersim::theory {

/// M/M/c on its way: the law of the number in the system at an instant, from which it goes on with
/// any arrival rate and any number of servers. The capacity working is min(number, servers).
/// Source: A. Jensen, "Markoff chains as an aid in the study of Markoff processes", Skandinavisk
/// Aktuarietidskrift 36, 1953 (uniformisation). Probabilities below 1e-20 at the far end are
/// dropped.
class TransientQueue {
 public:
  /// With `number` customers for certain. Precondition: service rate > 0.
  TransientQueue(double service_rate_per_s, std::size_t number);
  /// In the steady state of M/M/c. Preconditions: rates > 0, arrival rate < servers · service rate.
  static TransientQueue stationary(double arrival_rate_per_s, double service_rate_per_s,
                                   std::size_t servers);

  /// Lets time pass. Preconditions: all >= 0, seconds and rate finite.
  /// O((arrival rate + servers · service rate) · seconds · customers).
  void advance(double seconds, double arrival_rate_per_s, std::size_t servers);

  /// Mean customers in the system.
  [[nodiscard]] double number() const;
  /// Mean customers beyond `servers`.
  [[nodiscard]] double waiting(std::size_t servers) const;
  /// P(at least n customers).
  [[nodiscard]] double at_least(std::size_t n) const;

  [[nodiscard]] double empty() const { return probability_.front(); }

 private:
  /// One event of the uniformised chain; shares of the rate of events.
  void jump(double arrival, double service, std::size_t servers);

  double service_rate_;
  std::vector<double> probability_;  // of 0, 1, … customers
  std::vector<double> scratch_;
};

}  // namespace tiersim::theory
