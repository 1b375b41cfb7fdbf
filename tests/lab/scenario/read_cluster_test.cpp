// The section `cluster`: what it says, and its faults beside their exact messages.
#include "tests/lab/scenario/reading_fixture.hpp"

using namespace tiersim;
using namespace tiersim::lab;
using namespace tiersim::lab::test;

namespace {

/// A scenario with this section, and with this of the deployment's parameters.
std::string house(const std::string& cluster, const std::string& deployment = R"("slots": 8)",
                  const std::string& rest = R"("slo": [])") {
  return R"({
  "run": { "duration": "10m" },
  "workload": { "users": { "to": "api", "arrivals": { "rate": "10/s" } } },
  "components": { "api": { "kind": "deployment", )" +
         deployment + R"(,
    "operations": { "get": [ { "cpu": "5ms" } ] } } },
  "cluster": )" +
         cluster + ",\n  " + rest + "\n}\n";
}

const std::string asks = R"("resources": { "requests": { "cpu": 1, "memory": "1Gi" } })";
const std::string group = R"({ "name": "general", "zone": "a", "cpu": 4, "memory": "16Gi" })";

std::string words(const std::string& text) {
  return render(read_text(text));
}

}  // namespace

TEST_CASE("a cluster is read with its groups and defaults") {
  const Reading reading =
      read_text(house(R"({ "node_groups": [ )" + group + R"( ],
    "cluster_autoscaler": { "scan_interval": "20s" } })",
                      asks, R"("faults": [ { "at": "1m", "kill": "zone/a" } ])"));
  CHECK(render(reading).empty());
  REQUIRE(reading.scenario);
  const auto& cluster = reading.scenario->cluster.value();
  CHECK(cluster.node_groups.at(0).name == "general");
  CHECK(cluster.node_groups.at(0).max == 10);
  CHECK(cluster.cluster_autoscaler->scan_interval == 20s);
  CHECK(cluster.cluster_autoscaler->scale_down_unneeded_time == 10min);
}

TEST_CASE("a pod that fits on no node") {
  CHECK(words(house(R"({ "node_groups": [ )" + group + R"( ], "daemon_sets": { "cpu": "500m" } })",
                    R"("resources": { "requests": { "cpu": 4 } })")) ==
        R"~(s.json:4:63: error: "api" requests more than any node has
    /components/api/resources
   4 |   "components": { "api": { "kind": "deployment", "resources": { "requests": { "cpu": 4 } },
     |                                                               ^
  beside the DaemonSets there are: general 3500m and 16Gi
)~");
}

TEST_CASE("a deployment that requests nothing is a warning, one with zones a fault") {
  CHECK(
      words(house(R"({ "node_groups": [ )" + group + " ] }")) ==
      R"~(s.json:4:26: warning: "api" requests nothing, so that any number of its pods fits on a node
    /components/api
   4 |   "components": { "api": { "kind": "deployment", "slots": 8,
     |                          ^
  add "resources": { "requests": { "cpu": "500m", "memory": "512Mi" } }
)~");
  CHECK(words(house(R"({ "node_groups": [ )" + group + " ] }", R"("zones": ["a"], )" + asks)) ==
        R"~(s.json:4:59: error: "api" names zones, but its nodes are in the zones of the cluster
    /components/api/zones
   4 |   "components": { "api": { "kind": "deployment", "zones": ["a"], "resources": { "requests": { "cpu": 1, "memory": "1Gi" } },
     |                                                           ^
  take "zones" away; "topologySpreadConstraints" spread pods over zones
)~");
}

TEST_CASE("groups that cannot be") {
  CHECK(words(house(
            R"({ "node_groups": [ { "name": "a", "cpu": 4, "memory": "16Gi", "initial": 20 } ] })",
            asks)) ==
        R"~(s.json:6:87: error: "initial" is not from min to max
    /cluster/node_groups/0/initial
   6 |   "cluster": { "node_groups": [ { "name": "a", "cpu": 4, "memory": "16Gi", "initial": 20 } ] },
     |                                                                                       ^^
  choose a number in between
)~");
  CHECK(words(house(R"({ "node_groups": [ { "name": "a", "memory": "16Gi" } ] })", asks)) ==
        R"~(s.json:6:33: error: "node_groups[0]" needs "cpu"
    /cluster/node_groups/0/cpu
   6 |   "cluster": { "node_groups": [ { "name": "a", "memory": "16Gi" } ] },
     |                                 ^
  add "cpu", an amount of CPU such as "500m". Allocatable CPU of a node: "3920m".
)~");
  CHECK(words(house("{ }", asks)) ==
        R"~(s.json:6:14: error: "node_groups" is empty: no pod could run
    /cluster/node_groups
   6 |   "cluster": { },
     |              ^
  name a group of nodes
)~");
  CHECK(words(house(R"({ "node_groups": [ { "name": "a", "cpu": 4, "memory": "16Gi" },
    { "name": "a", "cpu": 8, "memory": "32Gi" } ] })",
                    asks)) == R"~(s.json:6:31: error: "node_groups" has the name "a" twice
    /cluster/node_groups
   6 |   "cluster": { "node_groups": [ { "name": "a", "cpu": 4, "memory": "16Gi" },
     |                               ^
  rename one
)~");
  CHECK(words(house(R"({ "node_groups": [ )" + group +
                        R"( ], "cluster_autoscaler": { "expander": ["cheapest"] } })",
                    asks)) ==
        R"~(s.json:6:121: error: "cluster_autoscaler" has an expander that is none: "cheapest"
    /cluster/cluster_autoscaler
   6 |   "cluster": { "node_groups": [ { "name": "general", "zone": "a", "cpu": 4, "memory": "16Gi" } ], "cluster_autoscaler": { "expander": ["cheapest"] } },
     |                                                                                                                         ^
  one of: random, most-pods, least-waste, least-nodes, price, priority
)~");
}

TEST_CASE("faults and prices know the cluster; nodes cannot be slowed") {
  const std::string section = R"({ "node_groups": [ )" + group + " ] }";
  CHECK(words(house(section, asks, R"("faults": [ { "at": "1m", "kill": "cluster/general-0" } ],
  "prices": { "currency": "EUR", "as_of": "2026-07-20", "cluster.node_hour": 0.2 })"))
            .empty());
  CHECK(words(house(section, asks,
                    R"("faults": [ { "at": "1m", "slow": "cluster/general-0", "factor": 2 } ])")) ==
        R"~(s.json:7:37: error: nodes are killed and healed, not slowed
    /faults/0/slow
   7 |   "faults": [ { "at": "1m", "slow": "cluster/general-0", "factor": 2 } ]
     |                                     ^^^^^^^^^^^^^^^^^^^
  slow a deployment, or one of its pods
)~");
}

TEST_CASE("a budget for evictions says one thing") {
  CHECK(words(house(R"({ "node_groups": [ )" + group + " ] }",
                    asks + R"(, "podDisruptionBudget": { })")) ==
        R"~(s.json:4:133: error: "minAvailable" is missing, and maxUnavailable too
    /components/api/podDisruptionBudget/minAvailable
   4 |   "components": { "api": { "kind": "deployment", "resources": { "requests": { "cpu": 1, "memory": "1Gi" } }, "podDisruptionBudget": { },
     |                                                                                                                                     ^
  say one of them
)~");
}
