#include "tests/queueing/networks/house.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <string>
#include <utility>

namespace tiersim::queueing {

struct NetworkHouse::Node {
  Node(Simulation& simulation, NodeParams node, std::size_t classes, Stream stream)
      : params(std::move(node)),
        service(stream),
        station(simulation,
                {.servers = params.kind == NodeKind::load_dependent ? 1 : params.servers}),
        cpu(simulation, {.cores = static_cast<double>(std::max<std::size_t>(params.servers, 1))}),
        by_class(classes) {}

  [[nodiscard]] Duration demand(std::size_t cls) {
    return from_seconds(service.exponential() * params.mean_service_s[cls]);
  }

  void enter(TimePoint now, std::size_t cls) {
    by_class[cls].enter(now);
    if (params.kind == NodeKind::load_dependent) adapt(+1);
  }

  void leave(TimePoint now, std::size_t cls, Duration stayed) {
    by_class[cls].leave(now, stayed);
    if (params.kind == NodeKind::load_dependent) adapt(-1);
  }

  [[nodiscard]] double busy_s() {
    return params.kind == NodeKind::sharing ? cpu.used_core_seconds() : station.busy_seconds();
  }

  void restart(TimePoint now) {
    for (Population& population : by_class) population.restart(now);
    busy_before_s = busy_s();
  }

  NodeParams params;
  Stream service;
  Station station;
  ProcessorSharing cpu;
  std::vector<Population> by_class;
  double busy_before_s = 0;

 private:
  void adapt(int change) {
    present_ += change;
    if (present_ > 0) station.set_speed(params.speeds[static_cast<std::size_t>(present_ - 1)]);
  }

  int present_ = 0;
};

/// Poisson arrivals of one class at one node.
class NetworkHouse::Entrance final : private Event {
 public:
  Entrance(NetworkHouse& house, std::size_t cls, std::size_t node, Stream stream)
      : Event(house.simulation_), house_(house), class_(cls), node_(node), stream_(stream) {
    schedule_next();
  }

 private:
  void schedule_next() {
    const double per_s = house_.params_[class_].arrivals[node_];
    schedule_in(from_seconds(stream_.exponential() / per_s));
  }

  void fire() override {
    schedule_next();
    house_.customers_.start(house_.customer(class_, node_));
  }

  NetworkHouse& house_;
  std::size_t class_;
  std::size_t node_;
  Stream stream_;
};

NetworkHouse::NetworkHouse(std::vector<NodeParams> nodes, std::vector<ClassParams> classes,
                           RunKey key)
    : params_(std::move(classes)),
      routing_(Stream::named(key, "network", "routing")),
      requests_(params_.size()) {
  for (std::size_t k = 0; k < nodes.size(); ++k)
    nodes_.push_back(
        std::make_unique<Node>(simulation_, std::move(nodes[k]), params_.size(),
                               Stream::named(key, "network/node" + std::to_string(k), "service")));
  for (std::size_t r = 0; r < params_.size(); ++r) {
    const std::string path = "network/class" + std::to_string(r);
    think_.push_back(Stream::named(key, path, "think"));
    for (std::size_t k = 0; k < params_[r].arrivals.size(); ++k) {
      if (params_[r].arrivals[k] <= 0) continue;
      entrances_.push_back(std::make_unique<Entrance>(
          *this, r, k, Stream::named(key, path, "arrivals" + std::to_string(k))));
    }
    open_visits_.push_back(open_visits_per_s(r));
  }
}

NetworkHouse::~NetworkHouse() = default;

/// Visits a second that an open class makes to each node: its traffic equations, by repetition,
/// for what goes round a network with an exit dies away.
std::vector<double> NetworkHouse::open_visits_per_s(std::size_t cls) const {
  const ClassParams& params = params_[cls];
  std::vector<double> visits(nodes_.size(), 0.0);
  if (params.customers > 0) return visits;
  if (params.routing.empty()) {
    for (std::size_t k = 0; k < nodes_.size(); ++k)
      visits[k] = params.arrivals.front() * params.visits[k];
    return visits;
  }
  std::vector<double> coming = params.arrivals;
  for (int round = 0; round < 10'000; ++round) {
    std::vector<double> going(nodes_.size(), 0.0);
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      visits[i] += coming[i];
      for (std::size_t j = 0; j < nodes_.size(); ++j) going[j] += coming[i] * params.routing[i][j];
    }
    coming = std::move(going);
  }
  return visits;
}

/// How long the open classes make a node remember an empty start, seconds. What comes back to a
/// node again and again makes it slower by that.
double NetworkHouse::settling_of_node(std::size_t node) const {
  const NodeParams& params = nodes_[node]->params;
  double work = 0;
  double variance = 0;
  double slower = 1;
  for (std::size_t r = 0; r < params_.size(); ++r) {
    const double visits = open_visits_[r][node];
    if (visits <= 0) continue;
    const double entering =
        std::accumulate(params_[r].arrivals.begin(), params_[r].arrivals.end(), 0.0);
    work += visits * params.mean_service_s[r];
    variance += 2 * visits * params.mean_service_s[r] * params.mean_service_s[r];
    slower = std::max(slower, visits / entering);
  }
  if (params.kind == NodeKind::delay || work <= 0) return 0;
  const double spare = static_cast<double>(params.servers) - work;
  return 10 * slower * variance / (spare * spare);  // settling_s, in seconds of work
}

