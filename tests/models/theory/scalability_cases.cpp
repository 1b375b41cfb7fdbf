#include "models/theory/scalability/scalability_fit.hpp"
#include "models/theory/scalability/scalability_law.hpp"
#include "models/theory/scalability/shared_resource.hpp"
#include "tests/models/theory/theory_cases.hpp"

namespace tiersim::theory_vectors {
namespace {

using namespace theory;

Json usl_eval(const Json& p) {
  const ScalabilityLaw law{p.at("lambda"), p.at("sigma"), p.at("kappa")};
  Json metrics;
  for (const double n : p.at("N")) {
    metrics["X"].push_back(law.throughput_per_s(n));
    metrics["efficiency"].push_back(law.efficiency(n));
  }
  if (const auto peak = law.peak()) {
    metrics["N_peak"] = *peak;
    metrics["X_peak"] = law.throughput_per_s(*peak);
  }
  if (const auto limit = law.limit_per_s()) metrics["X_limit"] = *limit;
  return metrics;
}

std::vector<ScalabilityPoint> points_of(const Json& p) {
  std::vector<ScalabilityPoint> points;
  for (std::size_t i = 0; i < p.at("N").size(); ++i)
    points.push_back({p.at("N").at(i), p.at("X").at(i)});
  return points;
}

Json usl_fit(const Json& p) {
  const ScalabilityFit fit = fit_universal(points_of(p));
  Json metrics{{"lambda", fit.law.rate_per_s},
               {"sigma", fit.law.contention},
               {"kappa", fit.law.coherency},
               {"sse", fit.squared_error}};
  if (const auto peak = fit.law.peak()) metrics["N_peak"] = *peak;
  return metrics;
}

Json usl_fit_quadratic(const Json& p) {
  const ScalabilityLaw law = fit_quadratic(points_of(p));
  return {{"sigma", law.contention}, {"kappa", law.coherency}};
}

Json amdahl_eval(const Json& p) {
  const double serial = p.at("serial");
  Json metrics;
  for (const double n : p.at("N")) metrics["S"].push_back(amdahl_speed_up(serial, n));
  if (const auto limit = ScalabilityLaw{1, serial, 0}.limit_per_s()) metrics["S_limit"] = *limit;
  return metrics;
}

Json amdahl_fit(const Json& p) {
  const ScalabilityFit fit = fit_amdahl(points_of(p));
  return {
      {"lambda", fit.law.rate_per_s}, {"sigma", fit.law.contention}, {"sse", fit.squared_error}};
}

Json knee(const Json& p) {
  const SharedResource resource{p.at("instance_demand"), p.at("shared_demand")};
  const auto clients = p.at("per_instance_clients").get<std::size_t>();
  Json metrics{{"knee", resource.knee()}};
  for (const std::size_t n : p.at("n")) {
    metrics["X_bound"].push_back(resource.bound_per_s(n));
    metrics["X_mva"].push_back(resource.throughput_per_s(n, n * clients));
  }
  return metrics;
}

}  // namespace

const Solvers& scalability_solvers() {
  static const Solvers solvers{{"usl_eval", usl_eval},
                               {"usl_fit", usl_fit},
                               {"usl_fit_quadratic", usl_fit_quadratic},
                               {"amdahl_eval", amdahl_eval},
                               {"amdahl_fit", amdahl_fit},
                               {"knee", knee}};
  return solvers;
}

}  // namespace tiersim::theory_vectors
