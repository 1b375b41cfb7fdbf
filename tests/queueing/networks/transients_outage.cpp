// Outages of g7: a fluid backlog, and one unit that fails and is repaired.
#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <utility>

#include "sim/kernel/process.hpp"
#include "sim/kernel/station.hpp"
#include "tests/queueing/networks/transients_instants.hpp"

namespace tiersim::queueing {

namespace {

/// A fluid as the limit of customers: everything lasts `scale` times as long at the same rates, and
/// numbers and times are divided by the scale. Gaps and services vary by a twentieth only, so that
/// a server with a tenth to spare keeps no line, as in the fluid. Source of the scaling: H. Chen,
/// A. Mandelbaum, "Discrete flow networks: bottleneck analysis and fluid approximations",
/// Mathematics of Operations Research 16(2), 1991.
class FluidOutage final : private Event {
 public:
  struct Params {
    double arrivals_per_s = 0;
    double capacity_per_s = 0;
    double outage_s = 0;
    double fraction = 0;  ///< of the capacity that is left
    std::optional<double> backlog_max;
    double scale = 1;
  };

  FluidOutage(Simulation& simulation, const Params& params, RunKey key)
      : Event(simulation),
        params_(params),
        gaps_(Stream::named(key, "source", "arrivals")),
        services_(Stream::named(key, "station", "service")),
        station_(simulation, {.servers = params.fraction > 0 ? std::size_t{1} : std::size_t{0},
                              .waiting_max = places(params)}),
        customers_(simulation) {}

  void run() {
    if (params_.fraction > 0) station_.set_speed(params_.fraction);
    // The first gap is what is left of one that began before.
    schedule_in(from_seconds(gaps_.uniform() / params_.arrivals_per_s));
    const TimePoint end{from_seconds(params_.outage_s * params_.scale)};
    simulation().run_until(end);
    peak_ = static_cast<double>(station_.waiting());
    healthy_ = true;
    station_.set_speed(1.0);
    station_.resize(1);
    if (station_.waiting() > 0) simulation().run_until(TimePoint::max());
    drain_s_ = to_seconds(simulation().now() - end);
  }

  [[nodiscard]] Measurement report() const {
    const double scale = params_.scale;
    Measurement out;
    out.events = simulation().events();
    out.mean("peak_backlog", estimate(peak_ / scale));
    out.mean("drain_time", estimate(drain_s_ / scale));
    // The area under the backlog is the sum of the waits.
    out.mean("total_delay", estimate(waits_s_ / scale / scale));
    out.mean("mean_delay_affected", {waits_s_ / scale, arrived_ - lost_});
    out.mean("lost", estimate(lost_ / scale));
    out.mean("max_delay", estimate(longest_s_ / scale));
    return out;
  }

 private:
  static std::size_t places(const Params& params) {
    if (!params.backlog_max) return Station::unbounded;
    return static_cast<std::size_t>(*params.backlog_max * params.scale);
  }

  static Duration about(double mean_s, Stream& stream) {
    return from_seconds(mean_s * (0.95 + 0.1 * stream.uniform()));
  }

  void fire() override {
    schedule_in(about(1.0 / params_.arrivals_per_s, gaps_));
    customers_.start(customer());
  }

  Process customer() {
    arrived_ += 1;
    const auto visit = co_await station_.visit(about(1.0 / params_.capacity_per_s, services_));
    if (visit.end == Station::End::balked) {
      lost_ += 1;
      co_return;
    }
    waits_s_ += to_seconds(visit.wait);
    longest_s_ = std::max(longest_s_, to_seconds(visit.wait));
    if (healthy_ && station_.waiting() == 0) simulation().stop();
  }

  Params params_;
  Stream gaps_;
  Stream services_;
  Station station_;
  double arrived_ = 0;
  double lost_ = 0;
  double peak_ = 0;
  double waits_s_ = 0;
  double longest_s_ = 0;
  double drain_s_ = 0;
  bool healthy_ = false;
  ProcessScope customers_;
};

Measurement fluid_outage(const Json& one_case, const Run& run) {
  const Json& p = one_case.at("parameters");
  FluidOutage::Params params{.arrivals_per_s = p.at("lambda").get<double>(),
                             .capacity_per_s = p.at("capacity").get<double>(),
                             .outage_s = p.at("T").get<double>(),
                             .fraction = p.at("fraction").get<double>(),
                             .backlog_max = std::nullopt,
                             .scale = 1};
  if (p.contains("K")) params.backlog_max = p.at("K").get<double>();
  const double growth = params.arrivals_per_s - params.fraction * params.capacity_per_s;
  const double peak = std::max(0.0, growth * params.outage_s);
  const double lasts_s = params.outage_s + peak / (params.capacity_per_s - params.arrivals_per_s);
  params.scale = std::max(
      20.0, std::ceil(static_cast<double>(run.customers) / (params.arrivals_per_s * lasts_s)));
  Simulation simulation;
  FluidOutage outage(simulation, params, run.key);
  outage.run();
  return outage.report();
}

/// One unit that fails and is repaired, looked at from a new start again and again.
class RepairedUnit {
 public:
  RepairedUnit(double failures_per_s, double repairs_per_s, RunKey key)
      : failures_per_s_(failures_per_s),
        repairs_per_s_(repairs_per_s),
        lives_(Stream::named(key, "unit", "life")),
        repairs_(Stream::named(key, "unit", "repair")) {}

