#include <cmath>

#include "models/theory/erlang.hpp"
#include "models/theory/mmc.hpp"
#include "models/theory/mmck.hpp"
#include "models/theory/poisson.hpp"
#include "tests/models/theory/station_cases.hpp"

namespace tiersim::theory_vectors {
namespace {

using namespace theory;

double rate(const Json& parameters, const char* name) {
  return parameters.at(name).get<double>();
}

template <class Queue>
void add_quantiles(const Queue& queue, Json& metrics) {
  for (const auto& [name, p] : {std::pair{"p50", 0.5}, {"p95", 0.95}, {"p99", 0.99}}) {
    metrics[std::string("wait_") + name] = queue.wait_quantile_s(p);
    metrics[std::string("sojourn_") + name] = queue.sojourn_quantile_s(p);
  }
}

Json mmc_metrics(const Json& parameters, int servers) {
  const MMcQueue queue =
      solved(MMcQueue::solve(rate(parameters, "lambda"), rate(parameters, "mu"), servers));
  Json metrics = means_of(queue.means);
  metrics["rho"] = queue.means.utilization;
  metrics["P_wait"] = queue.wait_probability;
  metrics["L_var"] = queue.number_variance;
  metrics["wait_var"] = queue.wait_variance_s2;
  metrics["sojourn_var"] = queue.sojourn_variance_s2;
  add_quantiles(queue, metrics);
  return metrics;
}

Json mm1(const Json& parameters) {
  Json metrics = mmc_metrics(parameters, 1);
  metrics["P_empty"] = 1 - metrics["rho"].get<double>();
  return metrics;
}

Json mmc(const Json& parameters) {
  return mmc_metrics(parameters, parameters.at("c").get<int>());
}

Json mmck(const Json& parameters) {
  const MMcKQueue queue(rate(parameters, "lambda"), rate(parameters, "mu"),
                        parameters.at("c").get<int>(), parameters.at("K").get<int>());
  Json metrics = means_of(queue.means);
  metrics["utilization"] = queue.means.utilization;
  metrics["P_wait"] = queue.wait_probability;
  metrics["P_loss"] = queue.loss_probability;
  metrics["P_empty"] = queue.empty_probability;
  metrics["throughput"] = queue.throughput_per_s;
  add_quantiles(queue, metrics);
  return metrics;
}

Json loss(const Json& parameters) {
  const int servers = parameters.at("c").get<int>();
  const double mu = rate(parameters, "mu");
  const LossSystem system = loss_system(servers, rate(parameters, "lambda") / mu);
  return {{"utilization", system.number / servers},
          {"L", system.number},
          {"P_loss", system.loss_probability},
          {"throughput", system.number * mu},
          {"L_var", system.number_variance}};
}

Json mminf(const Json& parameters) {
  const double mu = rate(parameters, "mu");
  const double offered = rate(parameters, "lambda") / mu;
  Json metrics{{"L", offered}, {"L_var", offered}, {"W", 1 / mu}, {"P_empty", std::exp(-offered)}};
  for (const auto& [name, p] : {std::pair{"p50", 0.5}, {"p95", 0.95}, {"p99", 0.99}}) {
    metrics[std::string("L_") + name] = poisson_quantile(offered, p);
    metrics[std::string("sojourn_") + name] = -std::log1p(-p) / mu;
  }
  return metrics;
}

}  // namespace

Json means_of(const StationMeans& means) {
  return {{"L", means.number},
          {"Lq", means.number_waiting},
          {"W", means.sojourn_s},
          {"Wq", means.wait_s}};
}

const Solvers& markovian_solvers() {
  static const Solvers solvers{
      {"mm1", mm1}, {"mmc", mmc}, {"mmck", mmck}, {"erlang_b", loss}, {"mminf", mminf}};
  return solvers;
}

}  // namespace tiersim::theory_vectors
