#include "models/queueing/retrial_station.hpp"

#include <utility>

namespace tiersim {

RetrialStation::RetrialStation(Simulation& simulation, Params params, Stream pauses,
                               Stream decisions)
    : simulation_(simulation),
      params_(std::move(params)),
      pauses_(pauses),
      decisions_(decisions),
      station_(simulation, {.servers = params_.servers, .waiting_max = 0}) {}

Task<RetrialStation::Result> RetrialStation::visit(Duration service) {
  const TimePoint came = simulation_.now();
  Result result;
  for (;;) {
    ++attempts_;
    ++result.attempts;
    result.in_orbit = simulation_.now() - came;
    const Station::Result attempt = co_await station_.visit(service);
    result.served = attempt.end == Station::End::served;
    if (result.served || decisions_.uniform() >= params_.retry_probability) co_return result;
    const Orbit orbit(*this);
    co_await simulation_.delay(params_.pause.sample_duration(pauses_));
  }
}

}  // namespace tiersim
