#pragma once
// A cluster to look at by hand, and a workload that writes down what it is told.
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "models/autoscaling/cluster/cluster.hpp"
#include "tests/support/world.hpp"

namespace tiersim::cluster::fixture {

constexpr std::int64_t gib = 1024 * 1024 * 1024;

/// Nodes of 4 cores and 16 GiB.
inline NodeGroupParams group(std::string name, int initial, std::string zone = "") {
  NodeGroupParams params;
  params.name = std::move(name);
  params.zone = std::move(zone);
  params.cpu = Cores{4};
  params.memory = Bytes{16 * gib};
  params.initial = initial;
  params.price_per_hour = 0.2;
  params.boot = Distribution::deterministic(60s);
  return params;
}

/// Schedules a pod in 100 ms.
inline ClusterParams one_group(int initial) {
  ClusterParams params;
  params.scheduling = 100ms;
  params.node_groups.push_back(group("general", initial));
  return params;
}

using Happenings = std::vector<std::pair<Duration, std::string>>;

/// A workload whose pods ask for 1 core and 4 GiB.
class Workload final : public PodOwner {
 public:
  Workload(tiersim::test::TestWorld& world, Cluster& cluster, std::string name = "api")
      : world_(world), cluster_(cluster) {
    wanted.workload = std::move(name);
    wanted.cpu_milli = 1000;
    wanted.memory_bytes = 4 * gib;
    cluster.add_owner(*this);
  }

  void create(bool running = false) {
    pods[next] = running;
    cluster_.place(*this, next++, "image", running);
  }

  void remove(std::uint64_t pod) {
    pods.erase(pod);
    cluster_.release(*this, pod);
  }

  [[nodiscard]] const PodTemplate& pod_template() const override { return wanted; }

  void pod_bound(std::uint64_t pod, ZoneId zone) override {
    tell(pod, "bound in zone " + std::to_string(zone));
  }

  void image_present(std::uint64_t pod, bool running) override {
    pods[pod] = true;
    tell(pod, running ? "runs" : "image");
  }

  /// It ends after its grace period, and a new one is made at once.
  void evict(std::uint64_t pod, Duration grace) override {
    tell(pod, "evicted");
    pods[pod] = false;
    world_.background.spawn(end(pod, grace));
    create();
  }

  void node_died(std::uint64_t pod, Duration unnoticed) override {
    static_cast<void>(unnoticed);
    pods[pod] = false;
    tell(pod, "died");
  }

  void node_is_back(std::uint64_t pod) override { tell(pod, "is back"); }

  void node_given_up(std::uint64_t pod) override {
    tell(pod, "given up");
    remove(pod);
    create();
  }

  [[nodiscard]] int pods_healthy() const override {
    int healthy = 0;
    for (const auto& [pod, is_healthy] : pods) healthy += is_healthy ? 1 : 0;
    return healthy;
  }

  [[nodiscard]] int pods_expected() const override { return expected; }

  PodTemplate wanted;
  int expected = 0;
  std::uint64_t next = 0;
  std::map<std::uint64_t, bool> pods;  ///< whether it is healthy
  Happenings heard;

 private:
  void tell(std::uint64_t pod, const std::string& what) {
    heard.emplace_back(world_.now(), std::to_string(pod) + " " + what);
  }

  Process end(std::uint64_t pod, Duration grace) {
    co_await world_.simulation.delay(grace);
    remove(pod);
  }

  tiersim::test::TestWorld& world_;
  Cluster& cluster_;
};

struct Bench {
  tiersim::test::TestWorld world;
  Cluster cluster;
  Workload api;

  explicit Bench(const ClusterParams& params)
      : cluster(params, world.context("cluster"),
                [](const std::string& zone) {
                  return static_cast<ZoneId>(zone.empty() ? 1 : 2 + (zone[0] - 'a'));
                }),
        api(world, cluster) {
    cluster.start();
  }

  ~Bench() {
    world.background.destroy_all();
    cluster.evacuate();
  }

  [[nodiscard]] Happenings notes() const {
    Happenings seen;
    for (const JournalEntry& entry : world.journal.entries())
      seen.emplace_back(entry.at.time_since_epoch(), entry.event + ": " + entry.detail);
    return seen;
  }
};

}  // namespace tiersim::cluster::fixture
