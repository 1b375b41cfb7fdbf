#pragma once
#include <cstddef>
#include <functional>
#include <vector>

namespace tiersim::theory {

/// Time fraction of each state 0 … states-1 of a birth–death chain, every one to full relative
/// precision. `birth(n)` is the rate from n to n+1, `death(n)` from n to n-1, in one unit of time.
/// Preconditions: states >= 1; the rates between the states are > 0. O(states).
[[nodiscard]] std::vector<double> birth_death_stationary(
    std::size_t states, const std::function<double(std::size_t)>& birth,
    const std::function<double(std::size_t)>& death);

}  // namespace tiersim::theory
