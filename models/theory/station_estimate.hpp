#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "models/theory/law.hpp"

namespace tiersim::theory {

/// How a station is described when only little is known about it. Times in seconds, rates in 1/s.
struct StationInput {
  enum class Discipline {
    fifo,
    other_order,        ///< LIFO, random order: not by service time, without preemption
    processor_sharing,  ///< n customers each run at rate min(1, servers/n)
  };

  double arrival_rate_per_s = 0;
  bool poisson_arrivals = true;
  double arrival_scv = 1;  ///< of interarrival times; not looked at when they are Poisson
  double mean_service_s = 0;
  double service_scv = 1;  ///< squared coefficient of variation; may be infinite
  bool exponential_service = false;
  std::optional<Law> service_law{};  ///< where more is known than two moments: exact quantiles
  int servers = 1;
  std::optional<int> waiting_places;  ///< beyond the servers; unlimited if absent
  std::optional<double> patience_s;   ///< leaves the line after this wait; never if absent
  Discipline discipline = Discipline::fifo;
};

enum class Exactness {
  exact,
  approximation,
  does_not_apply,  ///< the numbers beside it mean nothing
};

/// What theory says about a station in steady state, without a simulation and at once.
struct StationEstimate {
  Exactness exactness = Exactness::does_not_apply;  ///< of the means and probabilities
  std::string_view method;                          ///< "Erlang C"; empty when nothing applies
  std::string model;                                ///< in Kendall's notation: "M/M/4"; or empty
  std::string_view reason;  ///< a sentence, when nothing applies or the result is approximate

  double offered_load = 0;  ///< arrival rate · mean service / servers; always given
  double utilization = 0;   ///< busy fraction of a server
  double throughput_per_s = 0;
  double wait_probability = 0;  ///< of a customer that is served; 0 under processor sharing
  double loss_probability = 0;  ///< of an arrival: turned away or out of patience
  double wait_s = 0;            ///< mean, of those served
  double sojourn_s = 0;         ///< mean, of those served
  double number_waiting = 0;
  double number = 0;

  Exactness quantile_exactness = Exactness::does_not_apply;
  std::optional<double> wait_p95_s;  ///< waits of 0 included
  std::optional<double> wait_p99_s;
  std::optional<double> sojourn_p95_s;
  std::optional<double> sojourn_p99_s;
};

/// Preconditions: arrival rate > 0, mean service > 0, servers >= 1, squared coefficients >= 0 (that
/// of the service 1 when it is exponential), waiting places >= 0, patience > 0. An overloaded
/// station, and one for which nothing is known, are answers (`does_not_apply` with a reason), not
/// faults.
///
/// Methods: the exact queues of this folder; the mean wait in M/G/c by A. M. Lee, P. A. Longton,
/// "Queueing processes associated with airline passenger check-in", Operational Research Quarterly
/// 10, 1959, and for services less variable than exponential between M/D/c and M/M/c (E. S. Page,
/// Queueing Theory in OR, 1972; M/D/c by G. P. Cosmetatos, "Approximate explicit formulae for the
/// average queueing time in the processes (M/D/r) and (D/M/r)", INFOR 13, 1975); in GI/G/c by A. O.
/// Allen and J. Cunneen (Allen, Probability, Statistics, and Queueing Theory, 1990); M/G/c/K by T.
/// Kimura, "A transform-free approximation for the finite capacity M/G/s queue", Operations
/// Research 44, 1996. Approximate quantiles take the wait of those who wait as exponential and the
/// sojourn as a gamma law of the resulting mean and variance.
[[nodiscard]] StationEstimate estimate_station(const StationInput& station);

}  // namespace tiersim::theory
