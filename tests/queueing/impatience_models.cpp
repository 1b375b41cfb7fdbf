#include <algorithm>
#include <cmath>

#include "tests/queueing/retrial_run.hpp"
#include "tests/queueing/station_run.hpp"

namespace tiersim::queueing {
namespace {

Measurement impatient(const Json& one_case, const Run& run, TimeUnit unit, Distribution patience) {
  const Json& parameters = one_case.at("parameters");
  const double lambda = parameters.at("lambda");
  const double mu = parameters.at("mu");
  const std::size_t servers = parameters.at("c");
  const auto c = static_cast<double>(servers);
  // Patience forgets too: after ten of its means nobody is left of those who stood in line at the
  // start; a line below full load forgets earlier.
  const double waits = 10 * (patience.mean() + lambda / mu);
  const double load = lambda / (mu * c);
  const auto forgotten = static_cast<std::uint64_t>(waits + 10 * c);
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
