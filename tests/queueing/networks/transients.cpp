// The models of g7 that watch a station from a given beginning.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "tests/queueing/networks/transients_parts.hpp"
#include "tests/queueing/networks/transients_station.hpp"

namespace tiersim::queueing::networks {

namespace {

double number(const Case& reference, const char* name) {
  return reference.parameters.at(name).get<double>();
}

std::vector<double> instants_of(const Case& reference) {
  return reference.parameters.at("t").get<std::vector<double>>();
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

/// Plays the runs and says whatever the case asks for.
void watch(const Case& reference, TransientStation::Params params, ThinnedArrivals arrivals,
           RunKey key, double length, Readings& readings) {
  const auto wants = [&](const char* metric) { return reference.expect.contains(metric); };
  const char* const mean = wants("m") ? "m" : "L";
  const std::size_t instants = params.instants_s.size();
  Simulation simulation;
  TransientStation station(simulation, std::move(params), std::move(arrivals), key);
  const ShortRun run = [&](std::size_t last, std::vector<InstantTally>& into) {
    station.play(last, into);
  };
  const RunPlan plan = plan_by_pilot(instants,
                                     {.amount = true,
                                      .variance = wants("L_var"),
                                      .waiting = wants("Lq"),
                                      .all_busy = wants("P_all_busy"),
                                      .empty = wants("P_empty")},
                                     run);
  const auto tallies = play_short_runs(plan, length, run);
  readings.effort(simulation.events());
  for (std::size_t i = 0; i < instants; ++i) {
    readings.value(mean, i, tallies[i].amount().mean());
    if (wants("L_var")) readings.value("L_var", i, tallies[i].amount().variance());
    if (wants("Lq")) readings.value("Lq", i, tallies[i].waiting().mean());
    if (wants("P_all_busy")) readings.value("P_all_busy", i, tallies[i].share_all_busy());
    if (wants("P_empty")) readings.value("P_empty", i, tallies[i].share_empty());
  }
}

ThinnedArrivals arrivals_of(RateProfile profile, Duration period, RunKey key) {
  return {std::move(profile), period, Stream::named(key, "source", "arrivals")};
}

void from_n0(const Case& reference, std::size_t servers, RunKey key, double length,
             Readings& readings) {
  watch(reference,
        {.servers = servers,
         .rate_per_s = number(reference, "mu"),
         .instants_s = instants_of(reference),
         .start = exactly(reference.parameters.at("n0").get<std::size_t>()),
         .step = std::nullopt},
        arrivals_of(RateProfile(number(reference, "lambda")), forever, key), key, length, readings);
}

void mm1_transient(const Case& reference, RunKey key, double length, Readings& readings) {
  from_n0(reference, 1, key, length, readings);
}

void mminf_transient(const Case& reference, RunKey key, double length, Readings& readings) {
  from_n0(reference, Station::unbounded, key, length, readings);
}

void sine_from_empty(const Case& reference, std::size_t servers, RunKey key, double length,
                     Readings& readings) {
  const double period_s = number(reference, "period");
  watch(reference,
        {.servers = servers,
         .rate_per_s = number(reference, "mu"),
         .instants_s = instants_of(reference),
         .start = exactly(0),
         .step = std::nullopt},
        arrivals_of(sine_profile(number(reference, "lambda0"), number(reference, "beta"), period_s),
                    from_seconds(period_s), key),
        key, length, readings);
}

void mtminf_sin_empty(const Case& reference, RunKey key, double length, Readings& readings) {
  sine_from_empty(reference, Station::unbounded, key, length, readings);
}

void mtmc_sin(const Case& reference, RunKey key, double length, Readings& readings) {
  sine_from_empty(reference, reference.parameters.at("c").get<std::size_t>(), key, length,
                  readings);
}

void mmc_step(const Case& reference, RunKey key, double length, Readings& readings) {
  const double before = number(reference, "lambda0");
  const double mu = number(reference, "mu");
  const auto servers = reference.parameters.at("c0").get<std::size_t>();
  const double after = number(reference, "lambda1");
  const TimePoint load_step{from_seconds(number(reference, "t_load"))};
  const RateProfile rate =
      load_step > TimePoint{}
          ? RateProfile({{TimePoint{}, before}, {load_step, before}, {load_step, after}})
          : RateProfile(after);
  const bool empty = reference.parameters.at("start") == "empty";
  watch(reference,
        {.servers = servers,
         .rate_per_s = mu,
         .instants_s = instants_of(reference),
         .start = empty ? exactly(0) : stationary(before, mu, servers),
         .step =
             TransientStation::Params::Step{
                 .at_s = number(reference, "t_step"),
                 .servers = reference.parameters.at("c1").get<std::size_t>()}},
        arrivals_of(rate, forever, key), key, length, readings);
}

}  // namespace

std::map<std::string, Model> transient_models() {
  std::map<std::string, Model> models{{"mm1_transient", mm1_transient},
                                      {"mminf_transient", mminf_transient},
                                      {"mtminf_sin_empty", mtminf_sin_empty},
                                      {"mtmc_sin", mtmc_sin},
                                      {"mmc_step", mmc_step}};
  models.merge(periodic_models());
  models.merge(outage_models());
  return models;
}

}  // namespace tiersim::queueing::networks
