#include "models/theory/networks/mixed_network.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "models/theory/networks/product_form.hpp"
#include "sim/assert.hpp"

namespace tiersim::theory {

namespace {

/// What the open classes do to a station with j closed customers, j = 0, 1, …
struct OpenShare {
  std::vector<double> capacity;  ///< left to the closed classes with j + 1 of them
  std::vector<double> number;    ///< mean open customers, given j closed ones
};

/// With i open and j closed customers a state weighs C(i+j, i) offered^i / (capacity(1) … (i+j)),
/// summed over i: F(j). The closed classes see the capacity F(j-1)/F(j). Precondition: offered <
/// servers.
class OpenShares {
 public:
  OpenShares(std::size_t servers, double offered) : servers_(servers), offered_(offered) {}

  /// For j = 0 … closed.
  [[nodiscard]] OpenShare of(std::size_t closed) const {
    OpenShare share;
    if (servers_ == 1) {
      for (std::size_t j = 0; j <= closed; ++j) {
        if (j > 0) share.capacity.push_back(1 - offered_);
        share.number.push_back(static_cast<double>(j + 1) * offered_ / (1 - offered_));
      }
      return share;
    }
    long double first = 1;  // weight without open customers, as a multiple of F(j-1)
    for (std::size_t j = 0; j <= closed; ++j) {
      const auto [sum, number] = sums(j, first);
      if (j > 0) share.capacity.push_back(static_cast<double>(1 / sum));
      share.number.push_back(static_cast<double>(number / sum));
      first /= capacity(j + 1) * sum;
    }
    return share;
  }

 private:
  [[nodiscard]] long double capacity(std::size_t present) const {
    return static_cast<long double>(std::min(present, servers_));
  }

  /// The sum over i of the weights and of i times the weights.
  [[nodiscard]] std::pair<long double, long double> sums(std::size_t j, long double weight) const {
    long double sum = 0;
    long double number = 0;
    for (std::size_t i = 0;; ++i) {
      sum += weight;
      number += static_cast<long double>(i) * weight;
      const auto next = static_cast<long double>(i + 1);
      const long double ratio =
          (next + static_cast<long double>(j)) / next * offered_ / capacity(i + 1 + j);
      weight *= ratio;
      // From here on the weights fall faster than a geometric series.
      if (ratio < 1 && weight * next <= 1e-20L * (1 - ratio) * (1 - ratio) * sum) break;
    }
    return {sum, number};
  }

  std::size_t servers_;
  double offered_;
};

double demand_s(const MixedNetwork& network, std::size_t r, std::size_t k) {
  return network.visits[r].at(k) * network.service_s[r].at(k);
}

double offered(const MixedNetwork& network, std::size_t k) {
  double load = 0;
  for (std::size_t r = 0; r < network.population.size(); ++r)
    load += network.arrival_rate_per_s[r] * demand_s(network, r, k);
  return load;
}

void check(const MixedNetwork& network) {
  const std::size_t classes = network.population.size();
  TIERSIM_ASSERT(classes > 0 && network.arrival_rate_per_s.size() == classes);
  TIERSIM_ASSERT(network.service_s.size() == classes && network.visits.size() == classes);
  for (std::size_t r = 0; r < classes; ++r) {
    TIERSIM_ASSERT(network.arrival_rate_per_s[r] >= 0);
    TIERSIM_ASSERT(network.arrival_rate_per_s[r] == 0 || network.population[r] == 0);
  }
}

/// What the closed classes see of the network.
ProductForm closed_part(const MixedNetwork& network, const std::vector<OpenShare>& shares) {
  const std::size_t classes = network.population.size();
  ProductForm form{network.population, std::vector<double>(classes, 0.0), {}};
  for (std::size_t k = 0; k < network.servers.size(); ++k) {
    std::vector<double> demands;
    for (std::size_t r = 0; r < classes; ++r) demands.push_back(demand_s(network, r, k));
    if (network.servers[k] > 0) {
      form.queues.push_back({demands, shares[k].capacity});
    } else {
      for (std::size_t r = 0; r < classes; ++r) form.delay_s[r] += demands[r];
    }
  }
  return form;
}

/// Mean open customers at station k per open customer in service, over the numbers of closed ones.
double stretch(const MixedNetwork& network, const OpenShare& share,
               const std::vector<double>& present, std::size_t k) {
  const double load = offered(network, k);
  if (load == 0) return 1;
  return std::inner_product(present.begin(), present.end(), share.number.begin(), 0.0) / load;
}

}  // namespace

std::optional<MixedSolution> solve(const MixedNetwork& network) {
  check(network);
  const std::size_t classes = network.population.size();
  const std::size_t stations = network.servers.size();
  const std::size_t closed =
      std::accumulate(network.population.begin(), network.population.end(), std::size_t{0});
  std::vector<OpenShare> shares(stations);
  for (std::size_t k = 0; k < stations; ++k) {
    if (network.servers[k] == 0) continue;
    const double load = offered(network, k);
    if (load >= static_cast<double>(network.servers[k])) return std::nullopt;
    shares[k] = OpenShares(network.servers[k], load).of(std::max<std::size_t>(closed, 1));
  }
  const ProductFormSolution inner = solve(closed_part(network, shares));
  MixedSolution solution{inner.throughput_per_s, std::vector<double>(classes, 0.0),
                         Table(classes, std::vector<double>(stations, 0.0))};
  for (std::size_t r = 0; r < classes; ++r) {
    double& throughput = solution.throughput_per_s[r];
    const bool open = network.population[r] == 0;
    if (open) throughput = network.arrival_rate_per_s[r];
    std::size_t queue = 0;
    for (std::size_t k = 0; k < stations; ++k) {
      const double busy = throughput * demand_s(network, r, k);
      double& number = solution.number[r][k];
      if (network.servers[k] == 0) {
        number = busy;
        continue;
      }
      number = open ? busy * stretch(network, shares[k], inner.present[queue], k)
                    : inner.number[r][queue];
      ++queue;
    }
    const double present =
        std::accumulate(solution.number[r].begin(), solution.number[r].end(), 0.0);
    if (throughput > 0) solution.response_s[r] = present / throughput;
  }
  return solution;
}

}  // namespace tiersim::theory
