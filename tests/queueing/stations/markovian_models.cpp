#include <algorithm>

#include "tests/queueing/stations/station_run.hpp"

namespace tiersim::queueing {
namespace {

/// M/M/c with so many places in the line.
Measurement markovian(const Json& one_case, const Run& run, std::size_t servers,
                      std::size_t waiting_max) {
  const Json& parameters = one_case.at("parameters");
  const double lambda = parameters.at("lambda");
  const double mu = parameters.at("mu");
  const TimeUnit unit = TimeUnit::of_rate(lambda);
  // Of unlimited servers as many as are ever busy matter.
  const double offered = lambda / mu;
  const double effective = servers == Station::unbounded ? offered : static_cast<double>(servers);
  double warm_up = static_cast<double>(warm_up_customers(offered / effective, effective));
  if (waiting_max != Station::unbounded) {
    // A finite queue forgets within (places)^2 arrivals even at full load, where it moves as a
    // random walk does.
    const double places = effective + static_cast<double>(waiting_max);
    const double walk = 4 * static_cast<double>(waiting_max * waiting_max) + 10 * places;
    warm_up = offered < effective ? std::min(warm_up, walk) : walk;
  }
  return StationRun(one_case, run,
                    {.unit = unit,
                     .station = {.servers = servers, .waiting_max = waiting_max},
                     .classes = {{lambda, unit.exponential(mu), {}}},
                     .warm_up = static_cast<std::uint64_t>(
                         servers == Station::unbounded ? 20 * offered + 20 : warm_up)})
      .report();
}

std::size_t servers_of(const Json& one_case) {
  return one_case.at("parameters").value("c", std::size_t{1});
}

Measurement mmc(const Json& one_case, const Run& run) {
  return markovian(one_case, run, servers_of(one_case), Station::unbounded);
}

Measurement mmck(const Json& one_case, const Run& run) {
  const std::size_t servers = servers_of(one_case);
  return markovian(one_case, run, servers,
                   one_case.at("parameters").at("K").get<std::size_t>() - servers);
}

Measurement erlang_b(const Json& one_case, const Run& run) {
  return markovian(one_case, run, servers_of(one_case), 0);
}

Measurement mminf(const Json& one_case, const Run& run) {
  return markovian(one_case, run, Station::unbounded, Station::unbounded);
}

}  // namespace

const Models& markovian_models() {
  static const Models models{
      {"mm1", mmc}, {"mmc", mmc}, {"mmck", mmck}, {"erlang_b", erlang_b}, {"mminf", mminf}};
  return models;
}

}  // namespace tiersim::queueing
