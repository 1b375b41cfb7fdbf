#pragma once
#include <vector>

#include "models/theory/law.hpp"

namespace tiersim::theory {

/// Sum over k of values[k] e^{-2πi nk/N}, for n = 0 … N-1, in place. Precondition: N =
/// values.size() is a power of two. O(N log N). Source: J. W. Cooley, J. W. Tukey, 1965.
void fourier_transform(std::vector<Complex>& values);

}  // namespace tiersim::theory
