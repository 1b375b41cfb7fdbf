#include "tests/queueing/time_unit.hpp"

#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

namespace tiersim::queueing {

Distribution TimeUnit::law(const nlohmann::json& object) const {
  const std::string kind = object.at("dist");
  const auto number = [&object](const char* name) { return object.at(name).get<double>(); };
  const auto span = [this](double seconds) { return seconds / seconds_; };
  if (kind == "exponential") return exponential(number("rate"));
  if (kind == "deterministic") return Distribution::deterministic(span(number("value")));
  if (kind == "erlang") {
    const int stages = object.at("k");
    return Distribution::erlang(stages, span(stages / number("rate")));
  }
  if (kind == "gamma") {
    const double shape = number("shape");
    return Distribution::gamma(span(shape / number("rate")), 1 / std::sqrt(shape));
  }
  if (kind == "hyperexponential") {
    std::vector<double> means;
    for (const double rate : object.at("rates")) means.push_back(span(1 / rate));
    return Distribution::hyperexponential(object.at("p").get<std::vector<double>>(), means);
  }
  if (kind == "lognormal")
    return Distribution::lognormal_from_logs(number("mu") - std::log(seconds_), number("sigma"));
  if (kind == "pareto") return Distribution::pareto(number("alpha"), span(number("xm")));
  if (kind == "uniform") return Distribution::uniform(span(number("a")), span(number("b")));
  throw std::invalid_argument("no law is called " + kind);
}

}  // namespace tiersim::queueing
