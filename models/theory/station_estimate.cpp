#include "models/theory/station_estimate.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include "models/theory/erlang.hpp"
#include "models/theory/impatience.hpp"
#include "models/theory/mdc.hpp"
#include "models/theory/mg1.hpp"
#include "models/theory/mmc.hpp"
#include "models/theory/mmck.hpp"
#include "models/theory/processor_sharing.hpp"
#include "sim/assert.hpp"

namespace tiersim::theory {

namespace {

using Discipline = StationInput::Discipline;

StationEstimate nothing(const StationInput& station, std::string_view reason) {
  StationEstimate estimate;
  estimate.reason = reason;
  estimate.offered_load = station.arrival_rate_per_s * station.mean_service_s / station.servers;
  return estimate;
}

/// A station that serves everybody.
StationEstimate lossless(const StationInput& station, Exactness exactness, std::string_view method,
                         double wait_probability, double wait_s) {
  StationEstimate estimate = nothing(station, "");
  estimate.exactness = exactness;
  estimate.method = method;
  estimate.utilization = estimate.offered_load;
  estimate.throughput_per_s = station.arrival_rate_per_s;
  estimate.wait_probability = wait_probability;
  estimate.wait_s = wait_s;
  estimate.sojourn_s = wait_s + station.mean_service_s;
  estimate.number_waiting = station.arrival_rate_per_s * wait_s;
  estimate.number = station.arrival_rate_per_s * estimate.sojourn_s;
  return estimate;
}

template <class Queue>
void take_quantiles(const Queue& queue, StationEstimate& estimate) {
  estimate.quantile_exactness = Exactness::exact;
  estimate.wait_p95_s = queue.wait_quantile_s(0.95);
  estimate.wait_p99_s = queue.wait_quantile_s(0.99);
  estimate.sojourn_p95_s = queue.sojourn_quantile_s(0.95);
  estimate.sojourn_p99_s = queue.sojourn_quantile_s(0.99);
}

void approximate_quantiles(const StationInput& station, StationEstimate& estimate) {
  const double variance = station.service_scv * station.mean_service_s * station.mean_service_s;
  if (!std::isfinite(estimate.wait_s) || !std::isfinite(variance)) return;
  const double waits = estimate.wait_probability;
  const double mean = waits > 0 ? estimate.wait_s / waits : 0;  // of those who wait
  const auto wait = [&](double p) { return waits > 1 - p ? mean * std::log(waits / (1 - p)) : 0; };
  // The wait and the service of a customer are independent.
  const double spread = variance + waits * (2 - waits) * mean * mean;
  const auto sojourn = [&](double p) {
    if (spread == 0) return estimate.sojourn_s;
    const double shape = estimate.sojourn_s * estimate.sojourn_s / spread;
    if (shape > 1e5)  // as good as normal
      return estimate.sojourn_s + std::sqrt(2 * spread) * boost::math::erf_inv(2 * p - 1);
    return boost::math::gamma_p_inv(shape, p) * spread / estimate.sojourn_s;
  };
  estimate.quantile_exactness = Exactness::approximation;
  estimate.wait_p95_s = wait(0.95);
  estimate.wait_p99_s = wait(0.99);
  estimate.sojourn_p95_s = sojourn(0.95);
  estimate.sojourn_p99_s = sojourn(0.99);
}

StationEstimate sharing(const StationInput& station) {
  const double service = station.mean_service_s;
  const auto queue = shared_cores(station.arrival_rate_per_s, service, station.servers);
  const bool exact = station.poisson_arrivals;
  StationEstimate estimate =
      lossless(station, exact ? Exactness::exact : Exactness::approximation,
               station.servers == 1 ? "M/G/1 processor sharing" : "M/G/c processor sharing", 0,
               queue->means.wait_s);
  if (!exact) estimate.reason = "Arrivals are taken as Poisson.";
  if (exact && station.exponential_service && station.servers == 1) {
    const auto one =
        MG1ProcessorSharing::solve(station.arrival_rate_per_s, Law::exponential(1 / service));
    estimate.quantile_exactness = Exactness::exact;
    estimate.sojourn_p95_s = one->sojourn_quantile_s(0.95);
    estimate.sojourn_p99_s = one->sojourn_quantile_s(0.99);
  }
  return estimate;
}

/// Mean wait in M/D/c as a multiple of that in M/M/c (Cosmetatos 1975).
double constant_service_factor(double rho, int servers) {
  const double c = servers;
  return (1 + (1 - rho) * (c - 1) * (std::sqrt(4 + 5 * c) - 2) / (16 * rho * c)) / 2;
}

/// Poisson arrivals, an unlimited line, no preemption.
StationEstimate poisson_station(const StationInput& station, const MMcQueue& exponential) {
  const double scv = station.service_scv;
  const double waits = exponential.wait_probability;
  const double wait = exponential.means.wait_s;
  const bool fifo = station.discipline == Discipline::fifo;
  if (station.exponential_service) {
    StationEstimate estimate = lossless(station, Exactness::exact, "Erlang C", waits, wait);
    if (fifo) take_quantiles(exponential, estimate);
    return estimate;
  }
  // Constant service is exact as well; close to saturation the mean is known well enough.
  if (scv == 0 && fifo && exponential.means.utilization <= 0.99 && station.servers <= 2000) {
    const auto queue =
        MDcQueue::solve(station.arrival_rate_per_s, station.mean_service_s, station.servers);
    StationEstimate estimate = lossless(station, Exactness::exact, "M/D/c (Crommelin)",
                                        queue->wait_probability, queue->means.wait_s);
    estimate.quantile_exactness = Exactness::exact;
    estimate.wait_p95_s = queue->wait_quantile_s(0.95);
    estimate.wait_p99_s = queue->wait_quantile_s(0.99);
    estimate.sojourn_p95_s = *estimate.wait_p95_s + station.mean_service_s;
    estimate.sojourn_p99_s = *estimate.wait_p99_s + station.mean_service_s;
    return estimate;
  }
  StationEstimate estimate;
  if (station.servers == 1) {
    estimate =
        lossless(station, Exactness::exact, "Pollaczek-Khinchine", waits, wait * (1 + scv) / 2);
    if (fifo && station.service_law && std::isfinite(scv)) {
      take_quantiles(*MG1Queue::solve(station.arrival_rate_per_s, *station.service_law), estimate);
      return estimate;
    }
  } else if (scv >= 1) {
    estimate =
        lossless(station, Exactness::approximation, "Lee-Longton", waits, wait * (1 + scv) / 2);
    estimate.reason = "The wait in M/M/c times (1 + squared coefficient of variation) / 2.";
  } else {
    const double constant = constant_service_factor(exponential.means.utilization, station.servers);
    estimate = lossless(station, Exactness::approximation, "Page-Cosmetatos", waits,
                        wait * (scv + (1 - scv) * constant));
    estimate.reason = "Between M/D/c and M/M/c by the squared coefficient of variation.";
  }
  if (fifo) approximate_quantiles(station, estimate);
  return estimate;
}

StationEstimate unlimited_line(const StationInput& station) {
  const auto exponential =
      MMcQueue::solve(station.arrival_rate_per_s, 1 / station.mean_service_s, station.servers);
  if (!exponential)
    return nothing(station, "The offered load reaches the capacity: the line grows without end.");
  if (station.discipline == Discipline::processor_sharing) return sharing(station);
  if (station.poisson_arrivals) return poisson_station(station, *exponential);
  StationEstimate estimate =
      lossless(station, Exactness::approximation, "Allen-Cunneen", exponential->wait_probability,
               exponential->means.wait_s * (station.arrival_scv + station.service_scv) / 2);
  estimate.reason =
      "The wait in M/M/c times the mean squared coefficient of variation of arrivals and services.";
  if (station.discipline == Discipline::fifo) approximate_quantiles(station, estimate);
  return estimate;
}

/// M/G/c/K (Kimura 1996): the queue of M/M/c/K with another ratio of neighbouring states, the last
/// state apart. Exact for exponential service.
StationEstimate general_limited_line(const StationInput& station) {
  const double load = station.arrival_rate_per_s * station.mean_service_s;
  const double rho = load / station.servers;
  const double spread = (1 + station.service_scv) / 2;
  const double base = 1 - rho + rho * spread;
  if (!std::isfinite(spread) || base <= 0)
    return nothing(station, "No approximation is known for a limited line at this load and law.");
  const double ratio = rho * spread / base;
  // Relative to the state with all servers but one busy: below by the loss system, above as said.
  const double below = 1 / erlang_b(station.servers - 1, load);
  const double first = load / station.servers / base;
  double waiting = 0;
  double served_late = 0;
  double power = first;
  for (int j = 0; j < *station.waiting_places; ++j) {
    served_late += power;
    waiting += j * power;
    power *= ratio;
  }
  const double full = power * base;
  waiting += *station.waiting_places * full;
  const double total = below + served_late + full;
  StationEstimate estimate =
      nothing(station, "From two moments of the service; rare losses are overestimated.");
  estimate.exactness = Exactness::approximation;
  estimate.method = "Kimura";
  estimate.loss_probability = full / total;
  const double served = (below + served_late) / total;
  estimate.wait_probability = served_late / (below + served_late);
  estimate.throughput_per_s = station.arrival_rate_per_s * served;
  estimate.utilization = estimate.throughput_per_s * station.mean_service_s / station.servers;
  estimate.number_waiting = waiting / total;
  estimate.wait_s = estimate.number_waiting / estimate.throughput_per_s;
  estimate.sojourn_s = estimate.wait_s + station.mean_service_s;
  estimate.number = estimate.throughput_per_s * estimate.sojourn_s;
  return estimate;
}

StationEstimate limited_line(const StationInput& station) {
  if (!station.poisson_arrivals)
    return nothing(station,
                   "Losses at a limited line depend on more than two moments of arrivals.");
  if (station.discipline == Discipline::processor_sharing)
    return nothing(station, "Processor sharing with a limit has no simple theory here.");
  if (*station.waiting_places > 0 && !station.exponential_service)
    return general_limited_line(station);
  const MMcKQueue queue(station.arrival_rate_per_s, 1 / station.mean_service_s, station.servers,
                        station.servers + *station.waiting_places);
  StationEstimate estimate = nothing(station, "");
  estimate.exactness = Exactness::exact;
  estimate.method = *station.waiting_places == 0 ? "Erlang B" : "M/M/c/K";
  estimate.utilization = queue.means.utilization;
  estimate.throughput_per_s = queue.throughput_per_s;
  estimate.wait_probability = queue.wait_probability;
  estimate.loss_probability = queue.loss_probability;
  estimate.wait_s = queue.means.wait_s;
  estimate.sojourn_s = queue.means.sojourn_s;
  estimate.number_waiting = queue.means.number_waiting;
  estimate.number = queue.means.number;
  if (station.discipline == Discipline::fifo && station.exponential_service)
    take_quantiles(queue, estimate);
  return estimate;
}

StationEstimate impatient_line(const StationInput& station) {
  if (!station.poisson_arrivals || station.waiting_places || station.discipline != Discipline::fifo)
    return nothing(station,
                   "Patience is known with Poisson arrivals and an unlimited FIFO line only.");
  const ImpatientQueue queue(station.arrival_rate_per_s, 1 / station.mean_service_s,
                             station.servers, Law::deterministic(*station.patience_s));
  StationEstimate estimate = nothing(station, "");
  estimate.exactness = Exactness::exact;
  if (!station.exponential_service) {
    estimate.exactness = Exactness::approximation;
    estimate.reason = "Service is taken as exponential.";
  }
  estimate.method = "M/M/c+D (Baccelli-Hebuterne)";
  estimate.utilization = queue.utilization;
  estimate.throughput_per_s = queue.throughput_per_s;
  const double served = queue.throughput_per_s / station.arrival_rate_per_s;
  estimate.wait_probability = 1 - queue.served_within(0) / served;
  estimate.loss_probability = queue.abandon_probability;
  estimate.wait_s = queue.served_wait_s;
  estimate.sojourn_s = queue.served_wait_s + station.mean_service_s;
  estimate.number_waiting = queue.number_waiting;
  estimate.number = queue.number;
  return estimate;
}

/// In Kendall's notation; a law counts where the formula knows more of it than two moments.
std::string model_of(const StationInput& station, const StationEstimate& estimate) {
  const char* service = "G";
  if (station.poisson_arrivals && station.exponential_service) service = "M";
  if (estimate.method == "M/D/c (Crommelin)") service = "D";
  std::string model = station.poisson_arrivals ? "M/" : "GI/";
  model += service + ("/" + std::to_string(station.servers));
  if (station.waiting_places)
    model += "/" + std::to_string(station.servers + *station.waiting_places);
  if (station.patience_s) model += "+D";
  if (station.discipline == Discipline::processor_sharing) model += " shared";
  return model;
}

StationEstimate solve(const StationInput& station) {
  if (station.patience_s) return impatient_line(station);
  return station.waiting_places ? limited_line(station) : unlimited_line(station);
}

}  // namespace

StationEstimate estimate_station(const StationInput& station) {
  TIERSIM_ASSERT(station.arrival_rate_per_s > 0 && station.mean_service_s > 0);
  TIERSIM_ASSERT(station.servers >= 1);
  TIERSIM_ASSERT(station.arrival_scv >= 0 && station.service_scv >= 0);
  TIERSIM_ASSERT(!station.exponential_service || station.service_scv == 1);
  TIERSIM_ASSERT(!station.waiting_places || *station.waiting_places >= 0);
  TIERSIM_ASSERT(!station.patience_s || *station.patience_s > 0);
  StationEstimate estimate = solve(station);
  if (estimate.exactness != Exactness::does_not_apply) estimate.model = model_of(station, estimate);
  return estimate;
}

}  // namespace tiersim::theory
