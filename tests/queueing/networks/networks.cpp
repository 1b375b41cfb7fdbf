// The product-form networks of g4: open, closed, mixed, load-dependent.
#include <algorithm>
#include <numeric>

#include "tests/queueing/networks/networks_house.hpp"
#include "tests/queueing/networks/networks_parts.hpp"
#include "tests/queueing/networks/networks_readings.hpp"

namespace tiersim::queueing::networks {

namespace {

using Numbers = std::vector<double>;

/// A list parameter; `fallback` for every entry when the model has no such parameter.
Numbers numbers(const Case& reference, const char* name, std::size_t size, double fallback) {
  const auto found = reference.parameters.find(name);
  return found == reference.parameters.end() ? Numbers(size, fallback) : found->get<Numbers>();
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
NetworkHouse multi_class_house(const Case& reference, RunKey key) {
  const auto& p = reference.parameters;
  const auto service_s = p.at("S").get<Matrix>();
  const auto visits = p.at("V").get<Matrix>();
  const auto servers = p.at("servers").get<std::vector<std::size_t>>();
  const std::size_t count = service_s.size();
  const Numbers population = numbers(reference, "N", count, 0);
  const Numbers think_s = numbers(reference, "Z", count, 0);
  const Numbers rate = numbers(reference, "lambda", count, 0);
  std::vector<ClassParams> classes;
  for (std::size_t r = 0; r < count; ++r)
    classes.push_back({.customers = static_cast<std::size_t>(population[r]),
                       .mean_think_s = think_s[r],
                       .arrivals = {rate[r]},
                       .visits = visits[r],
                       .routing = {}});
  return NetworkHouse(nodes_of(service_s, visits, servers), std::move(classes), key);
}

/// Every metric that the case lists and that a network of several classes has.
void report_classes(const Case& reference, const NetworkHouse& house, Readings& readings) {
  const auto service_s = reference.parameters.at("S").get<Matrix>();
  const std::size_t stations = service_s.front().size();
  const auto wants = [&](const char* metric) { return reference.expect.contains(metric); };
  for (std::size_t r = 0; r < service_s.size(); ++r) {
    if (wants("X")) readings.value("X", r, house.throughput_per_s(r));
    if (wants("R")) readings.value("R", r, house.response_s(r));
    for (std::size_t k = 0; k < stations; ++k) {
      if (wants("Q")) readings.value("Q", r, k, house.present(k, r));
      if (wants("R_visit")) readings.value("R_visit", r, k, house.visit_s(k, r));
    }
  }
  for (std::size_t k = 0; wants("U") && k < stations; ++k)
    readings.value("U", k, house.utilization(k));
}

void multi_class(const Case& reference, RunKey key, double length, Readings& readings) {
  NetworkHouse house = multi_class_house(reference, key);
  house.run(length);
  readings.effort(house.events());
  report_classes(reference, house, readings);
}

void jackson_open(const Case& reference, RunKey key, double length, Readings& readings) {
  const auto& p = reference.parameters;
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
                     key);
  house.run(length);
  readings.effort(house.events());
  double total = 0;
  for (std::size_t k = 0; k < rates.size(); ++k) {
    readings.value("lambda", k, house.visits_per_s(k, 0));
    readings.value("rho", k, house.utilization(k));
    readings.value("L", k, house.present(k));
    readings.value("W_visit", k, house.visit_s(k, 0));
    total += house.present(k);
  }
  readings.value("L_total", total);
  readings.value("W_total", house.response_s(0));
}

void report_single(const NetworkHouse& house, std::size_t stations, Readings& readings) {
  readings.value("X", house.throughput_per_s(0));
  readings.value("R", house.response_s(0));
  for (std::size_t k = 0; k < stations; ++k) {
    readings.value("Q", k, house.present(k));
    readings.value("R_visit", k, house.visit_s(k, 0));
  }
}

ClassParams closed_class(const Case& reference, Numbers visits) {
  return {.customers = reference.parameters.at("N").get<std::size_t>(),
          .mean_think_s = reference.parameters.at("Z").get<double>(),
          .arrivals = {},
          .visits = std::move(visits),
          .routing = {}};
}

void closed_single(const Case& reference, RunKey key, double length, Readings& readings) {
  const auto& p = reference.parameters;
  const auto service_s = p.at("S").get<Numbers>();
  const auto visits = p.at("V").get<Numbers>();
  const auto servers = p.at("servers").get<std::vector<std::size_t>>();
  NetworkHouse house(nodes_of({service_s}, {visits}, servers), {closed_class(reference, visits)},
                     key);
  house.run(length);
  readings.effort(house.events());
  report_single(house, servers.size(), readings);
  for (std::size_t k = 0; k < servers.size(); ++k) readings.value("U", k, house.utilization(k));
}

void closed_load_dependent(const Case& reference, RunKey key, double length, Readings& readings) {
  const auto& p = reference.parameters;
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
  NetworkHouse house(std::move(nodes), {closed_class(reference, p.at("V").get<Numbers>())}, key);
  house.run(length);
  readings.effort(house.events());
  report_single(house, stations, readings);
}

/// The exact point, and on which side of it each bound lies. Where the bounds meet is arithmetic.
void bounds(const Case& reference, RunKey key, double length, Readings& readings) {
  const auto demands = reference.parameters.at("D").get<Numbers>();
  const Numbers visits(demands.size(), 1.0);
  NetworkHouse house(nodes_of({demands}, {visits}, std::vector<std::size_t>(demands.size(), 1)),
                     {closed_class(reference, visits)}, key);
  house.run(length);
  readings.effort(house.events());
  const double throughput = house.throughput_per_s(0);
  const double response_s = house.response_s(0);
  readings.value("X_exact", throughput);
  readings.value("R_exact", response_s);
  for (const char* lower : {"aba_X_lower", "bjb_X_lower"}) readings.above(lower, throughput);
  for (const char* upper : {"aba_X_upper", "bjb_X_upper"}) readings.below(upper, throughput);
  readings.above("aba_R_lower", response_s);
  readings.below("aba_R_upper", response_s);
  readings.leave("N_star");
}

}  // namespace

std::map<std::string, Model> network_models() {
  std::map<std::string, Model> models{{"jackson_open", jackson_open},
                                      {"closed_single", closed_single},
                                      {"closed_load_dependent", closed_load_dependent},
                                      {"closed_multi", multi_class},
                                      {"bcmp_open", multi_class},
                                      {"bcmp_mixed", multi_class},
                                      {"bounds", bounds}};
  models.merge(pool_models());
  models.merge(fork_models());
  return models;
}

}  // namespace tiersim::queueing::networks
