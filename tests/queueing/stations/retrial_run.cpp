#include "tests/queueing/stations/retrial_run.hpp"

namespace tiersim::queueing {
namespace {

TimeUnit unit_of(const Json& one_case) {
  return TimeUnit::of_rate(one_case.at("parameters").at("lambda"));
}

/// Ten relaxation times of the same station with a line, and as many pauses and services.
std::uint64_t warm_up_of(const Json& parameters) {
  const double lambda = parameters.at("lambda");
  const double mu = parameters.at("mu");
  const double servers = parameters.at("c");
  const double theta = parameters.at("theta");
  const double load = lambda / (mu * servers);
  const double slowest = 20 * lambda * (1 / theta + 1 / mu);
  if (parameters.at("p_retry") < 1.0) return static_cast<std::uint64_t>(5 * slowest + 10 * servers);
  // Near full load the orbit drains as slowly as a line does, times the blocked tries between.
  const double drain = 1 + mu / theta;
  return static_cast<std::uint64_t>(slowest) + warm_up_customers(load, servers, drain);
}

}  // namespace

RetrialRun::RetrialRun(const Json& one_case, const Run& run)
    : WindowedRun(one_case, unit_of(one_case), run, warm_up_of(one_case.at("parameters"))),
      service_(unit_.exponential(one_case.at("parameters").at("mu"))),
      services_(Stream::named(key_, "station", "service")),
      station_(simulation_,
               {.servers = one_case.at("parameters").at("c"),
                .pause = unit_.exponential(one_case.at("parameters").at("theta")),
                .retry_probability = one_case.at("parameters").at("p_retry")},
               Stream::named(key_, "orbit", "pause"), Stream::named(key_, "orbit", "decision")) {
  play_poisson(one_case["parameters"]["lambda"],
               [this](bool measured) { return customer(measured); });
}

Process RetrialRun::customer(bool measured) {
  const RetrialStation::Result result =
      co_await station_.visit(service_.sample_duration(services_));
  if (!measured) co_return;
  ++customers_;
  attempts_ += static_cast<double>(result.attempts);
  blocked_first_ += result.attempts > 1 || !result.served;
  lost_ += !result.served;
  orbit_seconds_ += unit_.seconds(result.in_orbit);
  count_departure();
}

RetrialRun::Counts RetrialRun::counts() const {
  return {station_.busy_seconds(), station_.orbit_seconds(),
          static_cast<double>(station_.attempts())};
}

Measurement RetrialRun::report() const {
  Measurement out;
  out.events = simulation_.events();
  out.mean("N_orbit", {last_.orbit_seconds - first_.orbit_seconds, span_});
  out.mean("E_busy", {last_.busy_seconds - first_.busy_seconds, span_});
  out.mean("attempt_rate", {last_.attempts - first_.attempts, case_seconds()});
  out.probability("P_block_first", {blocked_first_, customers_});
  out.probability("P_lost", {lost_, customers_});
  out.mean("amplification", {attempts_, customers_});
  out.mean("W_orbit", {orbit_seconds_, customers_});
  return out;
}

}  // namespace tiersim::queueing
