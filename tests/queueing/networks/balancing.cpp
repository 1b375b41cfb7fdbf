// The models of g6: servers behind a load balancer.
#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

#include "tests/queueing/networks/balancing_farm.hpp"
#include "tests/queueing/networks/networks_readings.hpp"

namespace tiersim::queueing::networks {

namespace {

using Numbers = std::vector<double>;

double rate_of(const Case& reference) {
  return reference.parameters.at("lambda").get<double>();
}

/// `mu` of each server: a list, or one number for `n` servers.
Numbers rates_of(const Case& reference) {
  const auto& mu = reference.parameters.at("mu");
  if (mu.is_array()) return mu.get<Numbers>();
  return Numbers(reference.parameters.at("n").get<std::size_t>(), mu.get<double>());
}

/// Servers with a line and a share of the customers each forget their start on their own.
double settling_apart(double lambda, const Numbers& rates, const Numbers& shares) {
  double longest = 0;
  for (std::size_t i = 0; i < rates.size(); ++i)
    longest = std::max(longest, settling_s(lambda * shares[i], rates[i], 2.0));
  return longest;
}

/// Servers among which a policy keeps the lines equal forget it together.
double settling_together(double lambda, const Numbers& rates) {
  return settling_s(lambda, std::accumulate(rates.begin(), rates.end(), 0.0), 2.0);
}

/// Runs a farm and says of it whatever the case asks for.
void farm(const Case& reference, std::unique_ptr<FarmPolicy> policy, double settling, RunKey key,
          double length, Readings& readings) {
  const Numbers rates = rates_of(reference);
  Simulation simulation;
  Farm farm(simulation, rate_of(reference), rates, std::move(policy), key);
  farm.run(length, settling);
  readings.effort(simulation.events());
  const auto wants = [&](const char* metric) { return reference.expect.contains(metric); };
  if (wants("W")) readings.value("W", farm.mean_sojourn_s());
  if (wants("Wq")) readings.value("Wq", farm.mean_wait_s());
  if (wants("L")) readings.value("L", farm.mean_present());
  if (wants("P_wait")) readings.value("P_wait", farm.share_waiting());
  if (wants("sigma")) readings.value("sigma", farm.share_waiting());  // each server is E_n/M/1
  for (std::size_t i = 0; i < rates.size(); ++i) {
    if (wants("L_server")) readings.value("L_server", i, farm.mean_present(i));
    if (wants("share")) readings.value("share", i, farm.share_of(i));
    if (wants("p")) readings.value("p", i, farm.share_of(i));
  }
}

Numbers equal_shares(std::size_t n) {
  return Numbers(n, 1.0 / static_cast<double>(n));
}

/// A farm whose servers know nothing of each other.
void farm_apart(const Case& reference, std::unique_ptr<FarmPolicy> policy, const Numbers& shares,
                RunKey key, double length, Readings& readings) {
  farm(reference, std::move(policy),
       settling_apart(rate_of(reference), rates_of(reference), shares), key, length, readings);
}

/// A farm whose policy looks at the lines.
void farm_together(const Case& reference, std::unique_ptr<FarmPolicy> policy, RunKey key,
                   double length, Readings& readings) {
  farm(reference, std::move(policy), settling_together(rate_of(reference), rates_of(reference)),
       key, length, readings);
}

void random(const Case& reference, RunKey key, double length, Readings& readings) {
  const Numbers shares = equal_shares(rates_of(reference).size());
  farm_apart(reference, std::make_unique<RandomSplit>(shares), shares, key, length, readings);
}

void round_robin(const Case& reference, RunKey key, double length, Readings& readings) {
  farm_apart(reference, std::make_unique<RoundRobin>(), equal_shares(rates_of(reference).size()),
             key, length, readings);
}

void weighted_random(const Case& reference, RunKey key, double length, Readings& readings) {
  const auto shares = reference.parameters.at("p").get<Numbers>();
  farm_apart(reference, std::make_unique<RandomSplit>(shares), shares, key, length, readings);
}

/// The split of a Poisson stream over M/M/1 servers that minimises the mean sojourn: those in use
/// keep spare rates mu_i - lambda p_i in proportion to sqrt(mu_i); the slowest are left out until
/// no spare rate of an idle server would pay. Source: C. E. Bell, S. Stidham, "Individual versus
/// social optimization in the allocation of customers to alternative servers", Management Science
/// 29(7), 1983.
Numbers optimal_split(double lambda, const Numbers& mu) {
  std::vector<std::size_t> fastest_first(mu.size());
  std::iota(fastest_first.begin(), fastest_first.end(), std::size_t{0});
  std::stable_sort(fastest_first.begin(), fastest_first.end(),
                   [&](std::size_t a, std::size_t b) { return mu[a] > mu[b]; });
  double roots = 0;
  double rates = 0;
  std::size_t used = 0;
  for (const std::size_t server : fastest_first) {
    const double root = std::sqrt(mu[server]);
    if (used > 0 && root * roots <= rates - lambda) break;  // its share would not be positive
    roots += root;
    rates += mu[server];
    ++used;
  }
  Numbers p(mu.size(), 0.0);
  for (std::size_t i = 0; i < used; ++i) {
    const std::size_t server = fastest_first[i];
    p[server] = (mu[server] - std::sqrt(mu[server]) * (rates - lambda) / roots) / lambda;
  }
  return p;
}

void optimal(const Case& reference, RunKey key, double length, Readings& readings) {
  const Numbers shares = optimal_split(rate_of(reference), rates_of(reference));
  farm_apart(reference, std::make_unique<RandomSplit>(shares), shares, key, length, readings);
}

void shortest_queue(const Case& reference, RunKey key, double length, Readings& readings) {
  farm_together(reference, std::make_unique<ShortestOf>(rates_of(reference).size()), key, length,
                readings);
}

void power_of_d(const Case& reference, RunKey key, double length, Readings& readings) {
  const auto d = reference.parameters.at("d").get<std::size_t>();
  auto policy = std::make_unique<ShortestOf>(d);
  if (d > 1) {
    farm_together(reference, std::move(policy), key, length, readings);
  } else {
    farm_apart(reference, std::move(policy), equal_shares(rates_of(reference).size()), key, length,
               readings);
  }
}

void shortest_delay(const Case& reference, RunKey key, double length, Readings& readings) {
  farm_together(reference, std::make_unique<ShortestExpectedDelay>(), key, length, readings);
}

/// One line for all servers, who take from it as they become free.
class CentralQueue final : private Event {
 public:
  CentralQueue(Simulation& simulation, double arrivals_per_s, double rate_per_s,
               std::size_t servers, RunKey key)
      : Event(simulation),
        gap_s_(1.0 / arrivals_per_s),
        mean_service_s_(1.0 / rate_per_s),
        arrivals_(Stream::named(key, "central", "arrivals")),
        service_(Stream::named(key, "central", "service")),
        station_(simulation, {.servers = servers}),
        in_flight_(simulation) {}

