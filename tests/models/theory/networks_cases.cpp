#include "tests/models/theory/theory_cases.hpp"

namespace tiersim::theory_vectors {

const Solvers& network_solvers() {
  static const Solvers solvers = {};
  return solvers;
}

}  // namespace tiersim::theory_vectors
