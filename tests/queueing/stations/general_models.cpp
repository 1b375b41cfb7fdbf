#include <algorithm>
#include <numeric>

#include "sim/kernel/processor_sharing.hpp"
#include "tests/queueing/stations/sharing_run.hpp"
#include "tests/queueing/stations/station_run.hpp"

namespace tiersim::queueing {
namespace {

/// The M/G/1 station of the case under some discipline.
StationRun::Params single_server(const Json& one_case, Discipline discipline) {
  const Json& parameters = one_case.at("parameters");
  const double lambda = parameters.at("lambda");
  const TimeUnit unit = TimeUnit::of_rate(lambda);
  const Distribution service = unit.law(parameters.at("service"));
  return {.unit = unit,
          .station = {.servers = 1, .discipline = discipline},
          .classes = {{lambda, service, {}}},
          .warm_up = warm_up_customers(service.mean(), 1, poisson_scv(service))};
}

Measurement mg1(const Json& one_case, const Run& run) {
  return StationRun(one_case, run, single_server(one_case, Discipline::fifo)).report();
}

Measurement mg1_lcfs(const Json& one_case, const Run& run) {
  return StationRun(one_case, run, single_server(one_case, Discipline::lifo)).report();
}

Measurement mg1_siro(const Json& one_case, const Run& run) {
  return StationRun(one_case, run, single_server(one_case, Discipline::random)).report();
}

Measurement mg1_lcfs_pr(const Json& one_case, const Run& run) {
  StationRun::Params params = single_server(one_case, Discipline::priority);
  params.station.preemptive = true;
  params.last_come_preempts = true;
  return StationRun(one_case, run, std::move(params)).report();
}

Measurement priority(const Json& one_case, const Run& run, bool preemptive) {
  const Json& parameters = one_case.at("parameters");
  const auto lambda = parameters.at("lambda").get<std::vector<double>>();
  const TimeUnit unit = TimeUnit::of_rate(std::accumulate(lambda.begin(), lambda.end(), 0.0));
  StationRun::Params params{
      .unit = unit,
      .station = {.servers = 1, .discipline = Discipline::priority, .preemptive = preemptive},
      .classes = {}};
  double rho = 0;
  double scv = 1;
  for (std::size_t kind = 0; kind < lambda.size(); ++kind) {
    const Distribution service = unit.law(parameters.at("service").at(kind));
    rho += lambda[kind] * unit.seconds(from_seconds(service.mean()));
    scv = std::max(scv, poisson_scv(service));
    params.classes.push_back({lambda[kind], service, {}});
  }
  // The worst class is served in the pauses of the better ones, whose length adds to the
  // variability: twice as long as for one class.
  params.warm_up = 2 * warm_up_customers(rho, 1, scv);
  return StationRun(one_case, run, std::move(params)).report_by_class();
}

Measurement mg1_priority_np(const Json& one_case, const Run& run) {
  return priority(one_case, run, false);
}

Measurement mg1_priority_pr(const Json& one_case, const Run& run) {
  return priority(one_case, run, true);
}

Measurement mdc(const Json& one_case, const Run& run) {
  const Json& parameters = one_case.at("parameters");
  const double lambda = parameters.at("lambda");
  const std::size_t servers = parameters.at("c");
  const TimeUnit unit = TimeUnit::of_rate(lambda);
  const auto service = Distribution::deterministic(unit.span(parameters.at("D")));
  const auto c = static_cast<double>(servers);
  return StationRun(one_case, run,
                    {.unit = unit,
                     .station = {.servers = servers},
                     .classes = {{lambda, service, {}}},
                     .warm_up = warm_up_customers(service.mean() / c, c)})
      .report();
}

Measurement sharing(const Json& one_case, const Run& run) {
  return SharingRun(one_case, run).report();
}

}  // namespace

const Models& general_models() {
  static const Models models{{"mg1", mg1},
                             {"mg1_lcfs", mg1_lcfs},
                             {"mg1_siro", mg1_siro},
                             {"mg1_lcfs_pr", mg1_lcfs_pr},
                             {"mg1_priority_np", mg1_priority_np},
                             {"mg1_priority_pr", mg1_priority_pr},
                             {"mdc", mdc},
                             {"mg1_ps", sharing},
                             {"mgc_ps", sharing}};
  return models;
}

}  // namespace tiersim::queueing
