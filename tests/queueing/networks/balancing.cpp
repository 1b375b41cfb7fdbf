// The models of g6: servers behind a load balancer.
#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

#include "tests/queueing/harness.hpp"
#include "tests/queueing/networks/balancing_farm.hpp"

namespace tiersim::queueing {

namespace {

using Numbers = std::vector<double>;

double rate_of(const Json& one_case) {
  return one_case.at("parameters").at("lambda").get<double>();
}

/// `mu` of each server: a list, or one number for `n` servers.
Numbers rates_of(const Json& one_case) {
  const auto& mu = one_case.at("parameters").at("mu");
  if (mu.is_array()) return mu.get<Numbers>();
  return Numbers(one_case.at("parameters").at("n").get<std::size_t>(), mu.get<double>());
}

/// Servers with a line and a share of the customers each forget their start on their own.
double settling_apart(double lambda, const Numbers& rates, const Numbers& shares) {
  double longest = 0;
  for (std::size_t i = 0; i < rates.size(); ++i)
    longest = std::max(longest, settling_s(lambda * shares[i], rates[i]));
  return longest;
}

/// Servers among which a policy keeps the lines equal forget it together.
double settling_together(double lambda, const Numbers& rates) {
  return settling_s(lambda, std::accumulate(rates.begin(), rates.end(), 0.0));
}

Measurement farm(const Json& one_case, const Run& run, std::unique_ptr<FarmPolicy> policy,
                 double settling) {
  const Numbers rates = rates_of(one_case);
  Simulation simulation;
  Farm farm(simulation, rate_of(one_case), rates, std::move(policy), run.key);
  farm.run(run.customers, settling);
  Measurement out;
  out.events = simulation.events();
  out.mean("W", farm.sojourn());
  out.mean("Wq", farm.wait());
  out.mean("L", farm.present());
  out.probability("P_wait", farm.share_waiting());
  out.probability("sigma", farm.share_waiting());  // each server is E_n/M/1
  for (std::size_t i = 0; i < rates.size(); ++i) {
    out.mean("L_server", farm.present(i), i);
    out.probability("share", farm.share_of(i), i);
    out.probability("p", farm.share_of(i), i);
  }
  return out;
}

Numbers equal_shares(std::size_t n) {
  return Numbers(n, 1.0 / static_cast<double>(n));
}

/// A farm whose servers know nothing of each other.
Measurement farm_apart(const Json& one_case, const Run& run, std::unique_ptr<FarmPolicy> policy,
                       const Numbers& shares) {
  return farm(one_case, run, std::move(policy),
              settling_apart(rate_of(one_case), rates_of(one_case), shares));
}

/// A farm whose policy looks at the lines.
Measurement farm_together(const Json& one_case, const Run& run,
                          std::unique_ptr<FarmPolicy> policy) {
  return farm(one_case, run, std::move(policy),
              settling_together(rate_of(one_case), rates_of(one_case)));
}

Measurement random_split(const Json& one_case, const Run& run, const Numbers& shares) {
  return farm_apart(one_case, run, std::make_unique<RandomSplit>(shares), shares);
}

Measurement random(const Json& one_case, const Run& run) {
  return random_split(one_case, run, equal_shares(rates_of(one_case).size()));
}

Measurement round_robin(const Json& one_case, const Run& run) {
  return farm_apart(one_case, run, std::make_unique<RoundRobin>(),
                    equal_shares(rates_of(one_case).size()));
}

Measurement weighted_random(const Json& one_case, const Run& run) {
  return random_split(one_case, run, one_case.at("parameters").at("p").get<Numbers>());
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

Measurement optimal(const Json& one_case, const Run& run) {
  return random_split(one_case, run, optimal_split(rate_of(one_case), rates_of(one_case)));
}

Measurement shortest_queue(const Json& one_case, const Run& run) {
  return farm_together(one_case, run, std::make_unique<ShortestOf>(rates_of(one_case).size()));
}

Measurement power_of_d(const Json& one_case, const Run& run) {
  const auto d = one_case.at("parameters").at("d").get<std::size_t>();
  if (d > 1) return farm_together(one_case, run, std::make_unique<ShortestOf>(d));
  return farm_apart(one_case, run, std::make_unique<ShortestOf>(d),
                    equal_shares(rates_of(one_case).size()));
}

Measurement shortest_delay(const Json& one_case, const Run& run) {
  return farm_together(one_case, run, std::make_unique<ShortestExpectedDelay>());
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

  void run(std::uint64_t customers, double settling) {
    schedule_in(from_seconds(arrivals_.exponential() * gap_s_));
    const double customers_min = 500 * static_cast<double>(station_.servers());
    const Horizon parts =
        Horizon::of(customers, 1.0 / gap_s_, std::max(settling, customers_min * gap_s_));
    simulation().run_until(TimePoint{from_seconds(parts.warm_up_s)});
    in_system_.restart(simulation().now());
    waits_ns_ = 0;
    simulation().run_until(TimePoint{from_seconds(parts.warm_up_s + parts.measured_s)});
  }

  [[nodiscard]] Ratio sojourn() const { return in_system_.mean_stay(); }

  /// What is left of the sojourn when nobody has to wait.
  [[nodiscard]] Ratio service() const {
    return {sojourn().sum - waits_ns_ / 1e9, in_system_.left()};
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
Measurement bounds(const Json& one_case, const Run& run) {
  const double lambda = rate_of(one_case);
  const Numbers rates = rates_of(one_case);
  const Numbers shares = equal_shares(rates.size());
  Measurement out;
  const auto sojourn = [&](std::unique_ptr<FarmPolicy> policy) {
    Simulation simulation;
    Farm farm(simulation, lambda, rates, std::move(policy), run.key);
    farm.run(run.customers, settling_apart(lambda, rates, shares));
    out.events += simulation.events();
    return farm.sojourn();
  };
  out.mean("W_round_robin", sojourn(std::make_unique<RoundRobin>()));
  out.mean("W_random", sojourn(std::make_unique<RandomSplit>(shares)));
  Simulation simulation;
  CentralQueue central(simulation, lambda, rates.front(), rates.size(), run.key);
  central.run(run.customers, settling_together(lambda, rates));
  out.events += simulation.events();
  out.mean("W_central", central.sojourn());
  out.mean("W_limit", central.service());
  return out;
}

}  // namespace

const Models& balancing_models() {
  static const Models models{{"lb_random", random},
                             {"lb_round_robin", round_robin},
                             {"lb_weighted_random", weighted_random},
                             {"lb_optimal_split", optimal},
                             {"lb_jsq", shortest_queue},
                             {"lb_jsq_hetero2", shortest_queue},
                             {"lb_power_of_d", power_of_d},
                             {"lb_sed2", shortest_delay},
                             {"lb_bounds", bounds}};
  return models;
}

}  // namespace tiersim::queueing
