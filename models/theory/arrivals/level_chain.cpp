#include "models/theory/arrivals/level_chain.hpp"

#include <cmath>
#include <utility>

#include <Eigen/Eigenvalues>
#include <Eigen/LU>

#include "models/theory/ctmc.hpp"
#include "sim/assert.hpp"

namespace tiersim::theory {

namespace {

using Eigen::MatrixXd;
using Eigen::RowVectorXd;
using Eigen::VectorXd;

MatrixXd matrix_of(const Block& block) {
  using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  return Eigen::Map<const RowMajor>(block.data(), static_cast<Eigen::Index>(block.rows()),
                                    static_cast<Eigen::Index>(block.columns()));
}

std::vector<double> values_of(const RowVectorXd& row) {
  return {row.data(), row.data() + row.size()};
}

/// Makes the diagonal of a matrix of rates such that its rows sum to `-leaving`: taken from the
/// other entries, it has no cancellation.
void balance(MatrixXd& rates, const VectorXd& leaving) {
  rates.diagonal().setZero();
  rates.diagonal() = -(rates.rowwise().sum() + leaving);
}

/// X with X (-rates) = left, for rates that leave by themselves.
MatrixXd visits(const MatrixXd& left, const MatrixXd& rates) {
  return (-rates).transpose().partialPivLu().solve(left.transpose()).transpose();
}

/// Time fractions of the phases of a closed level, from rates without a diagonal.
RowVectorXd closed_level(const MatrixXd& rates) {
  MarkovChain chain(static_cast<std::size_t>(rates.rows()));
  for (Eigen::Index i = 0; i < rates.rows(); ++i) {
    for (Eigen::Index j = 0; j < rates.cols(); ++j) {
      if (i != j) chain.add(static_cast<std::size_t>(i), static_cast<std::size_t>(j), rates(i, j));
    }
  }
  const std::vector<double> fractions = chain.stationary();
  return Eigen::Map<const RowVectorXd>(fractions.data(),
                                       static_cast<Eigen::Index>(fractions.size()));
}

/// Fractions of the levels 0 … last up to a factor, for a chain watched on these levels only:
/// `highest` are the rates within the last one, excursions above it included.
std::vector<RowVectorXd> eliminate(const LevelChain& chain, std::size_t last, MatrixXd highest) {
  std::vector<MatrixXd> factors(last + 1);  // of the fractions of a level, from the level below
  MatrixXd here = std::move(highest);
  for (std::size_t level = last; level > 0; --level) {
    const MatrixXd down = matrix_of(chain.down(level));
    balance(here, down.rowwise().sum());
    factors[level] = visits(matrix_of(chain.up(level - 1)), here);
    here = matrix_of(chain.within(level - 1)) + factors[level] * down;
  }
  std::vector<RowVectorXd> fractions{closed_level(here)};
  for (std::size_t level = 1; level <= last; ++level) {
    fractions.push_back(fractions.back() * factors[level]);
    const double so_far = fractions.back().sum();
    if (so_far < 1e150) continue;
    for (RowVectorXd& fraction : fractions) fraction /= so_far;  // what underflows is nothing
  }
  return fractions;
}

/// The rates of the levels that are alike.
struct Alike {
  MatrixXd up;
  MatrixXd within;  // balanced
  MatrixXd down;

  /// On average a level is more often left downwards than upwards.
  [[nodiscard]] bool is_stable() const {
    const RowVectorXd phases = closed_level(up + within + down);
    return phases * up.rowwise().sum() < phases * down.rowwise().sum();
  }

  /// Where the level below is entered, by the phase above: logarithmic reduction.
  [[nodiscard]] MatrixXd first_passage() const {
    const auto leave = (-within).partialPivLu();
    MatrixXd rise = leave.solve(up);  // by 1, then 2, 4, … levels
    MatrixXd fall = leave.solve(down);
    MatrixXd passage = fall;
    MatrixXd risen = rise;
    for (int step = 0; step < 60; ++step) {
      const MatrixXd twice_up = rise * rise;
      const MatrixXd twice_down = fall * fall;
      MatrixXd stay = rise * fall + fall * rise;
      balance(stay, (twice_up + twice_down).rowwise().sum());
      const auto leave_twice = (-stay).partialPivLu();
      rise = leave_twice.solve(twice_up);
      fall = leave_twice.solve(twice_down);
      const MatrixXd more = risen * fall;
      passage += more;
      if (more.maxCoeff() < 1e-17) break;
      risen = risen * rise;
    }
    return passage.array().colwise() / passage.rowwise().sum().array();
  }
};

}  // namespace

std::vector<std::vector<double>> stationary(const LevelChain& chain, std::size_t last) {
  const std::vector<RowVectorXd> fractions = eliminate(chain, last, matrix_of(chain.within(last)));
  double total = 0;
  for (const RowVectorXd& level : fractions) total += level.sum();
  std::vector<std::vector<double>> levels;
  for (const RowVectorXd& level : fractions) levels.push_back(values_of(level / total));
  return levels;
}

std::optional<UnboundedLevels> stationary_unbounded(const LevelChain& chain, std::size_t first) {
  Alike alike{matrix_of(chain.up(first)), matrix_of(chain.within(first)),
              matrix_of(chain.down(first + 1))};
  balance(alike.within, (alike.up + alike.down).rowwise().sum());
  if (!alike.is_stable()) return std::nullopt;
  MatrixXd below = alike.within + alike.up * alike.first_passage();
  balance(below, alike.down.rowwise().sum());
  const MatrixXd rate = visits(alike.up, below);

  const std::vector<RowVectorXd> fractions = eliminate(chain, first, below);
  const Eigen::Index phases = rate.rows();
  const auto geometric =
      (MatrixXd::Identity(phases, phases) - rate).transpose().eval().partialPivLu();
  RowVectorXd above = geometric.solve(fractions.back().transpose()).transpose();
  RowVectorXd excess = geometric.solve((above * rate).transpose()).transpose();
  double total = above.sum();
  for (std::size_t level = 0; level < first; ++level) total += fractions[level].sum();

  UnboundedLevels solution;
  for (const RowVectorXd& level : fractions) solution.levels.push_back(values_of(level / total));
  solution.above = values_of(above / total);
  solution.excess = values_of(excess / total);
  solution.rate = Block(static_cast<std::size_t>(phases), static_cast<std::size_t>(phases));
  for (Eigen::Index i = 0; i < phases; ++i) {
    for (Eigen::Index j = 0; j < phases; ++j)
      solution.rate(static_cast<std::size_t>(i), static_cast<std::size_t>(j)) = rate(i, j);
  }
  return solution;
}

double UnboundedLevels::decay() const {
  return matrix_of(rate).eigenvalues().cwiseAbs().maxCoeff();
}

}  // namespace tiersim::theory
