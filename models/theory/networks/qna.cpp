#include "models/theory/networks/qna.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <Eigen/LU>

#include "models/theory/arrivals/two_moment.hpp"
#include "models/theory/networks/open_network.hpp"
#include "sim/assert.hpp"

namespace tiersim::theory {

namespace {

/// The equations c²(j) = a(j) + Σ b(i, j) c²(i) of the variability of arrivals.
class Variability {
 public:
  Variability(const QnaNetwork& network, const std::vector<QnaStation>& stations)
      : network_(network), stations_(stations) {}

  [[nodiscard]] std::vector<double> solve() const {
    const auto size = static_cast<Eigen::Index>(stations_.size());
    Eigen::MatrixXd matrix = Eigen::MatrixXd::Identity(size, size);
    Eigen::VectorXd constant(size);
    for (Eigen::Index j = 0; j < size; ++j) {
      const auto to = static_cast<std::size_t>(j);
      const double weight = merging_weight(to);
      constant(j) = 1 + weight * excess(to);
      for (Eigen::Index i = 0; i < size; ++i) {
        const auto from = static_cast<std::size_t>(i);
        const double idle = 1 - std::pow(stations_[from].utilization, 2);
        matrix(j, i) -= weight * share(from, to) * network_.routing[from][to] * idle;
      }
    }
    const Eigen::VectorXd scv = matrix.partialPivLu().solve(constant);
    return {scv.data(), scv.data() + scv.size()};
  }

 private:
  /// Of the arrivals at a station, those from another one.
  [[nodiscard]] double share(std::size_t from, std::size_t to) const {
    const double all = stations_[to].arrival_rate_per_s;
    if (all == 0) return 0;
    return stations_[from].arrival_rate_per_s * network_.routing[from][to] / all;
  }

  /// And those from outside; a station without arrivals counts as fed by a Poisson stream.
  [[nodiscard]] double external_share(std::size_t to) const {
    const double all = stations_[to].arrival_rate_per_s;
    return all == 0 ? 1.0 : network_.external_rate_per_s[to] / all;
  }

  [[nodiscard]] double external_scv(std::size_t to) const {
    return stations_[to].arrival_rate_per_s == 0 ? 1.0 : network_.external_scv[to];
  }

  /// How much of the variability survives merging streams: all of it for a single one.
  [[nodiscard]] double merging_weight(std::size_t to) const {
    double squares = std::pow(external_share(to), 2);
    for (std::size_t i = 0; i < stations_.size(); ++i) squares += std::pow(share(i, to), 2);
    const double idle = 1 - stations_[to].utilization;
    return 1 / (1 + 4 * idle * idle * (1 / squares - 1));
  }

  /// What the streams would have beyond 1 if the stations they come from saw no variability.
  [[nodiscard]] double excess(std::size_t to) const {
    double sum = external_share(to) * external_scv(to) - 1;
    for (std::size_t i = 0; i < stations_.size(); ++i) {
      const double q = network_.routing[i][to];
      const double x =
          1 + (std::max(network_.service_scv[i], 0.2) - 1) / std::sqrt(network_.servers[i]);
      sum += share(i, to) * (1 - q + q * std::pow(stations_[i].utilization, 2) * x);
    }
    return sum;
  }

  const QnaNetwork& network_;
  const std::vector<QnaStation>& stations_;
};

void check(const QnaNetwork& network) {
  const std::size_t stations = network.external_rate_per_s.size();
  TIERSIM_ASSERT(network.external_scv.size() == stations);
  TIERSIM_ASSERT(network.mean_service_s.size() == stations);
  TIERSIM_ASSERT(network.service_scv.size() == stations);
  TIERSIM_ASSERT(network.servers.size() == stations);
  for (std::size_t k = 0; k < stations; ++k) {
    TIERSIM_ASSERT(network.servers[k] >= 1 && network.mean_service_s[k] > 0);
    TIERSIM_ASSERT(network.service_scv[k] >= 0 && network.external_scv[k] >= 0);
  }
}

}  // namespace

std::optional<QnaSolution> solve(const QnaNetwork& network) {
  check(network);
  QnaSolution solution;
  const std::vector<double> rates = traffic(network.external_rate_per_s, network.routing);
  for (std::size_t k = 0; k < rates.size(); ++k) {
    const double utilization = rates[k] * network.mean_service_s[k] / network.servers[k];
    if (utilization >= 1) return std::nullopt;
    solution.stations.push_back({rates[k], utilization, 0, 0});
  }
  const std::vector<double> scv = Variability(network, solution.stations).solve();
  double present = 0;
  for (std::size_t k = 0; k < rates.size(); ++k) {
    QnaStation& station = solution.stations[k];
    station.arrival_scv = scv[k];
    if (rates[k] > 0)
      station.wait_s = qna_wait_s({rates[k], 1 / network.mean_service_s[k], network.servers[k],
                                   std::max(scv[k], 0.0), network.service_scv[k]});
    present += rates[k] * (station.wait_s + network.mean_service_s[k]);
  }
  solution.sojourn_s = present / std::accumulate(network.external_rate_per_s.begin(),
                                                 network.external_rate_per_s.end(), 0.0);
  return solution;
}

}  // namespace tiersim::theory
