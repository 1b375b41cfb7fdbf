#include "models/theory/arrivals/phase_queue.hpp"

#include <cstddef>
#include <vector>

namespace tiersim::theory {

namespace {

/// The level is the number of customers; a phase is one of the interarrival time and, unless the
/// level is 0, one of the service.
class PhaseQueue {
 public:
  PhaseQueue(const PhaseType& interarrival, const PhaseType& service)
      : arrival_(interarrival), service_(service) {}

  [[nodiscard]] LevelChain chain() const {
    return {[this](std::size_t level) { return level == 0 ? first_arrival() : arrival(); },
            [this](std::size_t level) { return level == 0 ? arrival_.within : within(); },
            [this](std::size_t level) { return level == 1 ? last_departure() : departure(); }};
  }

  /// The phase of the interarrival time.
  [[nodiscard]] std::size_t arrival_phase(std::size_t phase) const {
    return phase / service_.phases();
  }

 private:
  [[nodiscard]] std::size_t phase(std::size_t arrival, std::size_t service) const {
    return arrival * service_.phases() + service;
  }

  [[nodiscard]] std::size_t phases() const { return arrival_.phases() * service_.phases(); }

  [[nodiscard]] Block first_arrival() const {
    Block rates(arrival_.phases(), phases());
    for (std::size_t a = 0; a < arrival_.phases(); ++a) {
      for (std::size_t b = 0; b < arrival_.phases(); ++b) {
        for (std::size_t s = 0; s < service_.phases(); ++s)
          rates(a, phase(b, s)) = arrival_.leaving[a] * arrival_.start[b] * service_.start[s];
      }
    }
    return rates;
  }

  [[nodiscard]] Block arrival() const {
    Block rates(phases(), phases());
    for (std::size_t a = 0; a < arrival_.phases(); ++a) {
      for (std::size_t b = 0; b < arrival_.phases(); ++b) {
        for (std::size_t s = 0; s < service_.phases(); ++s)
          rates(phase(a, s), phase(b, s)) = arrival_.leaving[a] * arrival_.start[b];
      }
    }
    return rates;
  }

  [[nodiscard]] Block within() const {
    Block rates(phases(), phases());
    for (std::size_t a = 0; a < arrival_.phases(); ++a) {
      for (std::size_t s = 0; s < service_.phases(); ++s) {
        for (std::size_t b = 0; b < arrival_.phases(); ++b)
          rates(phase(a, s), phase(b, s)) += arrival_.within(a, b);
        for (std::size_t t = 0; t < service_.phases(); ++t)
          rates(phase(a, s), phase(a, t)) += service_.within(s, t);
      }
    }
    return rates;
  }

  [[nodiscard]] Block last_departure() const {
    Block rates(phases(), arrival_.phases());
    for (std::size_t i = 0; i < phases(); ++i)
      rates(i, arrival_phase(i)) = service_.leaving[i % service_.phases()];
    return rates;
  }

  [[nodiscard]] Block departure() const {
    Block rates(phases(), phases());
    for (std::size_t i = 0; i < phases(); ++i) {
      for (std::size_t t = 0; t < service_.phases(); ++t)
        rates(i, phase(arrival_phase(i), t)) =
            service_.leaving[i % service_.phases()] * service_.start[t];
    }
    return rates;
  }

  const PhaseType& arrival_;
  const PhaseType& service_;
};

}  // namespace

std::optional<PhaseQueueSolution> solve_phase_queue(const PhaseType& interarrival,
                                                    const PhaseType& service) {
  const PhaseQueue queue(interarrival, service);
  const auto solved = stationary_unbounded(queue.chain(), 1);
  if (!solved) return std::nullopt;
  const double rate = 1 / interarrival.mean();
  PhaseQueueSolution solution;
  double busy = 0;
  for (std::size_t i = 0; i < solved->above.size(); ++i) {
    busy += solved->above[i];
    solution.means.number_waiting += solved->excess[i];
    const double arrivals = interarrival.leaving[queue.arrival_phase(i)];
    solution.wait_probability += solved->above[i] * arrivals / rate;
  }
  solution.means.utilization = rate * service.mean();
  solution.means.number = solution.means.number_waiting + busy;
  solution.means.wait_s = solution.means.number_waiting / rate;
  solution.means.sojourn_s = solution.means.number / rate;
  return solution;
}

}  // namespace tiersim::theory
