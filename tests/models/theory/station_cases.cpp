#include "tests/models/theory/station_cases.hpp"

namespace tiersim::theory_vectors {

const Solvers& station_solvers() {
  static const Solvers solvers = [] {
    Solvers all;
    for (const Solvers* part : {&markovian_solvers(), &mg1_solvers(), &sharing_solvers(),
                                &batching_solvers(), &impatience_solvers()})
      all.insert(part->begin(), part->end());
    return all;
  }();
  return solvers;
}

}  // namespace tiersim::theory_vectors
