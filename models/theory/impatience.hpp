#pragma once
#include <vector>

#include "models/theory/law.hpp"

namespace tiersim::theory {

/// M/M/c+G: Poisson arrivals, exponential service, FIFO, and customers who leave the line when they
/// have waited as long as their patience (a random time with law G, or a constant queue timeout);
/// service is never abandoned. In steady state, which exists whatever the load. Exponential
/// patience: Erlang A (C. Palm, 1957). By quadrature over the offered wait, whose density is known
/// up to a factor; all terms are positive. Source: F. Baccelli, G. Hebuterne, "On queues with
/// impatient customers", Performance '81; S. Zeltyn, A. Mandelbaum, "Call centers with impatient
/// customers", Queueing Systems 51, 2005.
class ImpatientQueue {
 public:
  /// Preconditions: rates > 0, servers >= 1, patience finite with mean > 0.
  ImpatientQueue(double arrival_rate_per_s, double service_rate_per_s, int servers,
                 const Law& patience);

  double abandon_probability = 0;  ///< of an arrival
  double wait_probability = 0;     ///< of an arrival not to be served at once
  double number_waiting = 0;
  double number = 0;
  double wait_s = 0;            ///< mean time in line, over all arrivals
  double served_wait_s = 0;     ///< mean, over those who are served; waits of 0 included
  double abandoned_wait_s = 0;  ///< mean, over those who leave; 0 where nobody does
  double utilization = 0;
  double throughput_per_s = 0;  ///< served

  /// Fraction of all arrivals that are served after a wait of at most x. Precondition: x >= 0.
  [[nodiscard]] double served_within(double x) const;

 private:
  [[nodiscard]] long double patience_limited(long double v) const;
  [[nodiscard]] long double patience_survival(long double v) const;
  [[nodiscard]] long double patience_spent(long double v) const;
  /// Logarithm of the offered wait's density at v, up to a constant; concave.
  [[nodiscard]] long double log_density(long double v) const;
  void find_peak();
  [[nodiscard]] long double where_fallen(long double from, long double drop, bool left) const;
  [[nodiscard]] std::vector<long double> panels() const;
  template <class Weight>
  [[nodiscard]] long double integral(Weight weight, long double to) const;

  double arrival_rate_;
  double service_rate_;
  int servers_;
  Law patience_;
  long double peak_ = 0;      // where the density is largest
  long double log_peak_ = 0;  // log_density there
  long double at_once_ = 0;   // probability to be served at once
  long double factor_ = 0;    // of the density relative to its peak
  std::vector<long double> ends_;
};

}  // namespace tiersim::theory
