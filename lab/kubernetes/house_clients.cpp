// Traffic and length of the run, which no manifest says: placeholders that are noted as such.
#include <algorithm>
#include <cmath>
#include <set>

#include "lab/kubernetes/house_builder.hpp"
#include "lab/kubernetes/pod_template.hpp"
#include "lab/scenario/values.hpp"

namespace tiersim::lab {
namespace {

// A request of 10 ms of CPU keeps the figures round.
constexpr double demand_s = 0.010;
constexpr double busy_share = 0.5;
constexpr double rate_without_request_per_s = 20;

}  // namespace

/// Half of the CPU that the pods request, at the CPU that a request takes.
double HouseBuilder::default_rate(const Workload& workload) const {
  const double cores = static_cast<double>(cpu_request_milli(workload.node)) / 1000;
  const double pods = static_cast<double>(workload.replicas);
  if (cores <= 0) return pods * rate_without_request_per_s;
  const double tenths = std::round(10 * busy_share * pods * cores / demand_s);
  return std::max(tenths, 1.0) / 10;
}

void HouseBuilder::add_clients() {
  Node clients = map_node();
  std::map<std::string, double> rates;  // by the component that receives them
  std::vector<std::string> receivers;
  std::set<std::string> guessed;  // whose pods have no CPU request to go by
  for (const Workload& workload : workloads_) {
    const std::string& to = workload.balancer.empty() ? workload.component : workload.balancer;
    if (rates.emplace(to, 0.0).second) receivers.push_back(to);
    rates[to] += default_rate(workload);
    if (cpu_request_milli(workload.node) == 0) guessed.insert(to);
  }
  for (const auto& [name, balancer] : balancers_) {
    if (rates.emplace(name, rate_without_request_per_s).second) receivers.push_back(name);
  }
  for (const std::string& to : receivers) {
    const std::string name = "clients-of-" + to;
    const std::string rate = write_text(Rate{rates[to]});
    Node arrivals = map_node();
    add_member(arrivals, "rate", text_node(rate));
    Node source = map_node();
    add_member(source, "to", text_node(to));
    add_member(source, "arrivals", std::move(arrivals));
    add_member(clients, name, std::move(source));
    assume("workload." + name + ".arrivals.rate", rate,
           guessed.contains(to) ? "20/s a pod, for there is no CPU request to go by"
                                : "keeps the pods busy for half of the CPU they request");
  }
  add_member(root_, "workload", std::move(clients));
  for (const Workload& workload : workloads_) {
    assume("components." + workload.component + ".operations.request", "10ms of CPU",
           "what a request costs, no manifest says");
    assume("components." + workload.component + ".slots", "64", "requests at once; tiersim's own");
    assume("components." + workload.component + ".start_up", "20s",
           "from creation until it serves; tiersim's own");
  }
}

void HouseBuilder::add_run() {
  Node run = map_node();
  add_member(run, "duration", text_node("30m"));
  add_member(run, "warm_up", text_node("2m"));
  add_member(run, "seed", count_node(1));
  add_member(run, "replications", count_node(3));
  add_member(root_, "name", text_node(workloads_.front().component));
  add_member(root_, "run", std::move(run));
  assume("run.duration", "30m", "tiersim's own");
}

}  // namespace tiersim::lab
