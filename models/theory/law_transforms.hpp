#pragma once
#include <functional>

#include "models/theory/law.hpp"

namespace tiersim::theory {

// Laplace–Stieltjes transforms that take more than a formula, for Re s >= 0. Law checks parameters.

[[nodiscard]] Complex gamma_transform(long double shape, long double rate, Complex s);

[[nodiscard]] Complex uniform_transform(long double low, long double high, Complex s);

/// Along the horizontal path through the saddle point, by the trapezoidal rule. Source: S.
/// Asmussen, J. L. Jensen, L. Rojas-Nandayapa, "On the Laplace transform of the lognormal
/// distribution", Methodology and Computing in Applied Probability 18, 2016.
[[nodiscard]] Complex lognormal_transform(long double mu, long double sigma, Complex s);

/// alpha E_{alpha+1}(s low), E the generalised exponential integral: by its power series near the
/// origin, by its continued fraction away from it. Source: NIST Digital Library of Mathematical
/// Functions, 8.19.
[[nodiscard]] Complex pareto_transform(long double alpha, long double low, Complex s);

// E[e^{-sX} - 1 + sX], in which the first terms of the transform's expansion cancel, for |s| E[X]
// <= 0.1.

[[nodiscard]] Complex gamma_beyond_linear(long double shape, long double rate, Complex s);

[[nodiscard]] Complex lognormal_beyond_linear(long double mu, long double sigma, Complex s);

/// Precondition: alpha > 1.
[[nodiscard]] Complex pareto_beyond_linear(long double alpha, long double low, Complex s);

/// For a law on an interval that ends below 3 times its mean; `moment(n)` is E[X^n].
[[nodiscard]] Complex bounded_beyond_linear(const std::function<double(int)>& moment, Complex s);

}  // namespace tiersim::theory
