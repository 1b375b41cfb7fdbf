#include "tests/queueing/switching_run.hpp"

namespace tiersim::queueing {

SwitchingRun::SwitchingRun(const Json& one_case, const Run& run, Params params)
    : case_(one_case),
      params_(std::move(params)),
      services_(Stream::named(run.key, "server", "service")),
      absences_(Stream::named(run.key, "server", "absence")),
      idle_times_(Stream::named(run.key, "server", "idle")),
      batches_(Stream::named(run.key, "arrivals", "batch")),
      work_(simulation_),
      window_(params_.warm_up, run.customers),
      waits_(one_case, "wait", params_.unit),
      sojourns_(one_case, "sojourn", params_.unit) {
  scope_.spawn(serve_for_ever());
  const auto arrive = [this] { this->arrive(); };
  const Arrivals arrivals(simulation_, params_.unit.exponential(params_.arrival_rate),
                          Stream::named(run.key, "arrivals", "gap"), arrive);
  simulation_.run_to_exhaustion();
}

std::size_t SwitchingRun::batch_size() {
  const Json& law = params_.batch;
  if (law.is_null()) return 1;
  if (law.contains("constant")) return law["constant"];
  std::size_t size = 1;
  if (law.contains("geometric_p")) {
    while (batches_.uniform() >= law["geometric_p"].get<double>()) ++size;
    return size;
  }
  double rest = batches_.uniform();
  for (const double p : law.at("pmf")) {
    rest -= p;
    if (rest < 0) return size;
    ++size;
  }
  return law["pmf"].size();
}

void SwitchingRun::arrive() {
  const TimePoint now = simulation_.now();
  switch (window_.arrive()) {
    case Window::Edge::begins:
      observing_ = true;
      in_system_.restart(now);
      states_.restart(now);
      break;
    case Window::Edge::ends:
      observing_ = false;
      in_system_.finish(now);
      states_.finish(now);
      span_ = in_system_.total();
      break;
    case Window::Edge::none:
      break;
  }
  const bool measured = window_.measures_last();
  if (measured) {
    ++batches_measured_;
    found_off_ += state_ == State::off;
  }
  const std::size_t size = batch_size();
  for (std::size_t i = 1; i <= size; ++i) present_.push_back({now, measured, i == size});
  observe();
  work_.release_all();
  if (window_.is_complete()) simulation_.stop();
}

Process SwitchingRun::serve_for_ever() {
  for (;;) {
    while (!present_.empty()) {
      turn(State::busy);
      const Customer customer = present_.front();
      const Duration service = params_.service.sample_duration(services_);
      if (customer.measured) {
        waits_.record(simulation_.now() - customer.arrived);
        work_brought_ += to_seconds(service);
      }
      co_await simulation_.delay(service);
      present_.pop_front();
      observe();
      if (!customer.measured) continue;
      sojourns_.record(simulation_.now() - customer.arrived);
      if (customer.last) window_.leave();
      if (window_.is_complete()) simulation_.stop();
    }
    if (params_.when_empty == WhenEmpty::vacation) {
      turn(State::away);
      co_await simulation_.delay(params_.away.sample_duration(absences_));
      continue;
    }
    turn(State::idle);
    const Duration patience =
        params_.idle_time ? params_.idle_time->sample_duration(idle_times_) : forever;
    const bool came = co_await work_.wait(patience);
    if (came) continue;
    turn(State::off);
    co_await work_.wait();
    turn(State::setup);
    co_await simulation_.delay(params_.away.sample_duration(absences_));
  }
}

void SwitchingRun::turn(State state) {
  state_ = state;
  observe();
}

void SwitchingRun::observe() {
  if (!observing_) return;
  in_system_.set(simulation_.now(), present_.size());
  states_.set(simulation_.now(), static_cast<std::size_t>(state_));
}

Measurement SwitchingRun::report() const {
  const auto share = [this](State state) { return states_.at(static_cast<std::size_t>(state)); };
  Measurement out;
  out.events = simulation_.events();
  out.mean("rho", work_brought_, span_);
  out.mean("L", in_system_.integral(), span_);
  out.moment("L_var", in_system_.integral(2, expected(case_, "L")), span_);
  out.probability("P_empty", in_system_.at(0), span_);
  out.mean("W", sojourns_.sum(), sojourns_.count());
  out.mean("Wq", waits_.sum(), waits_.count());
  out.moment("wait_m2", waits_.second_moment_sum(), waits_.count());
  out.probability("P_cold", found_off_, batches_measured_);
  out.probability("frac_on_idle", share(State::idle), span_);
  out.probability("frac_setup", share(State::setup), span_);
  out.probability("frac_off", share(State::off), span_);
  return out;
}

}  // namespace tiersim::queueing