  void run(double length, double settling) {
    schedule_in(from_seconds(arrivals_.exponential() * gap_s_));
    const double customers_min = 500 * static_cast<double>(station_.servers());
    const Horizon parts =
        Horizon::of(length, 1.0 / gap_s_, std::max(settling, customers_min * gap_s_));
    simulation().run_until(TimePoint{from_seconds(parts.warm_up_s)});
    in_system_.restart(simulation().now());
    waits_ns_ = 0;
    simulation().run_until(TimePoint{from_seconds(parts.warm_up_s + parts.measured_s)});
  }

  [[nodiscard]] double mean_sojourn_s() const { return in_system_.mean_stay_s(); }

  /// What is left of the sojourn when nobody has to wait.
  [[nodiscard]] double mean_service_s() const {
    return mean_sojourn_s() - waits_ns_ / 1e9 / static_cast<double>(in_system_.left());
  }

 private:
  void fire() override {
    schedule_in(from_seconds(arrivals_.exponential() * gap_s_));
    in_flight_.start(customer());
  }

  Process customer() {
    const TimePoint came = simulation().now();
    in_system_.enter(came);
    const auto visit =
        co_await station_.visit(from_seconds(service_.exponential() * mean_service_s_));
    in_system_.leave(simulation().now(), simulation().now() - came);
    waits_ns_ += static_cast<double>(visit.wait.count());
  }

  double gap_s_;
  double mean_service_s_;
  Stream arrivals_;
  Stream service_;
  Station station_;
  Population in_system_;
  double waits_ns_ = 0;
  ProcessScope in_flight_;
};

/// Three farms side by side, each with arrivals and services of its own.
void bounds(const Case& reference, RunKey key, double length, Readings& readings) {
  const double lambda = rate_of(reference);
  const Numbers rates = rates_of(reference);
  {
    Simulation simulation;
    CentralQueue central(simulation, lambda, rates.front(), rates.size(), key);
    central.run(length, settling_together(lambda, rates));
    readings.effort(simulation.events());
    readings.value("W_central", central.mean_sojourn_s());
    readings.value("W_limit", central.mean_service_s());
  }
  const Numbers shares = equal_shares(rates.size());
  const auto sojourn_s = [&](std::unique_ptr<FarmPolicy> policy) {
    Simulation simulation;
    Farm farm(simulation, lambda, rates, std::move(policy), key);
    farm.run(length, settling_apart(lambda, rates, shares));
    readings.effort(simulation.events());
    return farm.mean_sojourn_s();
  };
  readings.value("W_round_robin", sojourn_s(std::make_unique<RoundRobin>()));
  readings.value("W_random", sojourn_s(std::make_unique<RandomSplit>(shares)));
}

}  // namespace

std::map<std::string, Model> balancing_models() {
  return {{"lb_random", random},
          {"lb_round_robin", round_robin},
          {"lb_weighted_random", weighted_random},
          {"lb_optimal_split", optimal},
          {"lb_jsq", shortest_queue},
          {"lb_jsq_hetero2", shortest_queue},
          {"lb_power_of_d", power_of_d},
          {"lb_sed2", shortest_delay},
          {"lb_bounds", bounds}};
}

}  // namespace tiersim::queueing::networks
