#include "models/theory/batching.hpp"
#include "tests/models/theory/station_cases.hpp"

namespace tiersim::theory_vectors {
namespace {

using namespace theory;

double number(const Json& parameters, const char* name) {
  return parameters.at(name).get<double>();
}

BatchSize batch_size_of(const Json& batch) {
  if (batch.contains("constant")) return BatchSize::constant(batch.at("constant").get<int>());
  if (batch.contains("geometric_p")) return BatchSize::geometric(number(batch, "geometric_p"));
  return BatchSize::of(batch.at("pmf").get<std::vector<double>>());
}

Json arriving(const Json& parameters) {
  const BatchArrivals queue =
      solved(batch_arrivals(number(parameters, "lambda_batch"),
                            batch_size_of(parameters.at("batch")), number(parameters, "mu")));
  Json metrics = means_of(queue.means);
  metrics["rho"] = queue.means.utilization;
  metrics["L_var"] = queue.number_variance;
  metrics["P_empty"] = queue.empty_probability;
  return metrics;
}

Json served(const Json& parameters) {
  const BulkService queue =
      solved(bulk_service(number(parameters, "lambda"), number(parameters, "mu"),
                          parameters.at("a").get<int>(), parameters.at("b").get<int>()));
  return {{"Lq", queue.number_waiting},
          {"Wq", queue.wait_s},
          {"W", queue.sojourn_s},
          {"P_idle", queue.idle_fraction},
          {"E_batch", queue.batch_size}};
}

Json collected(const Json& parameters) {
  const CollectingStage stage = collecting_stage(
      number(parameters, "lambda"), parameters.at("b").get<int>(), number(parameters, "timeout"));
  return {{"E_batch", stage.batch_size},
          {"P_full", stage.full_probability},
          {"batch_rate", stage.batch_rate_per_s},
          {"Wq", stage.delay_s},
          {"P_zero_delay", stage.no_delay_probability},
          {"E_open", stage.open_s}};
}

}  // namespace

const Solvers& batching_solvers() {
  static const Solvers solvers{
      {"mxm1", arriving}, {"mm1_bulk", served}, {"batch_size_or_timeout", collected}};
  return solvers;
}

}  // namespace tiersim::theory_vectors