Horizon NetworkHouse::horizon(std::uint64_t requests) const {
  double rate = 0;
  double settling = 0;
  for (std::size_t r = 0; r < params_.size(); ++r) {
    const ClassParams& cls = params_[r];
    double demand = 0;
    double bottleneck = 0;
    for (std::size_t k = 0; k < nodes_.size(); ++k) {
      const NodeParams& node = nodes_[k]->params;
      const double visits = cls.visits.empty() ? 1.0 : cls.visits[k];
      const double fastest =
          node.speeds.empty() ? 1.0 : *std::max_element(node.speeds.begin(), node.speeds.end());
      const double at_node = visits * node.mean_service_s[r] / fastest;
      demand += at_node;
      if (node.kind != NodeKind::delay)
        bottleneck = std::max(bottleneck, at_node / static_cast<double>(node.servers));
    }
    const auto customers = static_cast<double>(cls.customers);
    // Asymptotic bounds: P. J. Denning, J. P. Buzen, "The operational analysis of queueing network
    // models", ACM Computing Surveys 10(3), 1978.
    const double round = std::max(cls.mean_think_s + demand, customers * bottleneck);
    rate += cls.customers > 0 ? customers / round
                              : std::accumulate(cls.arrivals.begin(), cls.arrivals.end(), 0.0);
    settling = std::max(settling, 20 * round);
  }
  for (std::size_t k = 0; k < nodes_.size(); ++k)
    settling = std::max(settling, settling_of_node(k));
  return Horizon::of(requests, rate, settling);
}

void NetworkHouse::run(std::uint64_t requests) {
  for (std::size_t r = 0; r < params_.size(); ++r)
    for (std::size_t i = 0; i < params_[r].customers; ++i) customers_.spawn(customer(r, 0));
  const Horizon parts = horizon(requests);
  simulation_.run_until(TimePoint{from_seconds(parts.warm_up_s)});
  restart();
  simulation_.run_until(TimePoint{from_seconds(parts.warm_up_s + parts.measured_s)});
}

bool NetworkHouse::step(const ClassParams& cls, Walk& walk) {
  if (!cls.routing.empty()) {
    double u = routing_.uniform();
    for (std::size_t next = 0; next < nodes_.size(); ++next) {
      u -= cls.routing[walk.node][next];
      if (u < 0) {
        walk.node = next;
        return true;
      }
    }
    return false;
  }
  while (walk.visits_left == 0) {
    if (walk.next_node == nodes_.size()) return false;
    walk.node = walk.next_node++;
    const double visits = cls.visits[walk.node];
    walk.visits_left = static_cast<int>(visits);
    const double rest = visits - walk.visits_left;
    if (rest > 0 && routing_.uniform() < rest) ++walk.visits_left;
  }
  --walk.visits_left;
  return true;
}

Process NetworkHouse::customer(std::size_t cls, std::size_t entrance) {
  const ClassParams& params = params_[cls];
  const bool closed = params.customers > 0;
  do {
    if (params.mean_think_s > 0)
      co_await simulation_.delay(from_seconds(think_[cls].exponential() * params.mean_think_s));
    const TimePoint began = simulation_.now();
    requests_[cls].enter(began);
    Walk walk{.node = entrance};
    bool going = params.routing.empty() ? step(params, walk) : true;
    while (going) {
      Node& node = *nodes_[walk.node];
      const TimePoint came = simulation_.now();
      const Duration demand = node.demand(cls);
      node.enter(came, cls);
      switch (node.params.kind) {
        case NodeKind::delay:
          co_await simulation_.delay(demand);
          break;
        case NodeKind::sharing:
          co_await node.cpu.use(demand);
          break;
        default:
          co_await node.station.visit(demand);
          break;
      }
      node.leave(simulation_.now(), cls, simulation_.now() - came);
      going = step(params, walk);
    }
    requests_[cls].leave(simulation_.now(), simulation_.now() - began);
  } while (closed);
}

void NetworkHouse::restart() {
  measured_from_ = simulation_.now();
  for (const auto& node : nodes_) node->restart(measured_from_);
  for (Population& requests : requests_) requests.restart(measured_from_);
}

Ratio NetworkHouse::present(std::size_t node) const {
  Ratio all = present(node, 0);
  for (std::size_t r = 1; r < params_.size(); ++r) all.sum += present(node, r).sum;
  return all;
}

Ratio NetworkHouse::present(std::size_t node, std::size_t cls) const {
  return nodes_[node]->by_class[cls].mean(simulation_.now());
}

Ratio NetworkHouse::visit(std::size_t node, std::size_t cls) const {
  return nodes_[node]->by_class[cls].mean_stay();
}

Ratio NetworkHouse::visits(std::size_t node, std::size_t cls) const {
  return nodes_[node]->by_class[cls].throughput(simulation_.now());
}

Ratio NetworkHouse::utilization(std::size_t node) const {
  Node& there = *nodes_[node];
  if (there.params.kind == NodeKind::delay) return present(node);
  return {there.busy_s() - there.busy_before_s, to_seconds(simulation_.now() - measured_from_) *
                                                    static_cast<double>(there.params.servers)};
}

Ratio NetworkHouse::throughput(std::size_t cls) const {
  return requests_[cls].throughput(simulation_.now());
}

Ratio NetworkHouse::response(std::size_t cls) const {
  return requests_[cls].mean_stay();
}

}  // namespace tiersim::queueing
