#include <algorithm>

#include "tests/queueing/switching_run.hpp"

namespace tiersim::queueing {
namespace {

/// What the models of one server have in common; `absence` names the vacation or set-up.
SwitchingRun::Params one_server(const Json& one_case, const char* absence) {
  const Json& parameters = one_case.at("parameters");
  const double lambda = parameters.at("lambda");
  const TimeUnit unit = TimeUnit::of_rate(lambda);
  const Distribution service = unit.law(parameters.at("service"));
  const Distribution away = unit.law(parameters.at(absence));
  const double rho = service.mean();
  // The work that gathers in an absence takes 1/(1 - rho) times as long to serve; thirty cycles.
  const double cycle = (away.mean() + 2) / (1 - rho);
  return {.unit = unit,
          .arrival_rate = lambda,
          .service = service,
          .when_empty = WhenEmpty::off,
          .away = away,
          .idle_time = {},
          .batch = {},
          .warm_up = warm_up_customers(rho, 1, poisson_scv(service)) +
                     static_cast<std::uint64_t>(30 * cycle)};
}

Measurement vacation(const Json& one_case, const Run& run) {
  SwitchingRun::Params params = one_server(one_case, "vacation");
  params.when_empty = WhenEmpty::vacation;
  return SwitchingRun(one_case, run, std::move(params)).report();
}

Measurement setup(const Json& one_case, const Run& run) {
  SwitchingRun::Params params = one_server(one_case, "setup");
  params.idle_time = Distribution::deterministic(0.0);
  return SwitchingRun(one_case, run, std::move(params)).report();
}

Measurement delayed_off(const Json& one_case, const Run& run) {
  SwitchingRun::Params params = one_server(one_case, "setup");
  params.idle_time = params.unit.law(one_case.at("parameters").at("idle_timeout"));
  return SwitchingRun(one_case, run, std::move(params)).report();
}

Measurement batch_arrivals(const Json& one_case, const Run& run) {
  const Json& parameters = one_case.at("parameters");
  const double rate = parameters.at("lambda_batch");
  const TimeUnit unit = TimeUnit::of_rate(rate);
  const Distribution service = unit.exponential(parameters.at("mu"));
  const double rho = expected(one_case, "rho");
  return SwitchingRun(one_case, run,
                      {.unit = unit,
                       .arrival_rate = rate,
                       .service = service,
                       .when_empty = WhenEmpty::off,
                       .away = {},
                       .idle_time = {},
                       .batch = parameters.at("batch"),
                       .warm_up = warm_up_customers(rho, 1, 2)})
      .report();
}

}  // namespace

const Models& switching_models() {
  static const Models models{{"mg1_vacation", vacation},
                             {"mg1_setup", setup},
                             {"mg1_setup_delayedoff", delayed_off},
                             {"mxm1", batch_arrivals}};
  return models;
}

}  // namespace tiersim::queueing
