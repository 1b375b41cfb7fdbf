#pragma once
#include <optional>
#include <vector>

#include "models/theory/station_means.hpp"

namespace tiersim::theory {

/// Factorial moments of a batch size X >= 1: E[X], E[X(X-1)], E[X(X-1)(X-2)].
struct BatchSize {
  double first = 1;
  double second = 0;
  double third = 0;

  /// Precondition: size >= 1.
  static BatchSize constant(int size);
  /// P(X = k) = p (1-p)^(k-1). Precondition: 0 < p <= 1.
  static BatchSize geometric(double p);
  /// P(X = k) = probabilities[k-1]. Precondition: not negative, sum 1 to 1e-9.
  static BatchSize of(const std::vector<double>& probabilities);
};

/// Batches at Poisson instants, one server, exponential service of one customer after the other.
struct BatchArrivals {
  StationMeans means;
  double number_variance = 0;
  double empty_probability = 0;
};

/// M^X/M/1; empty without a steady state. Preconditions: rates > 0. Source: generating function, D.
/// Gross, C. M. Harris, Fundamentals of Queueing Theory, section 3.1.
[[nodiscard]] std::optional<BatchArrivals> batch_arrivals(double batch_rate_per_s,
                                                          const BatchSize& size,
                                                          double service_rate_per_s);

/// Customers served in batches.
struct BulkService {
  double number_waiting = 0;
  double wait_s = 0;
  double sojourn_s = 0;
  double idle_fraction = 0;  ///< of the server's time
  double batch_size = 0;     ///< mean
};

/// M/M^[a,b]/1: a free server takes up to `largest` customers as soon as `smallest` wait; a batch
/// takes one exponential service whatever its size, and nobody joins it. Empty without a steady
/// state (arrival rate >= largest · batch rate). Preconditions: rates > 0, 1 <= smallest <=
/// largest. Source: M. F. Neuts, "A general class of bulk queues with Poisson input", Annals of
/// Mathematical Statistics 38, 1967.
[[nodiscard]] std::optional<BulkService> bulk_service(double arrival_rate_per_s,
                                                      double batch_rate_per_s, int smallest,
                                                      int largest);

/// A stage that collects items: the first opens a batch and starts a timer; the batch leaves when
/// it is full or the timer ends.
struct CollectingStage {
  double batch_size = 0;        ///< mean
  double full_probability = 0;  ///< of a batch to leave full
  double batch_rate_per_s = 0;
  double delay_s = 0;               ///< mean, of an item
  double no_delay_probability = 0;  ///< of an item: the one that fills a batch
  double open_s = 0;                ///< mean, from a batch's first item to its departure
};

/// Poisson arrivals. Preconditions: rate > 0, size >= 1, timeout >= 0.
[[nodiscard]] CollectingStage collecting_stage(double arrival_rate_per_s, int size,
                                               double timeout_s);

}  // namespace tiersim::theory
