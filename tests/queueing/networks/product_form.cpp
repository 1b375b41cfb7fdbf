// The product-form networks of g4: open, closed, mixed, load-dependent.
#include <algorithm>
#include <numeric>

#include "tests/queueing/harness.hpp"
#include "tests/queueing/networks/house.hpp"

namespace tiersim::queueing {

namespace {

using Numbers = std::vector<double>;

/// A list parameter; `fallback` for every entry when the model has no such parameter.
Numbers numbers(const Json& one_case, const char* name, std::size_t size, double fallback) {
  const auto found = one_case.at("parameters").find(name);
  return found == one_case.at("parameters").end() ? Numbers(size, fallback) : found->get<Numbers>();
}

/// `S[class][station]` and `servers`. Where the classes that come differ in their mean service, the
/// node shares itself among them: FIFO would have no product form.
std::vector<NodeParams> nodes_of(const Matrix& service_s, const Matrix& visits,
                                 const std::vector<std::size_t>& servers) {
  std::vector<NodeParams> nodes;
  for (std::size_t k = 0; k < servers.size(); ++k) {
    NodeParams node{.kind = servers[k] == 0 ? NodeKind::delay : NodeKind::fifo,
                    .servers = servers[k],
                    .mean_service_s = {},
                    .speeds = {}};
    double first = 0;
    for (std::size_t r = 0; r < service_s.size(); ++r) {
      node.mean_service_s.push_back(service_s[r][k]);
      if (visits[r][k] <= 0) continue;
      if (first == 0) first = service_s[r][k];
      if (service_s[r][k] != first && node.kind == NodeKind::fifo) node.kind = NodeKind::sharing;
    }
    nodes.push_back(node);
  }
  return nodes;
}

/// The multi-class models: closed where N > 0, else open with rate lambda, entering anywhere.
NetworkHouse multi_class_house(const Json& one_case, RunKey key) {
  const auto& p = one_case.at("parameters");
  const auto service_s = p.at("S").get<Matrix>();
  const auto visits = p.at("V").get<Matrix>();
  const auto servers = p.at("servers").get<std::vector<std::size_t>>();
  const std::size_t count = service_s.size();
  const Numbers population = numbers(one_case, "N", count, 0);
  const Numbers think_s = numbers(one_case, "Z", count, 0);
  const Numbers rate = numbers(one_case, "lambda", count, 0);
  std::vector<ClassParams> classes;
  for (std::size_t r = 0; r < count; ++r)
    classes.push_back({.customers = static_cast<std::size_t>(population[r]),
                       .mean_think_s = think_s[r],
                       .arrivals = {rate[r]},
                       .visits = visits[r],
                       .routing = {}});
  return NetworkHouse(nodes_of(service_s, visits, servers), std::move(classes), key);
}

Measurement multi_class(const Json& one_case, const Run& run) {
  NetworkHouse house = multi_class_house(one_case, run.key);
  house.run(run.customers);
  const auto service_s = one_case.at("parameters").at("S").get<Matrix>();
  const std::size_t stations = service_s.front().size();
  Measurement out;
  out.events = house.events();
  for (std::size_t r = 0; r < service_s.size(); ++r) {
    out.mean("X", house.throughput(r), r);
    out.mean("R", house.response(r), r);
    for (std::size_t k = 0; k < stations; ++k) {
      out.mean("Q", house.present(k, r), r * stations + k);
      out.mean("R_visit", house.visit(k, r), r * stations + k);
    }
  }
  for (std::size_t k = 0; k < stations; ++k) out.mean("U", house.utilization(k), k);
  return out;
}

Measurement jackson_open(const Json& one_case, const Run& run) {
  const auto& p = one_case.at("parameters");
  const auto rates = p.at("mu").get<Numbers>();
  const auto servers = p.at("servers").get<std::vector<std::size_t>>();
  std::vector<NodeParams> nodes;
  for (std::size_t k = 0; k < rates.size(); ++k)
    nodes.push_back({.kind = servers[k] == 0 ? NodeKind::delay : NodeKind::fifo,
                     .servers = servers[k],
                     .mean_service_s = {1.0 / rates[k]},
                     .speeds = {}});
  const auto gamma = p.at("gamma").get<Numbers>();
  NetworkHouse house(std::move(nodes),
                     {{.customers = 0,
                       .mean_think_s = 0,
                       .arrivals = gamma,
                       .visits = {},
                       .routing = p.at("P").get<Matrix>()}},
                     run.key);
  house.run(run.customers);
  Measurement out;
  out.events = house.events();
  Ratio total = house.present(0);
  for (std::size_t k = 0; k < rates.size(); ++k) {
    out.mean("lambda", house.visits(k, 0), k);
    out.mean("rho", house.utilization(k), k);
    out.mean("L", house.present(k), k);
    out.mean("W_visit", house.visit(k, 0), k);
    if (k > 0) total.sum += house.present(k).sum;
  }
  out.mean("L_total", total);
  out.mean("W_total", house.response(0));
  return out;
}

Measurement report_single(const NetworkHouse& house, std::size_t stations) {
  Measurement out;
  out.events = house.events();
  out.mean("X", house.throughput(0));
  out.mean("R", house.response(0));
  for (std::size_t k = 0; k < stations; ++k) {
    out.mean("U", house.utilization(k), k);
    out.mean("Q", house.present(k), k);
    out.mean("R_visit", house.visit(k, 0), k);
  }
  return out;
}

ClassParams closed_class(const Json& one_case, Numbers visits) {
  return {.customers = one_case.at("parameters").at("N").get<std::size_t>(),
          .mean_think_s = one_case.at("parameters").at("Z").get<double>(),
          .arrivals = {},
          .visits = std::move(visits),
          .routing = {}};
}

Measurement closed_single(const Json& one_case, const Run& run) {
  const auto& p = one_case.at("parameters");
  const auto service_s = p.at("S").get<Numbers>();
  const auto visits = p.at("V").get<Numbers>();
  const auto servers = p.at("servers").get<std::vector<std::size_t>>();
  NetworkHouse house(nodes_of({service_s}, {visits}, servers), {closed_class(one_case, visits)},
                     run.key);
  house.run(run.customers);
  return report_single(house, servers.size());
}

Measurement closed_load_dependent(const Json& one_case, const Run& run) {
  const auto& p = one_case.at("parameters");
  const auto service_s = p.at("S_n").get<Matrix>();
  std::vector<NodeParams> nodes;
  for (const Numbers& station : service_s) {
    Numbers speeds;
    for (const double with_n : station) speeds.push_back(station.front() / with_n);
    nodes.push_back({.kind = NodeKind::load_dependent,
                     .servers = 1,
                     .mean_service_s = {station.front()},
                     .speeds = std::move(speeds)});
  }
  const std::size_t stations = nodes.size();
  NetworkHouse house(std::move(nodes), {closed_class(one_case, p.at("V").get<Numbers>())}, run.key);
  house.run(run.customers);
  return report_single(house, stations);
}

/// The exact point, and on which side of it each bound lies. Where the bounds meet is arithmetic.
Measurement bounds(const Json& one_case, const Run& run) {
  const auto demands = one_case.at("parameters").at("D").get<Numbers>();
  const Numbers visits(demands.size(), 1.0);
  NetworkHouse house(nodes_of({demands}, {visits}, std::vector<std::size_t>(demands.size(), 1)),
                     {closed_class(one_case, visits)}, run.key);
  house.run(run.customers);
  const Ratio throughput = house.throughput(0);
  const Ratio response = house.response(0);
  Measurement out;
  out.events = house.events();
  out.mean("X_exact", throughput);
  out.mean("R_exact", response);
  for (const char* lower : {"aba_X_lower", "bjb_X_lower"}) out.at_least(lower, throughput);
  for (const char* upper : {"aba_X_upper", "bjb_X_upper"}) out.at_most(upper, throughput);
  out.at_least("aba_R_lower", response);
  out.at_most("aba_R_upper", response);
  return out;
}

}  // namespace

const Models& product_form_models() {
  static const Models models{{"jackson_open", jackson_open},
                             {"closed_single", closed_single},
                             {"closed_load_dependent", closed_load_dependent},
                             {"closed_multi", multi_class},
                             {"bcmp_open", multi_class},
                             {"bcmp_mixed", multi_class},
                             {"bounds", bounds}};
  return models;
}

}  // namespace tiersim::queueing
