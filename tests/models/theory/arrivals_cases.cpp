#include "models/theory/arrivals/gim.hpp"
#include "models/theory/arrivals/mmpp.hpp"
#include "models/theory/arrivals/phase_queue.hpp"
#include "models/theory/arrivals/two_moment.hpp"
#include "models/theory/networks/qna.hpp"
#include "tests/models/theory/station_cases.hpp"

namespace tiersim::theory_vectors {
namespace {

using namespace theory;

PhaseType phase_type_of(const Json& law) {
  const std::string kind = law.at("dist").get<std::string>();
  if (kind == "exponential") return PhaseType::exponential(law.at("rate"));
  if (kind == "erlang") return PhaseType::erlang(law.at("k"), law.at("rate"));
  if (kind == "hyperexponential") return PhaseType::hyperexponential(law.at("p"), law.at("rates"));
  throw NoSolution("no phases are known for the law \"" + kind + "\"");
}

Json gi_m_c(const Json& p, int servers) {
  const GiMQueue queue = solved(GiMQueue::solve(law_of(p.at("arrival")), p.at("mu"), servers));
  Json metrics = means_of(queue.means);
  metrics["rho"] = queue.means.utilization;
  metrics["P_wait"] = queue.wait_probability;
  metrics["sigma"] = queue.geometric_root;
  for (const auto& [name, q] : {std::pair{"p50", 0.5}, {"p95", 0.95}, {"p99", 0.99}}) {
    metrics[std::string("wait_") + name] = queue.wait_quantile_s(q);
    metrics[std::string("sojourn_") + name] = queue.sojourn_quantile_s(q);
  }
  return metrics;
}

Json gim1(const Json& p) {
  return gi_m_c(p, 1);
}

Json gimc(const Json& p) {
  return gi_m_c(p, p.at("c"));
}

Json phph1(const Json& p) {
  const PhaseQueueSolution solution =
      solved(solve_phase_queue(phase_type_of(p.at("arrival")), phase_type_of(p.at("service"))));
  Json metrics = means_of(solution.means);
  metrics["rho"] = solution.means.utilization;
  metrics["P_wait"] = solution.wait_probability;
  return metrics;
}

Json mmpp2_mc(const Json& p) {
  const SwitchedPoisson arrivals{p.at("lambda1"), p.at("lambda2"), p.at("r12"), p.at("r21")};
  const auto queue = solved(SwitchedPoissonQueue::solve(arrivals, p.at("mu"), p.at("c")));
  Json metrics = means_of(queue.means);
  metrics["rho"] = queue.means.utilization;
  metrics["P_wait"] = queue.wait_probability;
  metrics["lambda_mean"] = arrivals.mean_rate_per_s();
  metrics["idc_limit"] = arrivals.dispersion_limit();
  metrics["ca2"] = arrivals.interarrival_scv();
  metrics["P_n_ge_10"] = queue.at_least(10);
  metrics["P_n_ge_100"] = queue.at_least(100);
  metrics["decay"] = queue.decay();
  for (const auto& [name, q] : {std::pair{"p50", 0.5}, {"p95", 0.95}, {"p99", 0.99}})
    metrics[std::string("wait_") + name] = queue.wait_quantile_s(q);
  return metrics;
}

Json ggc_approx(const Json& p) {
  const TwoMoments station{p.at("lambda"), p.at("mu"), p.at("c"), p.at("ca2"), p.at("cs2")};
  if (station.utilization() >= 1) throw NoSolution("no steady state");
  Json metrics{{"allen_cunneen", allen_cunneen_wait_s(station)},
               {"qna", qna_wait_s(station)},
               {"whitt93", whitt_wait_s(station)}};
  if (station.servers > 1) return metrics;
  metrics["kingman_bound"] = kingman_bound_s(station);
  metrics["vut"] = vut_wait_s(station);
  metrics["klb"] = kraemer_langenbach_belz_wait_s(station);
  return metrics;
}

Json qna_network(const Json& p) {
  const QnaNetwork network{p.at("gamma"), p.at("c02"),     p.at("mean_service"),
                           p.at("cs2"),   p.at("servers"), p.at("Q")};
  const QnaSolution solution = solved(solve(network));
  Json metrics{{"W_total", solution.sojourn_s}};
  for (const QnaStation& station : solution.stations) {
    metrics["lambda"].push_back(station.arrival_rate_per_s);
    metrics["rho"].push_back(station.utilization);
    metrics["ca2"].push_back(station.arrival_scv);
    metrics["Wq"].push_back(station.wait_s);
  }
  return metrics;
}

}  // namespace

const Solvers& arrival_solvers() {
  static const Solvers solvers{{"gim1", gim1},
                               {"gimc", gimc},
                               {"phph1", phph1},
                               {"mmpp2_mc", mmpp2_mc},
                               {"ggc_approx", ggc_approx},
                               {"qna_network", qna_network}};
  return solvers;
}

}  // namespace tiersim::theory_vectors
