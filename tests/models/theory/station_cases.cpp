#include "tests/models/theory/station_cases.hpp"

namespace tiersim::theory_vectors {

const Solvers& station_solvers() {
  static const Solvers solvers = [] {
    Solvers all = markovian_solvers();
    return all;
  }();
  return solvers;
}

}  // namespace tiersim::theory_vectors
