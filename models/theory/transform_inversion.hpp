#pragma once
#include <functional>

#include "models/theory/law.hpp"

namespace tiersim::theory {

/// A function at one point, from its Laplace transform.
struct Inverted {
  long double value = 0;
  long double error = 0;  ///< estimate: what the last doubling of the series changed
};

/// f(t) for |f| <= 1 on the positive axis, from its Laplace transform for Re s > 0. Discretisation
/// adds at most 1e-19; where f is analytic near t the sum is exact to about 1e-14, near a kink
/// less, and `error` says so. Precondition: t > 0. Source: G. L. Choudhury, D. M. Lucantoni, W.
/// Whitt, "Multidimensional transform inversion with applications to the transient M/G/1 queue",
/// Annals of Applied Probability 4, 1994 (one dimension, Fourier series with Euler summation).
[[nodiscard]] Inverted invert(const std::function<Complex(Complex)>& transform, long double t);

}  // namespace tiersim::theory
