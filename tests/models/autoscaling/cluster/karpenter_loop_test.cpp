// Karpenter on a cluster: machines of 2 and 4 cores that boot in 45 s, pods of 1 core, a look at
// disruptions every 10 s from the start on.
#include "models/autoscaling/cluster/karpenter_loop.hpp"

#include "tests/models/autoscaling/cluster/cluster_bench.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::cluster::fixture;
using tiersim::cluster::ClusterParams;
using tiersim::cluster::KarpenterLoop;
using tiersim::cluster::KarpenterParams;
using tiersim::cluster::NodePoolParams;
using tiersim::cluster::OfferingParams;

namespace {

using Note = std::pair<Duration, std::string>;

OfferingParams machine(int cores) {
  OfferingParams params;
  params.instance_type = "m." + std::to_string(cores);
  params.zone = "a";
  params.cpu = Cores{static_cast<double>(cores)};
  params.memory = Bytes{4 * cores * gib};
  params.price_per_hour = 0.05 * cores;
  return params;
}

ClusterParams with_karpenter() {
  ClusterParams params;
  params.scheduling = 100ms;
  NodePoolParams pool;
  pool.name = "default";
  pool.offerings = {machine(4), machine(2)};
  params.karpenter = KarpenterParams{{pool}};
  return params;
}

/// Three pods on a machine of 4 cores.
struct Started {
  Bench bench{with_karpenter()};
  KarpenterLoop loop{bench.cluster};

  Started() {
    loop.start(0s);
    for (int i = 0; i < 3; ++i) bench.api.create();
    bench.world.run_until(101s);
  }
};

}  // namespace

TEST_CASE("a batch closes a second after its last pod, and gets the cheapest machine for all") {
  // Tried in vain at 0.1, 0.2 and 0.3 s: provisioned for at 1.3 s, ready at 46.3 s.
  Started started;
  CHECK(started.bench.notes().at(3) == Note{1300ms, "scale_up: m.4 in a for 3 pods"});
  CHECK(started.bench.notes().at(4) == Note{46300ms, "node_ready: default-0 after 45 s"});
  CHECK(started.bench.notes().size() == 5);
  CHECK(started.bench.api.heard.back() == Note{46600ms, "2 image"});
}

TEST_CASE("an empty node goes: found at 110 s, looked at again 15 s later, which is at 130 s") {
  Started started;
  for (std::uint64_t pod : {0U, 1U, 2U}) started.bench.api.remove(pod);
  started.bench.world.run_until(200s);
  CHECK(started.bench.notes().at(5) == Note{130s, "scale_down: emptiness: default-0 is empty"});
  CHECK(started.bench.notes().at(6) == Note{130s, "node_removed: default-0"});
  CHECK(started.bench.cluster.nodes().empty());
}

TEST_CASE("a node that is too large is replaced: the new one is ready before the old is drained") {
  // Asked for at 130 s, ready at 175 s, seen at 180 s. The pod is evicted then and ends at 210 s.
  Started started;
  started.bench.api.remove(0);
  started.bench.api.remove(1);
  started.bench.world.run_until(300s);
  const std::string why =
      "single-node consolidation: default-0 is replaced by one m.2: 0.1 instead of 0.2 per hour";
  CHECK(started.bench.notes().at(5) == Note{130s, "replace: " + why});
  CHECK(started.bench.notes().at(6) == Note{175s, "node_ready: default-1 after 45 s"});
  CHECK(started.bench.notes().at(7) == Note{180s, "scale_down: " + why});
  CHECK(started.bench.notes().at(8) == Note{210s, "node_removed: default-0"});
  CHECK(started.bench.api.heard.back() == Note{180100ms, "3 image"});
  CHECK(started.bench.cluster.nodes().at(0).shape.instance_type == "m.2");
}

TEST_CASE("a node that has expired is drained") {
  ClusterParams params = with_karpenter();
  params.karpenter->node_pools[0].expireAfter = 100s;
  Bench bench(params);
  KarpenterLoop loop(bench.cluster);
  loop.start(0s);
  bench.api.create();  // a machine of 2 cores, ready at 46.1 s
  bench.world.run_until(152s);
  CHECK(bench.notes().at(3) == Note{150s, "expired: default-0"});
  CHECK(bench.api.heard.at(2) == Note{150s, "0 evicted"});
}

TEST_CASE("a spot node that is taken back is drained in the two minutes that are left") {
  // The pod of 30 s of grace is evicted at the notice, so that the node is gone long before.
  ClusterParams params = with_karpenter();
  for (OfferingParams& offering : params.karpenter->node_pools[0].offerings) {
    offering.spot = true;
    offering.interruptions = Rate{1.0 / 3600};
  }
  Bench bench(params);
  KarpenterLoop loop(bench.cluster);
  loop.start(0s);
  bench.api.create();
  while (bench.notes().size() < 4) bench.world.run_until(bench.world.now() + 1s);
  const Duration notice = bench.notes().at(3).first;
  CHECK(bench.notes().at(3).second == "interrupted: default-0: the cloud takes it back in 120 s");
  CHECK(notice > 46100ms);
  bench.world.run_until(notice + 130s);
  CHECK(bench.api.heard.at(2) == Note{notice, "0 evicted"});
  bool gone = false;
  for (const Note& note : bench.notes())
    gone = gone || note == Note{notice + 30s, "node_removed: default-0"};
  CHECK(gone);
}
