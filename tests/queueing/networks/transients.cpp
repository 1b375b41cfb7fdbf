// The models of g7 that watch a station from a given beginning.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "tests/queueing/networks/transients_station.hpp"
#include "tests/queueing/observation.hpp"

namespace tiersim::queueing {

namespace {

double number(const Json& one_case, const char* name) {
  return one_case.at("parameters").at(name).get<double>();
}

std::vector<double> instants_of(const Json& one_case) {
  return one_case.at("parameters").at("t").get<std::vector<double>>();
}

/// Surely n customers.
std::vector<double> exactly(std::size_t n) {
  std::vector<double> law(n + 1, 0.0);
  law[n] = 1.0;
  return law;
}

/// The stationary law of M/M/c, cut where less than 1e-12 is left. Precondition: lambda < c mu.
std::vector<double> stationary(double lambda, double mu, std::size_t servers) {
  std::vector<double> law{1.0};
  const double load = lambda / (static_cast<double>(servers) * mu);
  double sum = 1.0;
  for (std::size_t n = 1;; ++n) {
    const auto busy = static_cast<double>(std::min(n, servers));
    law.push_back(law.back() * lambda / (busy * mu));
    sum += law.back();
    if (n > servers && law.back() / (1.0 - load) < 1e-12 * sum) break;
  }
  for (double& p : law) p /= sum;
  return law;
}

Ratio mean_of(const Tally& values) {
  const auto count = static_cast<double>(values.count());
  return {values.mean() * count, count};
}

/// Plays the runs and says of them whatever a case may ask for.
Measurement watch(const Json& one_case, const Run& run, TransientStation::Params params,
                  ThinnedArrivals arrivals) {
  const auto wants = [&](const char* metric) { return asks_for(one_case, metric); };
  const std::size_t instants = params.instants_s.size();
  Simulation simulation;
  TransientStation station(simulation, std::move(params), std::move(arrivals), run.key);
  const ShortRun short_run = [&](std::size_t last, std::vector<InstantTally>& into) {
    station.play(last, into);
  };
  const RunPlan plan = plan_by_pilot(instants,
                                     {.amount = true,
                                      .variance = wants("L_var"),
                                      .waiting = wants("Lq"),
                                      .all_busy = wants("P_all_busy"),
                                      .empty = wants("P_empty")},
                                     short_run);
  const auto tallies = play_short_runs(plan, run.customers, short_run);
  Measurement out;
  out.events = simulation.events();
  for (std::size_t i = 0; i < instants; ++i) {
    const InstantTally& at = tallies[i];
    out.mean(wants("m") ? "m" : "L", mean_of(at.amount()), i);
    out.mean("Lq", mean_of(at.waiting()), i);
    out.moment("L_var", estimate(at.amount().variance()), i);
    out.probability("P_all_busy", at.share_all_busy(), i);
    out.probability("P_empty", at.share_empty(), i);
  }
  return out;
}

ThinnedArrivals arrivals_of(RateProfile profile, Duration period, RunKey key) {
  return {std::move(profile), period, Stream::named(key, "source", "arrivals")};
}

Measurement from_n0(const Json& one_case, const Run& run, std::size_t servers) {
  return watch(one_case, run,
               {.servers = servers,
                .rate_per_s = number(one_case, "mu"),
                .instants_s = instants_of(one_case),
                .start = exactly(one_case.at("parameters").at("n0").get<std::size_t>()),
                .step = std::nullopt},
               arrivals_of(RateProfile(number(one_case, "lambda")), forever, run.key));
}

Measurement mm1_transient(const Json& one_case, const Run& run) {
  return from_n0(one_case, run, 1);
}

Measurement mminf_transient(const Json& one_case, const Run& run) {
  return from_n0(one_case, run, Station::unbounded);
}

Measurement sine_from_empty(const Json& one_case, const Run& run, std::size_t servers) {
  const double period_s = number(one_case, "period");
  return watch(
      one_case, run,
      {.servers = servers,
       .rate_per_s = number(one_case, "mu"),
       .instants_s = instants_of(one_case),
       .start = exactly(0),
       .step = std::nullopt},
      arrivals_of(sine_profile(number(one_case, "lambda0"), number(one_case, "beta"), period_s),
                  from_seconds(period_s), run.key));
}

Measurement mtminf_sin_empty(const Json& one_case, const Run& run) {
  return sine_from_empty(one_case, run, Station::unbounded);
}

Measurement mtmc_sin(const Json& one_case, const Run& run) {
  return sine_from_empty(one_case, run, one_case.at("parameters").at("c").get<std::size_t>());
}

Measurement mmc_step(const Json& one_case, const Run& run) {
  const double before = number(one_case, "lambda0");
  const double mu = number(one_case, "mu");
  const auto servers = one_case.at("parameters").at("c0").get<std::size_t>();
  const double after = number(one_case, "lambda1");
  const TimePoint load_step{from_seconds(number(one_case, "t_load"))};
  const RateProfile rate =
      load_step > TimePoint{}
          ? RateProfile({{TimePoint{}, before}, {load_step, before}, {load_step, after}})
          : RateProfile(after);
  const bool empty = one_case.at("parameters").at("start") == "empty";
  return watch(one_case, run,
               {.servers = servers,
                .rate_per_s = mu,
                .instants_s = instants_of(one_case),
                .start = empty ? exactly(0) : stationary(before, mu, servers),
                .step =
                    TransientStation::Params::Step{
                        .at_s = number(one_case, "t_step"),
                        .servers = one_case.at("parameters").at("c1").get<std::size_t>()}},
               arrivals_of(rate, forever, run.key));
}

}  // namespace

const Models& transient_models() {
  static const Models models{{"mm1_transient", mm1_transient},
                             {"mminf_transient", mminf_transient},
                             {"mtminf_sin_empty", mtminf_sin_empty},
                             {"mtmc_sin", mtmc_sin},
                             {"mmc_step", mmc_step}};
  return models;
}

}  // namespace tiersim::queueing
