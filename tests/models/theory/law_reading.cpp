#include "tests/models/theory/theory_cases.hpp"

namespace tiersim::theory_vectors {

theory::Law law_of(const Json& distribution) {
  using theory::Law;
  const auto number = [&](const char* name) { return distribution.at(name).get<double>(); };
  const auto numbers = [&](const char* name) {
    return distribution.at(name).get<std::vector<double>>();
  };
  const std::string kind = distribution.at("dist").get<std::string>();
  if (kind == "exponential") return Law::exponential(number("rate"));
  if (kind == "deterministic") return Law::deterministic(number("value"));
  if (kind == "erlang") return Law::erlang(distribution.at("k").get<int>(), number("rate"));
  if (kind == "gamma") return Law::gamma(number("shape"), number("rate"));
  if (kind == "hyperexponential") return Law::hyperexponential(numbers("p"), numbers("rates"));
  if (kind == "lognormal") return Law::lognormal(number("mu"), number("sigma"));
  if (kind == "pareto") return Law::pareto(number("alpha"), number("xm"));
  if (kind == "uniform") return Law::uniform(number("a"), number("b"));
  throw std::runtime_error("no distribution \"" + kind + "\" is known");
}

}  // namespace tiersim::theory_vectors
