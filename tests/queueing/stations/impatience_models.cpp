#include <algorithm>
#include <cmath>

#include "tests/queueing/stations/retrial_run.hpp"
#include "tests/queueing/stations/station_run.hpp"

namespace tiersim::queueing {
namespace {

Measurement impatient(const Json& one_case, const Run& run, TimeUnit unit, Distribution patience) {
  const Json& parameters = one_case.at("parameters");
  const double lambda = parameters.at("lambda");
  const double mu = parameters.at("mu");
  const std::size_t servers = parameters.at("c");
  const auto c = static_cast<double>(servers);
  // Below full load the line forgets as one without impatience. At it, the line is a random walk
  // (two steps a customer) among as many places as customers arrive in the mean patience, which
  // forgets within their square; above it, with its drift; patience forgets in its own time too.
  const double places = patience.mean();
  const double load = lambda / (mu * c);
  const double drift = std::max(std::abs(1 - load), 1e-9);
  const double walk = std::min(places * places, 20 / (drift * drift));
  const auto forgotten =
      static_cast<std::uint64_t>(10 * (places + lambda / mu) + (load < 0.99 ? 0.0 : walk));
  const std::uint64_t warm_up =
      load < 0.99 ? std::min(forgotten, warm_up_customers(load, c)) : forgotten;
  const StationRun station(one_case, run,
                           {.unit = unit,
                            .station = {.servers = servers},
                            .classes = {{lambda, unit.exponential(mu), patience}},
                            .warm_up = warm_up + 100});
  Measurement out = station.report();
  station.report_patience(out);
  return out;
}

Measurement erlang_a(const Json& one_case, const Run& run) {
  const Json& parameters = one_case.at("parameters");
  const TimeUnit unit = TimeUnit::of_rate(parameters.at("lambda"));
  return impatient(one_case, run, unit, unit.exponential(parameters.at("theta")));
}

Measurement constant_patience(const Json& one_case, const Run& run) {
  const Json& parameters = one_case.at("parameters");
  const TimeUnit unit = TimeUnit::of_rate(parameters.at("lambda"));
  return impatient(one_case, run, unit,
                   Distribution::deterministic(unit.span(parameters.at("tau"))));
}

Measurement retrial(const Json& one_case, const Run& run) {
  return RetrialRun(one_case, run).report();
}

}  // namespace

const Models& impatience_models() {
  static const Models models{
      {"erlang_a", erlang_a}, {"mmc_d_patience", constant_patience}, {"retrial", retrial}};
  return models;
}

}  // namespace tiersim::queueing
