#include "models/theory/networks/open_network.hpp"

#include <cmath>

#include <Eigen/LU>

#include "models/theory/erlang.hpp"
#include "sim/assert.hpp"

namespace tiersim::theory {

namespace {

/// Mean sojourn at a station of `servers` in units of the mean service time. Nothing when it is
/// overloaded. `offered` = busy servers.
std::optional<double> stretch(std::size_t servers, double offered) {
  if (servers == 0) return 1.0;
  const auto c = static_cast<double>(servers);
  if (offered >= c) return std::nullopt;
  return 1 + erlang_c(static_cast<int>(servers), offered) / (c - offered);
}

}  // namespace

std::vector<double> traffic(const std::vector<double>& external_rate_per_s, const Table& routing) {
  using Matrix = Eigen::Matrix<long double, Eigen::Dynamic, Eigen::Dynamic>;
  using Vector = Eigen::Matrix<long double, Eigen::Dynamic, 1>;
  const std::size_t stations = external_rate_per_s.size();
  TIERSIM_ASSERT(routing.size() == stations);
  const auto n = static_cast<Eigen::Index>(stations);
  Matrix matrix = Matrix::Identity(n, n);  // of the equations, (I - P) transposed
  Vector external(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    const std::vector<double>& row = routing[static_cast<std::size_t>(i)];
    TIERSIM_ASSERT(row.size() == stations);
    for (Eigen::Index j = 0; j < n; ++j) {
      TIERSIM_ASSERT(row[static_cast<std::size_t>(j)] >= 0);
      matrix(j, i) -= row[static_cast<std::size_t>(j)];
    }
    external(i) = external_rate_per_s[static_cast<std::size_t>(i)];
  }
  const Vector total = matrix.partialPivLu().solve(external);
  std::vector<double> rates;
  for (const long double rate : total) {
    // Else somebody stays for ever.
    TIERSIM_ASSERT(std::isfinite(rate) && rate >= -1e-9L * external.sum());
    rates.push_back(rate > 0 ? static_cast<double>(rate) : 0.0);
  }
  return rates;
}

std::optional<JacksonSolution> solve(const JacksonNetwork& network) {
  const std::size_t stations = network.servers.size();
  TIERSIM_ASSERT(network.external_rate_per_s.size() == stations);
  TIERSIM_ASSERT(network.service_rate_per_s.size() == stations);
  JacksonSolution solution;
  double external = 0;
  for (const double rate : network.external_rate_per_s) {
    TIERSIM_ASSERT(rate >= 0);
    external += rate;
  }
  TIERSIM_ASSERT(external > 0);
  const std::vector<double> rates = traffic(network.external_rate_per_s, network.routing);
  for (std::size_t k = 0; k < stations; ++k) {
    TIERSIM_ASSERT(network.service_rate_per_s[k] > 0);
    const double offered = rates[k] / network.service_rate_per_s[k];
    const auto times = stretch(network.servers[k], offered);
    if (!times) return std::nullopt;
    const double per = network.servers[k] == 0 ? 1.0 : static_cast<double>(network.servers[k]);
    solution.stations.push_back(
        {rates[k], offered / per, offered * *times, *times / network.service_rate_per_s[k]});
    solution.number += offered * *times;
  }
  solution.sojourn_s = solution.number / external;
  return solution;
}

std::optional<OpenSolution> solve(const OpenNetwork& network) {
  const std::size_t classes = network.arrival_rate_per_s.size();
  const std::size_t stations = network.servers.size();
  TIERSIM_ASSERT(network.service_s.size() == classes && network.visits.size() == classes);
  const Table zeros(classes, std::vector<double>(stations, 0.0));
  OpenSolution solution{std::vector<double>(stations, 0.0), zeros, zeros,
                        std::vector<double>(classes, 0.0)};
  for (std::size_t k = 0; k < stations; ++k) {
    double offered = 0;
    for (std::size_t r = 0; r < classes; ++r) {
      const double per_request = network.visits[r].at(k) * network.service_s[r].at(k);
      TIERSIM_ASSERT(per_request >= 0 && network.arrival_rate_per_s[r] >= 0);
      offered += network.arrival_rate_per_s[r] * per_request;
    }
    const auto times = stretch(network.servers[k], offered);
    if (!times) return std::nullopt;
    solution.utilization[k] =
        network.servers[k] == 0 ? offered : offered / static_cast<double>(network.servers[k]);
    for (std::size_t r = 0; r < classes; ++r) {
      const double per_visit = network.service_s[r][k] * *times;
      solution.sojourn_s[r][k] = per_visit;
      solution.response_s[r] += network.visits[r][k] * per_visit;
      solution.number[r][k] = network.arrival_rate_per_s[r] * network.visits[r][k] * per_visit;
    }
  }
  return solution;
}

}  // namespace tiersim::theory
