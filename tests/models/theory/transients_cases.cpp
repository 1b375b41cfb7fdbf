#include <algorithm>

#include "models/theory/transients/daily_traffic.hpp"
#include "models/theory/transients/outage.hpp"
#include "models/theory/transients/transient_queue.hpp"
#include "tests/models/theory/theory_cases.hpp"

namespace tiersim::theory_vectors {
namespace {

using namespace theory;

/// A queue between steps of its load and of its servers, asked at any instants.
struct Steps {
  std::vector<double> changes;  // instants from which the rates may differ
  double (*rate)(const Json& p, double t);
  std::size_t (*servers)(const Json& p, double t);
};

void pass(TransientQueue& queue, const Json& p, const Steps& steps, double from, double to) {
  std::vector<double> ends;
  for (const double change : steps.changes)
    if (from < change && change < to) ends.push_back(change);
  std::sort(ends.begin(), ends.end());
  ends.push_back(to);
  for (const double end : ends) {
    queue.advance(end - from, steps.rate(p, from), steps.servers(p, from));
    from = end;
  }
}

/// Calls `read` with the queue and the index of each instant, in the order of time.
template <class Read>
void visit(TransientQueue queue, const Json& p, const Steps& steps, const Read& read) {
  const auto instants = p.at("t").get<std::vector<double>>();
  std::vector<std::size_t> order(instants.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(),
            [&](std::size_t i, std::size_t j) { return instants[i] < instants[j]; });
  double now = 0;
  for (const std::size_t i : order) {
    if (instants[i] > now) pass(queue, p, steps, now, instants[i]);
    now = instants[i];
    read(queue, i);
  }
}

Json zeros(const Json& p) {
  return Json(std::vector<double>(p.at("t").size(), 0.0));
}

Json mm1_transient(const Json& p) {
  Json metrics{{"L", zeros(p)}, {"P_empty", zeros(p)}};
  const Steps constant{{},
                       [](const Json& q, double) { return q.at("lambda").get<double>(); },
                       [](const Json&, double) { return std::size_t{1}; }};
  visit(TransientQueue(p.at("mu"), p.at("n0")), p, constant,
        [&](const TransientQueue& queue, std::size_t i) {
          metrics["L"][i] = queue.number();
          metrics["P_empty"][i] = queue.empty();
        });
  return metrics;
}

double step_rate(const Json& p, double t) {
  return t < p.at("t_load").get<double>() ? p.at("lambda0") : p.at("lambda1");
}

std::size_t step_servers(const Json& p, double t) {
  return t < p.at("t_step").get<double>() ? p.at("c0") : p.at("c1");
}

Json mmc_step(const Json& p) {
  Json metrics{{"L", zeros(p)}, {"Lq", zeros(p)}, {"P_all_busy", zeros(p)}};
  const TransientQueue start =
      p.at("start") == "empty"
          ? TransientQueue(p.at("mu"), 0)
          : TransientQueue::stationary(p.at("lambda0"), p.at("mu"), p.at("c0"));
  const Steps steps{{p.at("t_load"), p.at("t_step")}, step_rate, step_servers};
  visit(start, p, steps, [&](const TransientQueue& queue, std::size_t i) {
    const std::size_t servers = step_servers(p, p.at("t").at(i));
    metrics["L"][i] = queue.number();
    metrics["Lq"][i] = queue.waiting(servers);
    metrics["P_all_busy"][i] = queue.at_least(servers);
  });
  return metrics;
}

Json mminf_transient(const Json& p) {
  Json metrics;
  for (const double t : p.at("t")) {
    const NumberAt now = number_after(p.at("lambda"), p.at("mu"), p.at("n0"), t);
    metrics["L"].push_back(now.mean);
    metrics["L_var"].push_back(now.variance);
  }
  return metrics;
}

DailyTraffic traffic_of(const Json& p) {
  return {p.at("lambda0"), p.at("beta"), p.at("period")};
}

Json mtgi_inf_sin(const Json& p) {
  const PeriodicNumber number = number_in_service(traffic_of(p), law_of(p.at("service")));
  Json metrics{{"m_amplitude", number.amplitude}, {"lag", number.lag_s}};
  for (const double t : p.at("t")) metrics["m"].push_back(number.at(t));
  return metrics;
}

Json mtminf_sin_empty(const Json& p) {
  Json metrics;
  for (const double t : p.at("t"))
    metrics["m"].push_back(number_from_empty(traffic_of(p), p.at("mu"), t));
  return metrics;
}

Json mtmc_sin(const Json& p) {
  Json metrics;
  for (const QueueAt& now : queue_from_empty(traffic_of(p), p.at("mu"), p.at("c"), p.at("t"))) {
    metrics["L"].push_back(now.number);
    metrics["P_all_busy"].push_back(now.all_busy);
  }
  return metrics;
}

Json fluid_outage(const Json& p) {
  Outage outage{p.at("lambda"), p.at("capacity"), p.at("T"), p.at("fraction"), std::nullopt};
  if (p.contains("K")) outage.room = p.at("K").get<double>();
  if (outage.arrival_rate_per_s >= outage.capacity_per_s) throw NoSolution("it never drains");
  const OutageEffect effect = outage_effect(outage);
  return {{"peak_backlog", effect.backlog_peak},
          {"drain_time", effect.drain_s},
          {"max_delay", effect.delay_max_s},
          {"total_delay", effect.delay_total_s},
          {"mean_delay_affected", effect.delay_mean_s},
          {"lost", effect.lost}};
}

Json availability_transient(const Json& p) {
  const RepairableUnit unit{p.at("lambda"), p.at("mu")};
  Json metrics;
  for (const double t : p.at("t")) {
    metrics["A"].push_back(unit.up_at(t));
    metrics["down_mean"].push_back(unit.down_mean_s(t));
    metrics["down_var"].push_back(unit.down_variance_s2(t));
  }
  return metrics;
}

}  // namespace

const Solvers& transient_solvers() {
  static const Solvers solvers{
      {"mm1_transient", mm1_transient},       {"mmc_step", mmc_step},
      {"mminf_transient", mminf_transient},   {"mtgi_inf_sin", mtgi_inf_sin},
      {"mtminf_sin_empty", mtminf_sin_empty}, {"mtmc_sin", mtmc_sin},
      {"fluid_outage", fluid_outage},         {"availability_transient", availability_transient}};
  return solvers;
}

}  // namespace tiersim::theory_vectors
