#include "models/theory/networks/bounds.hpp"
#include "models/theory/networks/closed_network.hpp"
#include "models/theory/networks/fan_out.hpp"
#include "models/theory/networks/fork_join.hpp"
#include "models/theory/networks/gated_pool.hpp"
#include "models/theory/networks/machine_repair.hpp"
#include "models/theory/networks/mixed_network.hpp"
#include "models/theory/networks/open_network.hpp"
#include "tests/models/theory/theory_cases.hpp"

namespace tiersim::theory_vectors {
namespace {

using namespace theory;

Json jackson_open(const Json& p) {
  const JacksonSolution solution =
      solved(solve(JacksonNetwork{p.at("gamma"), p.at("mu"), p.at("servers"), p.at("P")}));
  Json metrics{{"L_total", solution.number}, {"W_total", solution.sojourn_s}};
  for (const OpenStation& station : solution.stations) {
    metrics["lambda"].push_back(station.arrival_rate_per_s);
    metrics["rho"].push_back(station.utilization);
    metrics["L"].push_back(station.number);
    metrics["W_visit"].push_back(station.sojourn_s);
  }
  return metrics;
}

/// Mean sojourns per visit of the only class; at a station that nobody visits, as if it were empty.
std::vector<double> per_visit(const ClosedSolution& solution, const std::vector<double>& visits,
                              const std::vector<double>& service_s) {
  std::vector<double> sojourns = service_s;
  for (std::size_t k = 0; k < visits.size(); ++k) {
    if (visits[k] > 0)
      sojourns[k] = solution.number[0][k] / (solution.throughput_per_s[0] * visits[k]);
  }
  return sojourns;
}

Json closed_single(const Json& p) {
  const ClosedNetwork network{
      {p.at("N").get<std::size_t>()}, {p.at("Z")}, {p.at("S")}, {p.at("V")}, p.at("servers")};
  const ClosedSolution solution = solve(network);
  return {{"X", solution.throughput_per_s[0]},
          {"R", solution.response_s[0]},
          {"U", solution.utilization},
          {"Q", solution.number[0]},
          {"R_visit", per_visit(solution, network.visits[0], network.service_s[0])}};
}

Json closed_load_dependent(const Json& p) {
  const LoadDependentNetwork network{p.at("N"), p.at("Z"), p.at("S_n"), p.at("V")};
  const ClosedSolution solution = solve(network);
  std::vector<double> alone;
  for (const std::vector<double>& service_s : network.service_s) alone.push_back(service_s.at(0));
  return {{"X", solution.throughput_per_s[0]},
          {"R", solution.response_s[0]},
          {"Q", solution.number[0]},
          {"R_visit", per_visit(solution, network.visits, alone)}};
}

ClosedNetwork closed_network(const Json& p) {
  return {p.at("N"), p.at("Z"), p.at("S"), p.at("V"), p.at("servers")};
}

Json metrics_of(const ClosedSolution& solution) {
  return {{"X", solution.throughput_per_s},
          {"R", solution.response_s},
          {"Q", solution.number},
          {"U", solution.utilization}};
}

Json closed_multi(const Json& p) {
  return metrics_of(solve(closed_network(p)));
}

Json approx_mva_bs(const Json& p) {
  Json metrics = metrics_of(solve_approximately(closed_network(p)));
  metrics["X_exact"] = solve(closed_network(p)).throughput_per_s;
  return metrics;
}

Json machine_repairman(const Json& p) {
  const MachineRepairSolution solution =
      solve(MachineRepair{p.at("N"), p.at("spares"), p.at("lambda"), p.at("mu"), p.at("c")});
  return {{"E_down", solution.down},
          {"E_operating", solution.operating},
          {"availability", solution.availability},
          {"P_full", solution.all_operating},
          {"throughput", solution.failures_per_s},
          {"W_down", solution.down_time_s},
          {"U_repair", solution.repairer_utilization}};
}

Json bounds(const Json& p) {
  const BalancedJobs jobs{p.at("N"), p.at("Z"), p.at("D")};
  const ThroughputBounds found = throughput_bounds(jobs);
  const std::size_t stations = jobs.demand_s.size();
  const ClosedSolution exact = solve(ClosedNetwork{{jobs.population},
                                                   {jobs.think_s},
                                                   {jobs.demand_s},
                                                   {std::vector<double>(stations, 1.0)},
                                                   std::vector<std::size_t>(stations, 1)});
  return {{"aba_X_lower", found.asymptotic_lower_per_s},
          {"aba_X_upper", found.asymptotic_upper_per_s},
          {"aba_R_lower", found.response_lower_s},
          {"aba_R_upper", found.response_upper_s},
          {"bjb_X_lower", found.balanced_lower_per_s},
          {"bjb_X_upper", found.balanced_upper_per_s},
          {"N_star", found.knee_population},
          {"X_exact", exact.throughput_per_s[0]},
          {"R_exact", exact.response_s[0]}};
}

Json interactive_law(const Json& p) {
  return {{"R", interactive_response_s(p.at("N"), p.at("X"), p.at("Z"))}};
}

Json bcmp_open(const Json& p) {
  const OpenSolution solution =
      solved(solve(OpenNetwork{p.at("lambda"), p.at("S"), p.at("V"), p.at("servers")}));
  return {{"U", solution.utilization},
          {"Q", solution.number},
          {"R_visit", solution.sojourn_s},
          {"R", solution.response_s}};
}

Json bcmp_mixed(const Json& p) {
  const MixedSolution solution =
      solved(solve(MixedNetwork{p.at("lambda"), p.at("N"), p.at("S"), p.at("V"), p.at("servers")}));
  return {{"Q", solution.number}, {"X", solution.throughput_per_s}, {"R", solution.response_s}};
}

GatedPool pool_of(const Json& p) {
  return {p.at("K"), p.at("c_db"), p.at("mu_db"), p.at("mu_hold")};
}

Json metrics_of(const GatedPoolSolution& solution) {
  return {{"R", solution.response_s},
          {"W_pool", solution.wait_s},
          {"E_held", solution.held},
          {"Q_pool", solution.waiting},
          {"Q_db", solution.at_database}};
}

Json pool_gated_closed(const Json& p) {
  const GatedPoolSolution solution = solve_closed(pool_of(p), p.at("N"), p.at("Z"));
  Json metrics = metrics_of(solution);
  metrics["X"] = solution.throughput_per_s;
  metrics["P_pool_full"] = solution.all_held;
  return metrics;
}

Json pool_gated_open(const Json& p) {
  const GatedPoolSolution solution = solved(solve_open(pool_of(p), p.at("lambda")));
  Json metrics = metrics_of(solution);
  metrics["P_wait"] = solution.all_held;
  return metrics;
}

Json fork_join_2(const Json& p) {
  const Json& mu = p.at("mu");
  const ForkJoinSolution solution = solved(solve(ForkJoin{p.at("lambda"), mu.at(0), mu.at(1)}));
  return {{"R", solution.response_s},
          {"L", solution.number},
          {"W_task", {solution.sojourn_1_s, solution.sojourn_2_s}}};
}

Json fork_join_k_approx(const Json& p) {
  return {{"R", solved(fork_join_response_s(p.at("lambda"), p.at("mu"), p.at("K")))}};
}

Json fanout_order_stat(const Json& p) {
  const FanOut request(law_of(p.at("call")), p.at("K"), p.at("q"));
  return {{"mean", request.mean_s()},
          {"p50", request.quantile_s(0.5)},
          {"p95", request.quantile_s(0.95)},
          {"p99", request.quantile_s(0.99)}};
}

}  // namespace

const Solvers& network_solvers() {
  static const Solvers solvers{{"jackson_open", jackson_open},
                               {"closed_single", closed_single},
                               {"closed_load_dependent", closed_load_dependent},
                               {"closed_multi", closed_multi},
                               {"approx_mva_bs", approx_mva_bs},
                               {"machine_repairman", machine_repairman},
                               {"bounds", bounds},
                               {"interactive_law", interactive_law},
                               {"bcmp_open", bcmp_open},
                               {"bcmp_mixed", bcmp_mixed},
                               {"pool_gated_closed", pool_gated_closed},
                               {"pool_gated_open", pool_gated_open},
                               {"fork_join_2", fork_join_2},
                               {"fork_join_k_approx", fork_join_k_approx},
                               {"fanout_order_stat", fanout_order_stat}};
  return solvers;
}

}  // namespace tiersim::theory_vectors
