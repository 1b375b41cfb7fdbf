#include "models/theory/networks/fork_join.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

#include "sim/assert.hpp"

namespace tiersim::theory {

namespace {

using Real = long double;
using Complex = std::complex<Real>;

// Let n1 and n2 be the tasks at the servers, server 2 the slower one, and b(w) the generating
// function of n2 while server 1 is empty. On the curve where
//     λ z w + μ1/z + μ2/w = λ + μ1 + μ2
// the balance equations leave a relation between b(w) and its counterpart a(z). Scaled to
// x y + 1/x + 1/y = 1/t, the curve has the invariant I(x) = I(y), I(x) = t/x² - 1/x - t x, and
// I(x) - I(x0) = t g(x)², where x0 is the smaller positive root of t x³ - x + 2t and
//     g(x) = (1/x - 1/x0) s(x),    s(x) = √(1 - x0² x).
// The function w b(w) / (w - 1) has one pole, at w = 1, and is therefore a multiple of
// 1 / (g(y) - g(y1)), y1 the scaled w = 1; b(1) is the time fraction of an empty server 1.
class EmptyFaster {
 public:
  /// Precondition: λ < μ2 <= μ1.
  EmptyFaster(Real arrival, Real faster, Real slower) : empty_(1 - arrival / faster) {
    const Real kappa = std::cbrt(arrival * faster * slower);
    const Real t = kappa / (arrival + faster + slower);
    const Real sine = std::min(std::sqrt(27 * t) * t, Real{1});  // of three times the root's angle
    root_ = 2 / std::sqrt(3 * t) * std::sin(std::asin(sine) / 3);
    one_ = kappa / slower;
    slope_ = 1 / one_ - 1 / root_;
    root_of_one_ = std::sqrt(1 - root_ * root_ * one_);
    scale_ = empty_ * quotient(Complex(1)).real();
    pole_ = slower / arrival;
  }

  /// w b(w), for w in the disc around 1 up to pole().
  [[nodiscard]] Complex operator()(Complex w) const { return scale_ / quotient(w); }

  /// Where w b(w) ceases to be analytic, > 1: the second solution of g(y) = g(y1).
  [[nodiscard]] Real pole() const { return pole_; }

 private:
  /// (g(y1) - g(y)) / (y - y1) at y = w y1, without the cancellation.
  [[nodiscard]] Complex quotient(Complex w) const {
    const Complex y = w * one_;
    const Complex s = std::sqrt(Real{1} - root_ * root_ * y);
    return s / (y * one_) + slope_ * root_ * root_ / (s + root_of_one_);
  }

  Real empty_;
  Real root_ = 0;
  Real one_ = 0;
  Real slope_ = 0;
  Real root_of_one_ = 0;
  Real scale_ = 1;
  Real pole_ = 0;
};

/// Mean of f on the circle of `radius` around 1, f given w - 1. Exact to the last digits while the
/// Laurent series of f converges on twice and on half that circle.
template <class Function>
Real circle_mean(Real radius, const Function& f) {
  constexpr int points = 64;
  Complex sum = 0;
  for (int i = 0; i < points; ++i)
    sum += f(std::polar(radius, 2 * std::numbers::pi_v<Real> * i / points));
  return sum.real() / points;
}

/// The divided difference h[1, 1, r] of h(w) = w b(w), r <= 1, by Cauchy's formula: in one piece
/// while r is close to 1, for then the differences cancel.
Real second_difference(const EmptyFaster& h, Real r) {
  const Real span = 1 - r;
  const Real radius = (h.pole() - 1) / 2;
  if (span < 1e-3L * radius)
    return circle_mean(radius,
                       [&](Complex step) { return h(1.0L + step) / (step * (step + span)); });
  const Real slope = circle_mean(radius, [&](Complex step) { return h(1.0L + step) / step; });
  return (slope - (h(1).real() - h(r).real()) / span) / span;
}

double harmonic(int n) {
  double sum = 0;
  for (int i = n; i >= 1; --i) sum += 1.0 / i;
  return sum;
}

}  // namespace

std::optional<ForkJoinSolution> solve(const ForkJoin& model) {
  const double arrival = model.arrival_rate_per_s;
  const double faster = std::max(model.service_rate_1_per_s, model.service_rate_2_per_s);
  const double slower = std::min(model.service_rate_1_per_s, model.service_rate_2_per_s);
  TIERSIM_ASSERT(arrival > 0 && slower > 0);
  if (arrival >= slower) return std::nullopt;
  // Requests with a task left: max(n1, n2) = n1 + max(n2 - n1, 0). The difference changes by
  // departures only. Balance between d and d + 1, d >= 0, gives it the generating function
  // (h(w) - h(r)) / (w - r), r = μ2/μ1, whose derivative at 1 is the mean of the positive part.
  const EmptyFaster h(arrival, faster, slower);
  const double behind = static_cast<double>(second_difference(h, Real{slower} / faster));
  ForkJoinSolution solution;
  solution.number = arrival / (faster - arrival) + behind;
  solution.response_s = solution.number / arrival;
  solution.sojourn_1_s = 1 / (model.service_rate_1_per_s - arrival);
  solution.sojourn_2_s = 1 / (model.service_rate_2_per_s - arrival);
  return solution;
}

std::optional<double> fork_join_response_s(double arrival_rate_per_s, double service_rate_per_s,
                                           int branches) {
  TIERSIM_ASSERT(arrival_rate_per_s > 0 && service_rate_per_s > 0 && branches >= 2);
  const double rho = arrival_rate_per_s / service_rate_per_s;
  if (rho >= 1) return std::nullopt;
  const double two = (12 - rho) / (8 * (service_rate_per_s - arrival_rate_per_s));
  const double growth = harmonic(branches) / harmonic(2);
  return (growth + 4 * rho / 11 * (1 - growth)) * two;
}

}  // namespace tiersim::theory
