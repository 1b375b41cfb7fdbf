#pragma once
#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

namespace tiersim::theory {

/// A matrix of rates or probabilities, row by row.
class Block {
 public:
  Block() = default;

  Block(std::size_t rows, std::size_t columns)
      : rows_(rows), columns_(columns), values_(rows * columns, 0.0) {}

  [[nodiscard]] std::size_t rows() const { return rows_; }

  [[nodiscard]] std::size_t columns() const { return columns_; }

  [[nodiscard]] double* data() { return values_.data(); }

  [[nodiscard]] const double* data() const { return values_.data(); }

  double& operator()(std::size_t row, std::size_t column) {
    return values_[row * columns_ + column];
  }

  double operator()(std::size_t row, std::size_t column) const {
    return values_[row * columns_ + column];
  }

 private:
  std::size_t rows_ = 0;
  std::size_t columns_ = 0;
  std::vector<double> values_;
};

/// A Markov chain whose states are levels 0, 1, 2, … and phases within a level, and which changes
/// its level by at most one: a quasi-birth-death process. Rates in 1/s, [phase][phase] of the
/// levels left and entered.
struct LevelChain {
  std::function<Block(std::size_t level)> up;      ///< to the level above
  std::function<Block(std::size_t level)> within;  ///< to other phases; the diagonal has no effect
  std::function<Block(std::size_t level)> down;    ///< to the level below, for levels >= 1
};

/// Time fractions of a chain with levels 0 … last, [level][phase], by elimination of the levels
/// from the last one down, without subtractions (Grassmann, Taksar and Heyman, as ctmc.hpp).
/// Precondition: every state can be reached from every other. O(levels · phases³).
[[nodiscard]] std::vector<std::vector<double>> stationary(const LevelChain& chain,
                                                          std::size_t last);

/// Time fractions of a chain with infinitely many levels, all alike from a certain one on: there
/// the fractions of level n + 1 are those of level n times a matrix R.
struct UnboundedLevels {
  std::vector<std::vector<double>> levels;  ///< 0 … first of the levels that are alike, [phase]
  Block rate;                               ///< R
  std::vector<double> above;  ///< of the levels from levels.size() - 1 on together, [phase]
  std::vector<double>
      excess;  ///< sum over n of n times the fractions of level levels.size() - 1 + n

  /// Spectral radius of R: the factor from level to level far up.
  [[nodiscard]] double decay() const;
};

/// Nothing without a steady state. `first`: the levels from here on have the same phases and rates
/// up and within, those above it also the same rates down. Precondition: every state can be reached
/// from every other. O((log precision + levels) · phases³). Sources: M. F. Neuts, "Matrix-geometric
/// solutions in stochastic models", Johns Hopkins University Press, 1981; G. Latouche, V.
/// Ramaswami, "A logarithmic reduction algorithm for quasi-birth-death processes", Journal of
/// Applied Probability 30(3), 1993.
[[nodiscard]] std::optional<UnboundedLevels> stationary_unbounded(const LevelChain& chain,
                                                                  std::size_t first);

}  // namespace tiersim::theory
