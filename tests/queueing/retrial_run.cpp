#include "tests/queueing/retrial_run.hpp"

#include <cmath>

namespace tiersim::queueing {
namespace {

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
    : unit_(TimeUnit::of_rate(one_case.at("parameters").at("lambda"))),
      service_(unit_.exponential(one_case.at("parameters").at("mu"))),
      pause_(unit_.exponential(one_case.at("parameters").at("theta"))),
      retries_(one_case.at("parameters").at("p_retry")),
      services_(Stream::named(run.key, "station", "service")),
      pauses_(Stream::named(run.key, "orbit", "pause")),
      decisions_(Stream::named(run.key, "orbit", "decision")),
      station_(simulation_, {.servers = one_case.at("parameters").at("c"), .waiting_max = 0}),
      window_(warm_up_of(one_case.at("parameters")), run.customers) {
  const auto arrive = [this] { this->arrive(); };
  const Arrivals arrivals(simulation_, Distribution::exponential(1.0),
                          Stream::named(run.key, "arrivals", "gap"), arrive);
  simulation_.run_to_exhaustion();
}

void RetrialRun::arrive() {
  const TimePoint now = simulation_.now();
  switch (window_.arrive()) {
    case Window::Edge::begins:
      observing_ = true;
      orbit_.restart(now);
      busy_.restart(now);
      break;
    case Window::Edge::ends:
      observing_ = false;
      orbit_.finish(now);
      busy_.finish(now);
      span_ = orbit_.total();
      break;
    case Window::Edge::none:
      break;
  }
  scope_.start(customer(window_.measures_last()));
  observe();
  if (window_.is_complete()) simulation_.stop();
}

Process RetrialRun::customer(bool measured) {
  const TimePoint arrived = simulation_.now();
  TimePoint last_try = arrived;
  double tries = 0;
  bool served = false;
  for (;;) {
    ++tries;
    attempts_in_window_ += observing_;
    last_try = simulation_.now();
    // Asked beforehand, for a visit that is served ends only with its service.
    const bool blocked = station_.busy() >= station_.servers();
    if (measured && blocked && tries == 1) ++blocked_first_;
    if (!blocked) {
      ++in_service_;
      observe();
      const auto result = co_await station_.visit(service_.sample_duration(services_));
      served = result.end == Station::End::served;
      --in_service_;
      observe();
      break;
    }
    if (retries_ < 1 && decisions_.uniform() >= retries_) break;
    ++in_orbit_;
    observe();
    co_await simulation_.delay(pause_.sample_duration(pauses_));
    --in_orbit_;
    observe();
  }
  if (!measured) co_return;
  ++customers_;
  attempts_ += tries;
  lost_ += !served;
  orbit_seconds_ += unit_.seconds(last_try - arrived);
  window_.leave();
  if (window_.is_complete()) simulation_.stop();
}

void RetrialRun::observe() {
  if (!observing_) return;
  orbit_.set(simulation_.now(), in_orbit_);
  busy_.set(simulation_.now(), in_service_);
}

Measurement RetrialRun::report() const {
  Measurement out;
  out.events = simulation_.events();
  out.mean("N_orbit", orbit_.integral(), span_);
  out.mean("E_busy", busy_.integral(), span_);
  out.probability("P_block_first", blocked_first_, customers_);
  out.probability("P_lost", lost_, customers_);
  out.mean("attempt_rate", attempts_in_window_, unit_.seconds(from_seconds(1)) * span_);
  out.mean("amplification", attempts_, customers_);
  out.mean("W_orbit", orbit_seconds_, customers_);
  return out;
}

}  // namespace tiersim::queueing
