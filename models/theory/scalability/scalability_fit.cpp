#include "models/theory/scalability/scalability_fit.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include <Eigen/QR>

#include "sim/assert.hpp"

namespace tiersim::theory {

namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

enum class Free { none, contention, coherency, both };

/// Least squares in the parameters that are free, the others being 0. For given contention and
/// coherency the best rate follows from a linear problem and is put in.
class Search {
 public:
  Search(const std::vector<ScalabilityPoint>& points, Free free)
      : n_(static_cast<Eigen::Index>(points.size())), throughput_(n_.size()) {
    for (Eigen::Index i = 0; i < n_.size(); ++i) {
      n_(i) = points[static_cast<std::size_t>(i)].n;
      throughput_(i) = points[static_cast<std::size_t>(i)].throughput_per_s;
    }
    if (free != Free::coherency && free != Free::none) parameters_.push_back(Kind::contention);
    if (free != Free::contention && free != Free::none) parameters_.push_back(Kind::coherency);
  }

  /// The best of the minima found from all starting points.
  [[nodiscard]] ScalabilityFit best() const {
    ScalabilityFit best = at(VectorXd::Zero(dimension())).fit;
    if (dimension() == 0) return best;
    const double largest = n_.maxCoeff();
    VectorXd start(dimension());
    for (int i = -steps; i <= steps; ++i) {
      start(0) = scale(0, largest) * std::pow(4.0, i);
      for (int j = -steps; j <= (dimension() > 1 ? steps : -steps); ++j) {
        if (dimension() > 1) start(1) = scale(1, largest) * std::pow(4.0, j);
        const ScalabilityFit found = minimum_from(start);
        if (found.squared_error < best.squared_error) best = found;
      }
    }
    return best;
  }

 private:
  enum class Kind { contention, coherency };

  static constexpr int steps = 6;

  struct Point {
    ScalabilityFit fit;
    VectorXd residual;
    VectorXd shape;  // throughput over the rate
  };

  [[nodiscard]] Eigen::Index dimension() const {
    return static_cast<Eigen::Index>(parameters_.size());
  }

  /// At which a parameter halves the throughput of the largest n.
  [[nodiscard]] double scale(std::size_t parameter, double largest) const {
    const double others = std::max(largest - 1, 1.0);
    return parameters_[parameter] == Kind::contention ? 1 / others : 1 / (largest * others);
  }

  [[nodiscard]] Point at(const VectorXd& values) const {
    Point point;
    ScalabilityLaw& law = point.fit.law;
    for (Eigen::Index k = 0; k < dimension(); ++k) {
      const bool is_contention = parameters_[static_cast<std::size_t>(k)] == Kind::contention;
      (is_contention ? law.contention : law.coherency) = values(k);
    }
    point.shape = n_.unaryExpr([&](double n) { return n * law.efficiency(n); });
    law.rate_per_s = throughput_.dot(point.shape) / point.shape.squaredNorm();
    point.residual = throughput_ - law.rate_per_s * point.shape;
    point.fit.squared_error = point.residual.squaredNorm();
    return point;
  }

  /// How the residuals change with each parameter, the rate following.
  [[nodiscard]] MatrixXd jacobian(const Point& point) const {
    MatrixXd slopes(n_.size(), dimension());
    const VectorXd steep = point.fit.law.rate_per_s * point.shape.array().square() / n_.array();
    for (Eigen::Index k = 0; k < dimension(); ++k) {
      const bool is_contention = parameters_[static_cast<std::size_t>(k)] == Kind::contention;
      const VectorXd pairs = n_.array() - 1;
      slopes.col(k) = is_contention ? VectorXd(steep.array() * pairs.array())
                                    : VectorXd(steep.array() * pairs.array() * n_.array());
    }
    const VectorXd direction = point.shape.normalized();
    return slopes - direction * (direction.transpose() * slopes);
  }

  [[nodiscard]] ScalabilityFit minimum_from(VectorXd values) const {
    Point here = at(values);
    double damping = 1e-3;
    for (int step = 0; step < 300 && damping < 1e12; ++step) {
      const MatrixXd slopes = jacobian(here);
      const VectorXd lengths = slopes.colwise().norm();
      MatrixXd damped(slopes.rows() + dimension(), dimension());
      damped << slopes, MatrixXd((std::sqrt(damping) * lengths).asDiagonal());
      VectorXd target = VectorXd::Zero(damped.rows());
      target.head(here.residual.size()) = -here.residual;
      const VectorXd move = damped.colPivHouseholderQr().solve(target);
      const VectorXd tried = values + move;
      const bool feasible = tried.minCoeff() >= 0 && tried.allFinite();
      const Point there = feasible ? at(tried) : here;
      if (feasible && there.fit.squared_error < here.fit.squared_error) {
        values = tried;
        here = there;
        damping = std::max(damping / 5, 1e-15);
      } else {
        damping *= 4;
      }
      if ((move.array().abs() <= 1e-14 * values.array().abs()).all()) break;
    }
    return here.fit;
  }

  VectorXd n_;
  VectorXd throughput_;
  std::vector<Kind> parameters_;
};

/// The bounds are active or they are not: a minimum on one of them is one of the problem without
/// that parameter.
ScalabilityFit best_of(const std::vector<ScalabilityPoint>& points,
                       const std::vector<Free>& combinations, std::size_t parameters) {
  std::set<double> different;
  double most = 0;
  for (const ScalabilityPoint& point : points) {
    TIERSIM_ASSERT(point.n > 0 && point.throughput_per_s >= 0);
    different.insert(point.n);
    most = std::max(most, point.throughput_per_s);
  }
  TIERSIM_ASSERT(different.size() >= parameters && most > 0);
  ScalabilityFit best = Search(points, combinations.front()).best();
  for (const Free free : combinations) {
    const ScalabilityFit found = Search(points, free).best();
    if (found.squared_error < best.squared_error) best = found;
  }
  return best;
}

}  // namespace

ScalabilityFit fit_universal(const std::vector<ScalabilityPoint>& points) {
  return best_of(points, {Free::none, Free::contention, Free::coherency, Free::both}, 3);
}

ScalabilityFit fit_amdahl(const std::vector<ScalabilityPoint>& points) {
  return best_of(points, {Free::none, Free::contention}, 2);
}

ScalabilityLaw fit_quadratic(const std::vector<ScalabilityPoint>& points) {
  TIERSIM_ASSERT(points.size() >= 3 && points.front().n == 1);
  const double one = points.front().throughput_per_s;
  MatrixXd powers(static_cast<Eigen::Index>(points.size()), 2);
  VectorXd deviation(powers.rows());
  for (Eigen::Index i = 0; i < powers.rows(); ++i) {
    const ScalabilityPoint& point = points[static_cast<std::size_t>(i)];
    TIERSIM_ASSERT(point.throughput_per_s > 0);
    powers(i, 0) = (point.n - 1) * (point.n - 1);
    powers(i, 1) = point.n - 1;
    deviation(i) = point.n * one / point.throughput_per_s - 1;
  }
  const VectorXd fitted = powers.colPivHouseholderQr().solve(deviation);
  return {one, fitted(1) - fitted(0), fitted(0)};
}

}  // namespace tiersim::theory
