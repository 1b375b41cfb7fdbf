#include "models/theory/arrivals/phase_type.hpp"

#include <cmath>
#include <numeric>

#include <Eigen/LU>

#include "sim/assert.hpp"

namespace tiersim::theory {

double PhaseType::mean() const {
  const auto size = static_cast<Eigen::Index>(phases());
  Eigen::MatrixXd rates(size, size);  // of the way out: row by row what leaves less what moves
  for (Eigen::Index i = 0; i < size; ++i) {
    double out = leaving[static_cast<std::size_t>(i)];
    for (Eigen::Index j = 0; j < size; ++j) {
      if (i == j) continue;
      const double rate = within(static_cast<std::size_t>(i), static_cast<std::size_t>(j));
      rates(i, j) = -rate;
      out += rate;
    }
    rates(i, i) = out;
  }
  const Eigen::VectorXd from_phase = rates.partialPivLu().solve(Eigen::VectorXd::Ones(size));
  return Eigen::Map<const Eigen::VectorXd>(start.data(), size).dot(from_phase);
}

PhaseType PhaseType::exponential(double rate) {
  return erlang(1, rate);
}

PhaseType PhaseType::erlang(int k, double rate) {
  TIERSIM_ASSERT(k >= 1 && rate > 0);
  const auto phases = static_cast<std::size_t>(k);
  PhaseType law{std::vector<double>(phases, 0.0), Block(phases, phases),
                std::vector<double>(phases, 0.0)};
  law.start.front() = 1;
  law.leaving.back() = rate;
  for (std::size_t i = 0; i + 1 < phases; ++i) law.within(i, i + 1) = rate;
  return law;
}

PhaseType PhaseType::hyperexponential(const std::vector<double>& p,
                                      const std::vector<double>& rates) {
  TIERSIM_ASSERT(!p.empty() && p.size() == rates.size());
  const double total = std::accumulate(p.begin(), p.end(), 0.0);
  TIERSIM_ASSERT(std::abs(total - 1) < 1e-9);
  PhaseType law;
  for (std::size_t i = 0; i < p.size(); ++i) {
    TIERSIM_ASSERT(p[i] >= 0 && rates[i] > 0);
    if (p[i] == 0) continue;  // every phase can be reached
    law.start.push_back(p[i]);
    law.leaving.push_back(rates[i]);
  }
  law.within = Block(law.phases(), law.phases());
  return law;
}

}  // namespace tiersim::theory
