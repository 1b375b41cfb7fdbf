#pragma once
#include <map>
#include <string>

#include <nlohmann/json.hpp>

#include "models/theory/law.hpp"

// The reference vectors of queueing models ("tiersim-queueing-vectors/1"), solved by models/theory.

namespace tiersim::theory_vectors {

using Json = nlohmann::json;

/// Metrics of a model by name, from its parameters. Infinite metrics are infinite numbers. Throws
/// std::exception when a parameter is missing, and `NoSolution` when the model has none.
using Solver = Json (*)(const Json& parameters);
using Solvers = std::map<std::string, Solver>;  ///< by the name of the model

/// The parameters have no steady state, or none that the solver reaches.
struct NoSolution : std::runtime_error {
  using std::runtime_error::runtime_error;
};

const Solvers& station_solvers();      ///< single stations, impatience, retries
const Solvers& network_solvers();      ///< networks of stations
const Solvers& arrival_solvers();      ///< arrivals that are not Poisson
const Solvers& scalability_solvers();  ///< scalability laws
const Solvers& transient_solvers();    ///< queues on their way
const Solvers& cache_solvers();        ///< hit ratios of caches

/// The distribution object of the vectors, {"dist": "erlang", "k": 2, "rate": 10}.
[[nodiscard]] theory::Law law_of(const Json& distribution);

/// The value of a solver that answers std::optional.
template <class Optional>
[[nodiscard]] auto solved(const Optional& answer) {
  if (!answer) throw NoSolution("no steady state");
  return *answer;
}

}  // namespace tiersim::theory_vectors
