#include "tests/queueing/networks/networks_readings.hpp"

#include <cmath>

namespace tiersim::queueing::networks {

Distribution law(const Json& object) {
  const auto kind = object.at("dist").get<std::string>();
  const auto number = [&](const char* name) { return object.at(name).get<double>(); };
  if (kind == "exponential") return Distribution::exponential(1.0 / number("rate"));
  if (kind == "deterministic") return Distribution::deterministic(number("value"));
  if (kind == "erlang")
    return Distribution::erlang(object.at("k").get<int>(), number("k") / number("rate"));
  if (kind == "gamma")
    return Distribution::gamma(number("shape") / number("rate"), 1 / std::sqrt(number("shape")));
  if (kind == "hyperexponential") {
    std::vector<double> means;
    for (const auto& rate : object.at("rates")) means.push_back(1.0 / rate.get<double>());
    return Distribution::hyperexponential(object.at("p").get<std::vector<double>>(), means);
  }
  if (kind == "lognormal") return Distribution::lognormal_from_logs(number("mu"), number("sigma"));
  if (kind == "pareto") return Distribution::pareto(number("alpha"), number("xm"));
  if (kind == "uniform") return Distribution::uniform(number("a"), number("b"));
  throw std::runtime_error("there is no distribution \"" + kind + "\"");
}

}  // namespace tiersim::queueing::networks
