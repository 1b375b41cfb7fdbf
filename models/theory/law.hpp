#pragma once
#include <complex>
#include <vector>

namespace tiersim::theory {

/// Transforms are evaluated in extended precision: their inversion loses digits.
using Complex = std::complex<long double>;

/// A probability law of a non-negative quantity as analysis sees it: moments, Laplace–Stieltjes
/// transform, distribution function. Times in seconds, rates in 1/s. A small value, never changed.
class Law {
 public:
  enum class Kind {
    exponential,
    deterministic,
    gamma,  ///< Erlang laws as well
    hyperexponential,
    lognormal,
    pareto,
    uniform
  };

  /// Precondition: rate > 0.
  static Law exponential(double rate);
  /// The constant `value`. Precondition: value >= 0.
  static Law deterministic(double value);
  /// Sum of k exponentials of `rate` each. Preconditions: k >= 1, rate > 0.
  static Law erlang(int k, double rate);
  /// Mean shape/rate. Preconditions: shape > 0, rate > 0.
  static Law gamma(double shape, double rate);
  /// Branch i with probability p[i], then exponential with rates[i]. Preconditions: as many
  /// probabilities as rates, at least one; p >= 0 with sum 1 to 1e-9, rates > 0.
  static Law hyperexponential(std::vector<double> p, std::vector<double> rates);
  /// mu and sigma of ln X. Precondition: sigma > 0.
  static Law lognormal(double mu, double sigma);
  /// Type I: P(X > x) = (low/x)^alpha for x >= low. Preconditions: alpha > 0, low > 0.
  static Law pareto(double alpha, double low);
  /// Precondition: 0 <= low < high.
  static Law uniform(double low, double high);

  [[nodiscard]] Kind kind() const { return kind_; }

  [[nodiscard]] double mean() const { return moment(1); }

  /// E[X^n], infinite where it is. Precondition: n >= 0.
  [[nodiscard]] double moment(int n) const;
  /// Infinite where the second moment is.
  [[nodiscard]] double variance() const;
  /// Squared coefficient of variation, variance / mean². Precondition: mean > 0.
  [[nodiscard]] double scv() const;

  /// E[e^{-sX}] to about 1e-18 for Re s >= 0.
  [[nodiscard]] Complex transform(Complex s) const;
  /// The same for real s >= 0.
  [[nodiscard]] double transform(double s) const;
  /// E[e^{-sR}] of the residual (equilibrium) law R, whose density is P(X > x) / E[X].
  /// Preconditions: Re s >= 0, s != 0, mean positive and finite.
  [[nodiscard]] Complex residual_transform(Complex s) const;
  /// 1 - E[e^{-sR}], to about 1e-16 relative however small s is. Preconditions as above.
  [[nodiscard]] Complex residual_complement(Complex s) const;

  /// P(X <= x).
  [[nodiscard]] double cdf(double x) const;
  /// P(X > x), with all its digits where it is small.
  [[nodiscard]] double survival(double x) const;
  /// E[X; X <= x], the part of the mean up to x. Precondition: x >= 0.
  [[nodiscard]] double partial_mean(double x) const;
  /// E[max(X - x, 0)], infinite where the mean is. Precondition: x >= 0.
  [[nodiscard]] double mean_excess_over(double x) const;
  /// Where the distribution function is not smooth, in ascending order, 0 left out.
  [[nodiscard]] std::vector<double> kinks() const;

 private:
  Law(Kind kind, double a, double b) : kind_(kind), a_(a), b_(b) {}

  Kind kind_;
  double a_;  // rate | value | shape | – | mu | alpha | low
  double b_;  // –    | –     | rate  | – | sigma | low | high
  std::vector<double> p_;
  std::vector<double> rates_;
};

}  // namespace tiersim::theory
