// Servers of g2 that are not always there: vacations, set-up.
#include <array>
#include <utility>

#include "models/queueing/setup_pool.hpp"
#include "models/queueing/vacation_server.hpp"
#include "tests/queueing/windowed_run.hpp"

namespace tiersim::queueing {
namespace {

/// The law of a case in simulated time; Markovian models give it as a rate.
Distribution law_of(const Json& one_case, const char* law, const char* rate = "") {
  const Json& parameters = one_case.at("parameters");
  const TimeUnit unit = TimeUnit::of_rate(parameters.at("lambda"));
  return parameters.contains(law) ? unit.law(parameters[law])
                                  : unit.exponential(parameters.at(rate));
}

Distribution service_of(const Json& one_case) {
  return law_of(one_case, "service", "mu");
}

/// The work that gathers in an absence takes 1/(1 - rho) times as long to serve; thirty cycles.
std::uint64_t warm_up_of(const Json& one_case, const Distribution& absence) {
  const Distribution service = service_of(one_case);
  const double servers = one_case.at("parameters").value("c", 1.0);
  const double rho = service.mean() / servers;
  const double cycle = (absence.mean() + 2) / (1 - rho);
  return warm_up_customers(rho, servers, poisson_scv(service)) +
         static_cast<std::uint64_t>(30 * cycle);
}

/// What the models here have in common: Poisson customers, their waits and sojourns.
class AbsenceRun : protected WindowedRun {
 protected:
  AbsenceRun(const Json& one_case, const Run& run, const Distribution& absence)
      : WindowedRun(one_case, TimeUnit::of_rate(one_case.at("parameters").at("lambda")), run,
                    warm_up_of(one_case, absence)),
        service_(service_of(one_case)),
        services_(Stream::named(key_, "server", "service")) {}

  void begin_window() override { in_system_.restart(simulation_.now()); }

  void end_window() override { in_system_.finish(simulation_.now()); }

  /// One comes; the service it needs.
  Duration enter(bool measured) {
    in_system_.set(simulation_.now(), ++present_);
    const Duration service = service_.sample_duration(services_);
    if (measured) work_ += to_seconds(service);
    return service;
  }

  /// One measured or not leaves.
  void leave(bool measured, Duration wait, TimePoint arrived) {
    in_system_.set(simulation_.now(), --present_);
    if (!measured) return;
    waits_.record(wait);
    sojourns_.record(simulation_.now() - arrived);
    count_departure();
  }

  [[nodiscard]] Measurement report_customers() const {
    Measurement out;
    out.events = simulation_.events();
    out.mean("rho", {work_, span_});
    out.mean("L", in_system_.mean());
    out.mean("W", sojourns_.mean());
    out.mean("Wq", waits_.mean());
    out.moment("wait_m2", waits_.second_moment());
    return out;
  }

  LevelTimes in_system_;

 private:
  Distribution service_;
  Stream services_;
  Spans waits_{case_, "wait", unit_};
  Spans sojourns_{case_, "sojourn", unit_};
  std::size_t present_ = 0;
  double work_ = 0;  ///< brought along, simulated seconds
};

/// M/G/1 with multiple vacations.
class VacationRun final : private AbsenceRun {
 public:
  VacationRun(const Json& one_case, const Run& run)
      : AbsenceRun(one_case, run, law_of(one_case, "vacation")),
        server_(simulation_, law_of(one_case, "vacation"),
                Stream::named(key_, "server", "vacation")) {
    play_poisson(one_case["parameters"]["lambda"],
                 [this](bool measured) { return customer(measured); });
  }

  [[nodiscard]] Measurement report() const { return report_customers(); }

 private:
  Process customer(bool measured) {
    const TimePoint arrived = simulation_.now();
    const Duration wait = co_await server_.visit(enter(measured));
    leave(measured, wait, arrived);
  }

  VacationServer server_;
};

/// M/G/c whose servers need a set-up, go off at once or after an idle time.
class SetupRun final : private AbsenceRun {
 public:
  SetupRun(const Json& one_case, const Run& run, Distribution idle_time)
      : AbsenceRun(one_case, run, law_of(one_case, "setup", "alpha")),
        pool_(simulation_,
              {.servers = one_case.at("parameters").value("c", std::size_t{1}),
               .setup = law_of(one_case, "setup", "alpha"),
               .idle_time = std::move(idle_time)},
              Stream::named(key_, "pool", "setup"), Stream::named(key_, "pool", "idle")) {
    play_poisson(one_case["parameters"]["lambda"],
                 [this](bool measured) { return customer(measured); });
  }

  [[nodiscard]] Measurement report() const {
    Measurement out = report_customers();
    out.probability("P_cold", {cold_, arrived_});
    out.probability("frac_on_idle", in_state(SetupPool::State::idle));
    out.probability("frac_setup", in_state(SetupPool::State::setting_up));
    out.probability("frac_off", in_state(SetupPool::State::off));
    out.mean("E_busy", in_state(SetupPool::State::busy));
    out.mean("E_setup", in_state(SetupPool::State::setting_up));
    out.mean("Lq", {in_system_.integral() - in_state(SetupPool::State::busy).sum, span_});
    out.probability("P_off", {in_system_.at(0), span_});
    return out;
  }

 private:
  static constexpr std::array states{SetupPool::State::off, SetupPool::State::setting_up,
                                     SetupPool::State::idle, SetupPool::State::busy};

  void begin_window() override {
    AbsenceRun::begin_window();
    for (std::size_t i = 0; i < states.size(); ++i) seconds_[i] = -pool_.server_seconds(states[i]);
  }

  void end_window() override {
    AbsenceRun::end_window();
    for (std::size_t i = 0; i < states.size(); ++i) seconds_[i] += pool_.server_seconds(states[i]);
  }

  /// Servers in a state, over the window.
  [[nodiscard]] Ratio in_state(SetupPool::State state) const {
    return {seconds_[static_cast<std::size_t>(state)], span_};
  }

  Process customer(bool measured) {
    const TimePoint arrived = simulation_.now();
    const SetupPool::Result result = co_await pool_.visit(enter(measured));
    arrived_ += measured;
    cold_ += measured && result.started_server;
    leave(measured, result.wait, arrived);
  }

  SetupPool pool_;
  std::array<double, states.size()> seconds_{};
  double arrived_ = 0;
  double cold_ = 0;
};

Measurement vacation(const Json& one_case, const Run& run) {
  return VacationRun(one_case, run).report();
}

Measurement setup(const Json& one_case, const Run& run) {
  return SetupRun(one_case, run, Distribution::deterministic(0.0)).report();
}

Measurement delayed_off(const Json& one_case, const Run& run) {
  return SetupRun(one_case, run, law_of(one_case, "idle_timeout")).report();
}

}  // namespace

const Models& switching_models() {
  static const Models models{{"mg1_vacation", vacation},
                             {"mg1_setup", setup},
                             {"mg1_setup_delayedoff", delayed_off},
                             {"mmc_setup", setup}};
  return models;
}

}  // namespace tiersim::queueing