  /// One run up to the last of the instants.
  void play(const std::vector<double>& instants_s, std::size_t last,
            std::vector<InstantTally>& tallies) {
    if (clock_ == nullptr || clock_->simulation.now().time_since_epoch() > forever / 2) {
      events_ = events();
      clock_ = std::make_unique<Clock>();
    }
    Simulation& simulation = clock_->simulation;
    const TimePoint origin = simulation.now();
    up_ = true;
    down_ns_ = 0;
    clock_->units.spawn(unit());
    for (std::size_t i = 0; i <= last; ++i) {
      simulation.run_until(origin + from_seconds(instants_s[i]));
      const double unfinished =
          up_ ? 0.0 : static_cast<double>((simulation.now() - failed_at_).count());
      tallies[i].record({.amount = (down_ns_ + unfinished) / 1e9,
                         .waiting = 0,
                         .all_busy = false,
                         .empty = up_,
                         .customers = 0});
    }
    clock_->units.destroy_all();
  }

  /// Events handled so far.
  [[nodiscard]] std::uint64_t events() const {
    return events_ + (clock_ == nullptr ? 0 : clock_->simulation.events());
  }

 private:
  /// The clock ends after 292 years, which a year at a time are few runs.
  struct Clock {
    Simulation simulation;
    ProcessScope units{simulation};
  };

  Process unit() {
    Simulation& simulation = clock_->simulation;
    for (;;) {
      co_await simulation.delay(from_seconds(lives_.exponential() / failures_per_s_));
      up_ = false;
      failed_at_ = simulation.now();
      co_await simulation.delay(from_seconds(repairs_.exponential() / repairs_per_s_));
      up_ = true;
      down_ns_ += static_cast<double>((simulation.now() - failed_at_).count());
    }
  }

  double failures_per_s_;
  double repairs_per_s_;
  Stream lives_;
  Stream repairs_;
  bool up_ = true;
  TimePoint failed_at_{};
  double down_ns_ = 0;
  std::unique_ptr<Clock> clock_;
  std::uint64_t events_ = 0;  ///< of clocks that came before
};

/// The down time in (0, t) is about the sum of a Poisson number of exponential times, of kurtosis
/// 3 + 6/(failures expected): that many runs make its variance sharp. A pilot would see no failure.
RunPlan plan_for_unit(double failures_per_s, const std::vector<double>& instants_s) {
  RunPlan plan;
  for (const double at_s : instants_s) {
    const double failures = failures_per_s * at_s;
    plan.needed.push_back((2.0 + 6.0 / std::min(failures, 1e9)) / (0.03 * 0.03));
    plan.cost.push_back(1.0 + failures);
  }
  return plan;
}

Measurement availability_transient(const Json& one_case, const Run& run) {
  const auto failures_per_s = one_case.at("parameters").at("lambda").get<double>();
  const auto instants_s = one_case.at("parameters").at("t").get<std::vector<double>>();
  RepairedUnit unit(failures_per_s, one_case.at("parameters").at("mu").get<double>(), run.key);
  const auto tallies = play_short_runs(plan_for_unit(failures_per_s, instants_s), run.customers,
                                       [&](std::size_t last, std::vector<InstantTally>& into) {
                                         unit.play(instants_s, last, into);
                                       });
  Measurement out;
  out.events = unit.events();
  for (std::size_t i = 0; i < instants_s.size(); ++i) {
    const Tally& down_s = tallies[i].amount();
    const auto runs = static_cast<double>(down_s.count());
    out.probability("A", tallies[i].share_empty(), i);
    out.mean("down_mean", {down_s.mean() * runs, runs}, i);
    out.moment("down_var", estimate(down_s.variance()), i);
  }
  return out;
}

}  // namespace

const Models& outage_models() {
  static const Models models{{"fluid_outage", fluid_outage},
                             {"availability_transient", availability_transient}};
  return models;
}

}  // namespace tiersim::queueing
