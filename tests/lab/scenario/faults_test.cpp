// Faults beside their exact messages, as people see them: one fault a case, and three at once.
#include <string>

#include "tests/lab/scenario/reading_fixture.hpp"
#include "tests/support/catch.hpp"

namespace {

using namespace tiersim;
using namespace tiersim::lab;
using namespace tiersim::lab::test;

TEST_CASE("an unknown parameter: its place, the nearest name and all others", "[faults]") {
  CHECK(complaint(R"~("slots": 32)~", R"~("slot": 32)~") ==
        R"~(s.json:10:44: error: a deployment has no parameter "slot"
    /components/api/slot
  10 |       "kind": "deployment", "replicas": 3, "slot": 32, "start_up": "20s", "zones": ["a", "b"],
     |                                            ^^^^^^
  did you mean "slots"? its parameters: autoscaler, backlog, endpoint_delay, image_size, lifecycle, livenessProbe, memory, minReadySeconds, node_cpu, on_sigterm, operations, podDisruptionBudget, pod_deletion_cost, priority, progressDeadlineSeconds, readinessProbe, replicas, resources, slots, start_up, startupProbe, strategy, terminationGracePeriodSeconds, topologySpreadConstraints, vpa, warm_up, zones
)~");
  CHECK(complaint(R"~("slots": 32)~", R"~("replica_min": 3)~") ==
        R"~(s.json:10:44: error: a deployment has no parameter "replica_min"
    /components/api/replica_min
  10 |       "kind": "deployment", "replicas": 3, "replica_min": 3, "start_up": "20s", "zones": ["a", "b"],
     |                                            ^^^^^^^^^^^^^
  its parameters: autoscaler, backlog, endpoint_delay, image_size, lifecycle, livenessProbe, memory, minReadySeconds, node_cpu, on_sigterm, operations, podDisruptionBudget, pod_deletion_cost, priority, progressDeadlineSeconds, readinessProbe, replicas, resources, slots, start_up, startupProbe, strategy, terminationGracePeriodSeconds, topologySpreadConstraints, vpa, warm_up, zones.  (An HPA's bounds stand in its spec: minReplicas, maxReplicas.)
)~");
  CHECK(complaint(R"~("attempts_max": 2)~", R"~("attempts": 2)~") ==
        R"~(s.json:22:60: error: "retry" has no parameter "attempts"
    /links/api->pool/retry/attempts
  22 |   "links": { "api->pool": { "timeout": "250ms", "retry": { "attempts": 2 } } },
     |                                                            ^^^^^^^^^^
  did you mean "attempts_max"? its parameters: attempts_max, backoff_base, backoff_max, budget_ratio
)~");
  CHECK(complaint(R"~("name": "shop")~", R"~("nme": "shop")~") ==
        R"~(s.json:2:3: error: a scenario has no section "nme"
    /nme
   2 |   "nme": "shop",
     |   ^^^^^
  did you mean "name"? its sections: cluster, components, description, extends, faults, links, metrics, name, network, prices, run, slo, workload
)~");
}

TEST_CASE("a bare number where a unit belongs", "[faults]") {
  CHECK(complaint(R"~("timeout": "250ms")~", R"~("timeout": 250)~") ==
        R"~(s.json:22:40: error: "timeout" needs a unit
    /links/api->pool/timeout
  22 |   "links": { "api->pool": { "timeout": 250, "retry": { "attempts_max": 2 } } },
     |                                        ^^^
  write "250ms" or "250s"; units are ns, us, ms, s, min, h
)~");
  CHECK(complaint(R"~("memory": "1Gi")~", R"~("memory": 1024)~") ==
        R"~(s.json:11:61: error: "memory" needs a unit
    /components/api/resources/requests/memory
  11 |       "resources": { "requests": { "cpu": "500m", "memory": 1024 }, "limits": { "cpu": 2 } },
     |                                                             ^^^^
  write "1024Mi" or "1024B"; units are B, k, M, G, T, P and Ki, Mi, Gi, Ti, Pi
)~");
  CHECK(complaint(R"~([ { "cpu": "8ms" }, )~", R"~([ { "cpu": 8 }, )~") ==
        R"~(s.json:15:29: error: "cpu" needs a unit
    /components/api/operations/order/0/cpu
  15 |         "order": [ { "cpu": 8 }, { "query": "pool", "write": "exponential(9ms)" } ]
     |                             ^
  write "8ms" or "8s"; units are ns, us, ms, s, min, h
)~");
  CHECK(complaint(R"~("arrivals": { "rate": "100/s" }, )~", R"~("arrivals": { "rate": 100 }, )~") ==
        R"~(s.json:5:55: error: "rate" needs a unit
    /workload/shoppers/arrivals/rate
   5 |     "shoppers": { "to": "edge", "arrivals": { "rate": 100 }, "mix": { "list": 0.8, "order": 0.2 }, "timeout": "10s" }
     |                                                       ^^^
  write "100/s" or "100/min"
)~");
}

TEST_CASE("a value of the wrong type", "[faults]") {
  CHECK(complaint(R"~("slots": 32)~", R"~("slots": "32")~") ==
        R"~(s.json:10:53: error: "slots" must be a whole number, not the text "32"
    /components/api/slots
  10 |       "kind": "deployment", "replicas": 3, "slots": "32", "start_up": "20s", "zones": ["a", "b"],
     |                                                     ^^^^
  write 32 without quotation marks
)~");
  CHECK(complaint(R"~("slots": 32)~", R"~("slots": 1.5)~") ==
        R"~(s.json:10:53: error: "slots" must be a whole number, not the number 1.5
    /components/api/slots
  10 |       "kind": "deployment", "replicas": 3, "slots": 1.5, "start_up": "20s", "zones": ["a", "b"],
     |                                                     ^^^
  write a whole number such as 3
)~");
  CHECK(complaint(R"~("to": "db" })~", R"~("to": 3 })~") ==
        R"~(s.json:18:73: error: "to" must be the name of a component, not the number 3
    /components/pool/to
  18 |     "pool": { "kind": "connection_pool", "default_pool_size": 25, "to": 3 },
     |                                                                         ^
  components: edge, api, pool, db, redis
)~");
  CHECK(complaint(R"~("retry": { "attempts_max": 2 })~", R"~("retry": 2)~") ==
        R"~(s.json:22:58: error: "retry" must be an object, not the number 2
    /links/api->pool/retry
  22 |   "links": { "api->pool": { "timeout": "250ms", "retry": 2 } },
     |                                                          ^
  write { … }
)~");
}

TEST_CASE("a value outside its bound", "[faults]") {
  CHECK(complaint(R"~("slots": 32)~", R"~("slots": 0)~") ==
        R"~(s.json:10:53: error: "slots" cannot be 0
    /components/api/slots
  10 |       "kind": "deployment", "replicas": 3, "slots": 0, "start_up": "20s", "zones": ["a", "b"],
     |                                                     ^
  it must be at least 1
)~");
  CHECK(complaint(R"~("slots": 32)~", R"~("slots": 99999999999)~") ==
        R"~(s.json:10:53: error: "slots" cannot be 99999999999
    /components/api/slots
  10 |       "kind": "deployment", "replicas": 3, "slots": 99999999999, "start_up": "20s", "zones": ["a", "b"],
     |                                                     ^^^^^^^^^^^
  it must be at most 1000000000
)~");
  CHECK(complaint(R"~("timeout": "250ms")~", R"~("timeout": "0s")~") ==
        R"~(s.json:22:40: error: "timeout" cannot be 0s
    /links/api->pool/timeout
  22 |   "links": { "api->pool": { "timeout": "0s", "retry": { "attempts_max": 2 } } },
     |                                        ^^^^
  it must be more than 0s
)~");
}

TEST_CASE("values that do not go together", "[faults]") {
  CHECK(complaint(R"~("warm_up": "2m")~", R"~("warm_up": "40m")~") ==
        R"~(s.json:3:42: error: "warm_up" is not shorter than the duration
    /run/warm_up
   3 |   "run": { "duration": "30m", "warm_up": "40m", "seed": 1 },
     |                                          ^^^^^
  nothing would be counted
)~");
  CHECK(complaint(R"~("cpu": "500m")~", R"~("cpu": "5000m")~") ==
        R"~(s.json:11:34: error: "requests" asks for more CPU than its limit
    /components/api/resources/requests
  11 |       "resources": { "requests": { "cpu": "5000m", "memory": "1Gi" }, "limits": { "cpu": 2 } },
     |                                  ^
  raise limits.cpu or lower requests.cpu
)~");
  CHECK(complaint(R"~("slots": 32)~", R"~("livenessProbe": { "successThreshold": 2 })~") ==
        R"~(s.json:10:61: error: "livenessProbe" needs one success only
    /components/api/livenessProbe
  10 |       "kind": "deployment", "replicas": 3, "livenessProbe": { "successThreshold": 2 }, "start_up": "20s", "zones": ["a", "b"],
     |                                                             ^
  leave successThreshold out or make it 1
)~");
  CHECK(complaint(R"~("slots": 32)~",
                  R"~("readinessProbe": { "terminationGracePeriodSeconds": 5 })~") ==
        R"~(s.json:10:62: error: "readinessProbe" kills nothing
    /components/api/readinessProbe
  10 |       "kind": "deployment", "replicas": 3, "readinessProbe": { "terminationGracePeriodSeconds": 5 }, "start_up": "20s", "zones": ["a", "b"],
     |                                                              ^
  leave terminationGracePeriodSeconds out
)~");
}

TEST_CASE("something missing", "[faults]") {
  CHECK(complaint(R"~("duration": "30m", )~", R"~()~") ==
        R"~(s.json:3:10: error: "run" needs "duration"
    /run/duration
   3 |   "run": { "warm_up": "2m", "seed": 1 },
     |          ^
  add "duration", a time such as "250ms". Simulated time of one replication, warm-up included.
)~");
  CHECK(complaint(R"~("to": "db" })~", R"~("scope": "shared" })~") ==
        R"~(s.json:18:13: error: a connection_pool needs "to"
    /components/pool/to
  18 |     "pool": { "kind": "connection_pool", "default_pool_size": 25, "scope": "shared" },
     |             ^
  add "to", the name of a component such as "db". The database.
)~");
  CHECK(complaint(R"~("kind": "postgres", )~", R"~()~") ==
        R"~(s.json:19:11: error: the component "db" needs a "kind"
    /components/db/kind
  19 |     "db": { "max_connections": 200, "replicas": 2 },
     |           ^
  kinds: load_balancer, deployment, station, connection_pool, postgres, cache
)~");
}

TEST_CASE("a name that nothing has", "[faults]") {
  CHECK(complaint(R"~("to": "db" })~", R"~("to": "dbb" })~") ==
        R"~(s.json:18:73: error: there is no component "dbb"
    /components/pool/to
  18 |     "pool": { "kind": "connection_pool", "default_pool_size": 25, "to": "dbb" },
     |                                                                         ^^^^^
  did you mean "db"? components: edge, api, pool, db, redis
)~");
  CHECK(complaint(R"~("kind": "postgres")~", R"~("kind": "postgrs")~") ==
        R"~(s.json:19:21: error: there is no kind of component "postgrs"
    /components/db/kind
  19 |     "db": { "kind": "postgrs", "max_connections": 200, "replicas": 2 },
     |                     ^^^^^^^^^
  did you mean "postgres"? kinds: load_balancer, deployment, station, connection_pool, postgres, cache
)~");
  CHECK(complaint(R"~(least_conn)~", R"~(least-conn)~") ==
        R"~(s.json:8:53: error: "algorithm" cannot be "least-conn"
    /components/edge/algorithm
   8 |     "edge": { "kind": "load_balancer", "algorithm": "least-conn", "to": "api" },
     |                                                     ^^^^^^^^^^^^
  did you mean "least_conn"? one of: round_robin, weighted_round_robin, least_conn, random, power_of_two
)~");
}

TEST_CASE("a component with a name that paths need", "[faults]") {
  CHECK(complaint(R"~("redis": { "kind": "cache" })~",
                  R"~("redis": { "kind": "cache" }, "zone": { "kind": "cache" })~") ==
        R"~(s.json:20:35: error: "zone" cannot name a component
    /components/zone
  20 |     "redis": { "kind": "cache" }, "zone": { "kind": "cache" }
     |                                   ^^^^^^
  "zone/a" means everything in a zone; take another name
)~");
  CHECK(complaint(R"~("redis": { "kind": "cache" })~",
                  R"~("redis": { "kind": "cache" }, "a/b": { "kind": "cache" })~") ==
        R"~(s.json:20:35: error: "a/b" cannot name a component
    /components/a~1b
  20 |     "redis": { "kind": "cache" }, "a/b": { "kind": "cache" }
     |                                   ^^^^^
  use letters, digits, _ and -
)~");
}

TEST_CASE("a component that nobody calls is a warning", "[faults]") {
  CHECK(complaint(R"~("redis": { "kind": "cache" })~",
                  R"~("redis": { "kind": "cache" }, "old": { "kind": "cache" })~") ==
        R"~(s.json:20:42: warning: nobody calls "old"
    /components/old
  20 |     "redis": { "kind": "cache" }, "old": { "kind": "cache" }
     |                                          ^
  name it in a "to" or in a step, or take it away
)~");
}

TEST_CASE("a step that is none", "[faults]") {
  CHECK(complaint(R"~([ { "cpu": "8ms" }, )~", R"~([ { "cpuu": "8ms" }, )~") ==
        R"~(s.json:15:22: error: there is no step "cpuu"
    /components/api/operations/order/0
  15 |         "order": [ { "cpuu": "8ms" }, { "query": "pool", "write": "exponential(9ms)" } ]
     |                      ^^^^^^
  did you mean "cpu"? steps: cpu, wait, call, query, cache, parallel, choose, repeat
)~");
  CHECK(complaint(R"~([ { "cpu": "8ms" }, )~", R"~([ "cpu", {}, )~") ==
        R"~(s.json:15:20: error: a step is an object, not the text "cpu"
    /components/api/operations/order/0
  15 |         "order": [ "cpu", {}, { "query": "pool", "write": "exponential(9ms)" } ]
     |                    ^^^^^
  write { "cpu": "8ms" }; steps: cpu, wait, call, query, cache, parallel, choose, repeat

s.json:15:27: error: a step is empty
    /components/api/operations/order/1
  15 |         "order": [ "cpu", {}, { "query": "pool", "write": "exponential(9ms)" } ]
     |                           ^
  steps: cpu, wait, call, query, cache, parallel, choose, repeat
)~");
  CHECK(complaint(R"~([ { "cpu": "8ms" }, )~", R"~([ { "cpu": "8ms", "wait": "1ms" }, )~") ==
        R"~(s.json:15:36: error: a step does one thing, and this one does "cpu" already
    /components/api/operations/order/0/wait
  15 |         "order": [ { "cpu": "8ms", "wait": "1ms" }, { "query": "pool", "write": "exponential(9ms)" } ]
     |                                    ^^^^^^
  give "wait" a step of its own
)~");
  CHECK(complaint(R"~([ { "cpu": "8ms" }, )~", R"~([ { "cpu": "8ms", "for": "1ms" }, )~") ==
        R"~(s.json:15:36: error: a cpu step has no key "for"
    /components/api/operations/order/0/for
  15 |         "order": [ { "cpu": "8ms", "for": "1ms" }, { "query": "pool", "write": "exponential(9ms)" } ]
     |                                    ^^^^^
  its keys: cpu
)~");
  CHECK(complaint(R"~("write": "exponential(9ms)")~", R"~("wrte": "exponential(9ms)")~") ==
        R"~(s.json:15:57: error: a query step has no key "wrte"
    /components/api/operations/order/1/wrte
  15 |         "order": [ { "cpu": "8ms" }, { "query": "pool", "wrte": "exponential(9ms)" } ]
     |                                                         ^^^^^^
  did you mean "write"? its keys: query, read, write
)~");
}

TEST_CASE("a step that asks the wrong component", "[faults]") {
  CHECK(complaint(R"~([ { "cpu": "8ms" }, )~", R"~([ { "call": "db" }, )~") ==
        R"~(s.json:15:30: error: "db" is a postgres and is not called
    /components/api/operations/order/0/call
  15 |         "order": [ { "call": "db" }, { "query": "pool", "write": "exponential(9ms)" } ]
     |                              ^^^^
  write "query" with "read" or "write"
)~");
  CHECK(
      complaint(R"~([ { "cpu": "8ms" }, )~", R"~([ { "cache": "pool", "key": "uniform(1)" }, )~") ==
      R"~(s.json:15:31: error: "pool" is a connection_pool, not a cache
    /components/api/operations/order/0/cache
  15 |         "order": [ { "cache": "pool", "key": "uniform(1)" }, { "query": "pool", "write": "exponential(9ms)" } ]
     |                               ^^^^^^
  write "query"
)~");
  CHECK(complaint(R"~([ { "cpu": "8ms" }, )~", R"~([ { "query": "redis", "read": "1ms" }, )~") ==
        R"~(s.json:15:31: error: "redis" is a cache and answers no queries
    /components/api/operations/order/0/query
  15 |         "order": [ { "query": "redis", "read": "1ms" }, { "query": "pool", "write": "exponential(9ms)" } ]
     |                               ^^^^^^^
  write "cache"
)~");
  CHECK(complaint(R"~([ { "cpu": "8ms" }, )~", R"~([ { "call": "api", "operation": "lst" }, )~") ==
        R"~(s.json:15:50: error: "api" has no operation "lst"
    /components/api/operations/order/0/operation
  15 |         "order": [ { "call": "api", "operation": "lst" }, { "query": "pool", "write": "exponential(9ms)" } ]
     |                                                  ^^^^^
  did you mean "list"? its operations: list, order
)~");
}

TEST_CASE("a mix that does not fit the operations", "[faults]") {
  CHECK(complaint(R"~("mix": { "list": 0.8, "order": 0.2 }, )~", R"~()~") ==
        R"~(s.json:5:17: error: a workload needs a "mix", since "api" has several operations
    /workload/shoppers
   5 |     "shoppers": { "to": "edge", "arrivals": { "rate": "100/s" }, "timeout": "10s" }
     |                 ^
  add "mix": { "list": 1 }; its operations: list, order
)~");
  CHECK(complaint(R"~("list": 0.8, "order")~", R"~("list": 0.8, "ordr")~") ==
        R"~(s.json:5:88: error: "api" has no operation "ordr"
    /workload/shoppers/mix/ordr
   5 |     "shoppers": { "to": "edge", "arrivals": { "rate": "100/s" }, "mix": { "list": 0.8, "ordr": 0.2 }, "timeout": "10s" }
     |                                                                                        ^^^^^^
  did you mean "order"? its operations: list, order
)~");
  CHECK(complaint(R"~({ "list": 0.8, "order": 0.2 })~", R"~({ "list": 0, "order": 0 })~") ==
        R"~(s.json:5:73: error: the weights of "mix" are all 0
    /workload/shoppers/mix
   5 |     "shoppers": { "to": "edge", "arrivals": { "rate": "100/s" }, "mix": { "list": 0, "order": 0 }, "timeout": "10s" }
     |                                                                         ^
  write { "list": 0.8, "order": 0.2 }
)~");
}

TEST_CASE("a workload without one source of requests", "[faults]") {
  CHECK(complaint(R"~("arrivals": { "rate": "100/s" }, )~", R"~()~") ==
        R"~(s.json:5:17: error: a workload needs one of "arrivals", "trace" or "users"
    /workload/shoppers
   5 |     "shoppers": { "to": "edge", "mix": { "list": 0.8, "order": 0.2 }, "timeout": "10s" }
     |                 ^
  add "arrivals": { "rate": "100/s" }
)~");
  CHECK(complaint(R"~("arrivals": { "rate": "100/s" }, )~",
                  R"~("arrivals": { "rate": "100/s" }, "users": {}, )~") ==
        R"~(s.json:5:75: error: a workload has one source of requests, and "users" is a second one
    /workload/shoppers/users
   5 |     "shoppers": { "to": "edge", "arrivals": { "rate": "100/s" }, "users": {}, "mix": { "list": 0.8, "order": 0.2 }, "timeout": "10s" }
     |                                                                           ^
  keep "arrivals" or this, or make two workloads
)~");
}

TEST_CASE("modulated arrivals that cannot be", "[faults]") {
  const auto of = [](const std::string& arrivals) {
    const std::string text =
        complaint(R"~("arrivals": { "rate": "100/s" }, )~",
                  R"~("arrivals": { "process": "modulated")~" + arrivals + " }, ");
    // What is wrong and what would be right; the lines between show the place.
    const std::size_t what = text.find("error: ") + 7;
    const std::size_t cure = text.rfind("  ");
    return text.substr(what, text.find('\n', what) + 1 - what) + text.substr(cure);
  };
  CHECK(of(R"~(, "states": [ { "rate": "1/s", "stay": "1s" } ])~") ==
        "one state is no change of rate\n  add a second one, or take the process \"poisson\"\n");
  CHECK(
      of(R"~(, "states": [ { "rate": "0/s", "stay": "1s" }, { "rate": "0/s", "stay": "2s" } ])~") ==
      "no state of \"states\" has a rate above 0\n  write a rate such as \"100/s\" in one of "
      "them\n");
  CHECK(
      of(R"~(, "states": [ { "rate": "1/s", "stay": "0s" }, { "rate": "2/s", "stay": "1s" } ])~") ==
      "\"stay\" cannot be 0s\n  it must be more than 0s\n");
  CHECK(of(R"~(, "states": [ { "rate": "1/s" }, { "rate": "2/s", "stay": "1s" } ])~")
            .starts_with("\"states[0]\" needs \"stay\""));
  CHECK(
      of(R"~(, "states": [ { "rate": "1/s", "stay": "1s" }, { "rate": "2/s", "stay": "1s" } ], "rate": "3/s")~") ==
      "\"rate\" does not go with the process modulated\n  write \"states\" instead\n");
  CHECK(of("").starts_with("\"arrivals\" needs \"states\""));
}

TEST_CASE("arrivals that cannot be", "[faults]") {
  CHECK(complaint(R"~("arrivals": { "rate": "100/s" }, )~",
                  R"~("arrivals": { "process": "renewal", "rate": "100/s" }, )~") ==
        R"~(s.json:5:45: error: "arrivals" needs "interarrival"
    /workload/shoppers/arrivals/interarrival
   5 |     "shoppers": { "to": "edge", "arrivals": { "process": "renewal", "rate": "100/s" }, "mix": { "list": 0.8, "order": 0.2 }, "timeout": "10s" }
     |                                             ^
  add "interarrival", a distribution such as "exponential(6ms)". Time from one arrival to the next, for the process renewal.

s.json:5:77: error: "rate" does not go with the process renewal
    /workload/shoppers/arrivals/rate
   5 |     "shoppers": { "to": "edge", "arrivals": { "process": "renewal", "rate": "100/s" }, "mix": { "list": 0.8, "order": 0.2 }, "timeout": "10s" }
     |                                                                             ^^^^^^^
  write "interarrival" instead
)~");
  CHECK(complaint(R"~("arrivals": { "rate": "100/s" }, )~",
                  R"~("arrivals": { "rate": [["1m", "1/s"], ["0s", "2/s"], 3] }, )~") ==
        R"~(s.json:5:72: error: the points of "rate" go back in time, to 0s
    /workload/shoppers/arrivals/rate/1/0
   5 |     "shoppers": { "to": "edge", "arrivals": { "rate": [["1m", "1/s"], ["0s", "2/s"], 3] }, "mix": { "list": 0.8, "order": 0.2 }, "timeout": "10s" }
     |                                                                        ^^^^
  put them in order; two points at one instant are a step

s.json:5:86: error: a point of "rate" is a time and a value, not the number 3
    /workload/shoppers/arrivals/rate/2
   5 |     "shoppers": { "to": "edge", "arrivals": { "rate": [["1m", "1/s"], ["0s", "2/s"], 3] }, "mix": { "list": 0.8, "order": 0.2 }, "timeout": "10s" }
     |                                                                                      ^
  write [["0s", first], ["1m", second]]
)~");
}

TEST_CASE("a trace or users that lack something", "[faults]") {
  CHECK(
      complaint(R"~("arrivals": { "rate": "100/s" }, )~", R"~("trace": { "interval": "1m" }, )~") ==
      R"~(s.json:5:42: error: a trace needs a file
    /workload/shoppers/trace
   5 |     "shoppers": { "to": "edge", "trace": { "interval": "1m" }, "mix": { "list": 0.8, "order": 0.2 }, "timeout": "10s" }
     |                                          ^
  add one of counts, timestamps, access_log: "requests.csv"
)~");
  CHECK(complaint(R"~("arrivals": { "rate": "100/s" }, )~",
                  R"~("trace": { "timestamps": "x.csv", "interval": "1m" }, )~") ==
        R"~(s.json:5:79: error: "interval" applies to counts only
    /workload/shoppers/trace/interval
   5 |     "shoppers": { "to": "edge", "trace": { "timestamps": "x.csv", "interval": "1m" }, "mix": { "list": 0.8, "order": 0.2 }, "timeout": "10s" }
     |                                                                               ^^^^
  take it away
)~");
  CHECK(complaint(R"~("arrivals": { "rate": "100/s" }, )~", R"~("users": { "count": 5 }, )~") ==
        R"~(s.json:5:42: error: "users" needs "think"
    /workload/shoppers/users/think
   5 |     "shoppers": { "to": "edge", "users": { "count": 5 }, "mix": { "list": 0.8, "order": 0.2 }, "timeout": "10s" }
     |                                          ^
  add "think", a distribution such as "exponential(6ms)". Time a user waits before each request.
)~");
}

TEST_CASE("a link between those that do not talk", "[faults]") {
  CHECK(complaint(R"~("api->pool")~", R"~("api->db")~") ==
        R"~(s.json:22:14: error: "api" never calls "db"
    /links/api->db
  22 |   "links": { "api->db": { "timeout": "250ms", "retry": { "attempts_max": 2 } } },
     |              ^^^^^^^^^
  "api" calls pool, redis
)~");
  CHECK(complaint(R"~("api->pool")~", R"~("api-pool")~") ==
        R"~(s.json:22:14: error: "api-pool" does not name a link
    /links/api-pool
  22 |   "links": { "api-pool": { "timeout": "250ms", "retry": { "attempts_max": 2 } } },
     |              ^^^^^^^^^^
  write "from->to"
)~");
  CHECK(complaint(R"~("api->pool")~", R"~("apo->pool")~") ==
        R"~(s.json:22:14: error: there is no component "apo"
    /links/apo->pool
  22 |   "links": { "apo->pool": { "timeout": "250ms", "retry": { "attempts_max": 2 } } },
     |              ^^^^^^^^^^^
  did you mean "api"? callers: edge, api, pool, db, redis, shoppers
)~");
}

TEST_CASE("a fault that strikes nothing", "[faults]") {
  CHECK(complaint(R"~("kill": "db/primary")~", R"~("kill": "dbx/primary")~") ==
        R"~(s.json:23:38: error: there is no component "dbx"
    /faults/0/kill
  23 |   "faults": [ { "at": "10m", "kill": "dbx/primary" } ],
     |                                      ^^^^^^^^^^^^^
  did you mean "db"? components: edge, api, pool, db, redis
)~");
  CHECK(complaint(R"~("kill": "db/primary")~", R"~("kill": "zone/c")~") ==
        R"~(s.json:23:38: error: nothing is in the zone "c"
    /faults/0/kill
  23 |   "faults": [ { "at": "10m", "kill": "zone/c" } ],
     |                                      ^^^^^^^^
  zones: a, b
)~");
  CHECK(complaint(R"~("kill": "db/primary")~", R"~("slow": "db/primary")~") ==
        R"~(s.json:23:15: error: a fault needs "factor"
    /faults/0/factor
  23 |   "faults": [ { "at": "10m", "slow": "db/primary" } ],
     |               ^
  add "factor", a number such as 1.5. What service times are multiplied by; for slow and rollout.
)~");
  CHECK(complaint(R"~("at": "10m", "kill": "db/primary")~",
                  R"~("at": "40m", "kill": "db", "factor": 3)~") ==
        R"~(s.json:23:23: error: the fault comes after the end of the run, at 30min
    /faults/0/at
  23 |   "faults": [ { "at": "40m", "kill": "db", "factor": 3 } ],
     |                       ^^^^^
  choose an earlier time, or a longer run

s.json:23:54: error: "factor" applies to slow and rollout only
    /faults/0/factor
  23 |   "faults": [ { "at": "40m", "kill": "db", "factor": 3 } ],
     |                                                      ^
  take it away
)~");
}

TEST_CASE("a rollout of what cannot be rolled out, or for a time", "[faults]") {
  CHECK(complaint(R"~("kill": "db/primary")~", R"~("rollout": "app")~") ==
        R"~(s.json:23:41: error: "app" is no deployment, and nothing else is rolled out
    /faults/0/rollout
  23 |   "faults": [ { "at": "10m", "rollout": "app" } ],
     |                                         ^^^^^
  did you mean "api"? deployments: api
)~");
  CHECK(complaint(R"~("kill": "db/primary")~", R"~("rollout": "api", "for": "5m")~") ==
        R"~(s.json:23:55: error: "for" does not apply to rollout
    /faults/0/for
  23 |   "faults": [ { "at": "10m", "rollout": "api", "for": "5m" } ],
     |                                                       ^^^^
  take it away
)~");
  CHECK(
      complaint(R"~("slots": 32)~", R"~("strategy": { "rollingUpdate": { "maxSurge": 0.5 } })~") ==
      R"~(s.json:10:89: error: "maxSurge" is neither a whole number nor a percentage: "0.5"
    /components/api/strategy/rollingUpdate/maxSurge
  10 |       "kind": "deployment", "replicas": 3, "strategy": { "rollingUpdate": { "maxSurge": 0.5 } }, "start_up": "20s", "zones": ["a", "b"],
     |                                                                                         ^^^
  write 3 or "25%"
)~");
  CHECK(
      complaint(R"~("slots": 32)~",
                R"~("strategy": { "rollingUpdate": { "maxSurge": 0, "maxUnavailable": 0 } })~") ==
      R"~(s.json:10:110: error: "maxUnavailable" is 0, and so is maxSurge: no pod could be replaced
    /components/api/strategy/rollingUpdate/maxUnavailable
  10 |       "kind": "deployment", "replicas": 3, "strategy": { "rollingUpdate": { "maxSurge": 0, "maxUnavailable": 0 } }, "start_up": "20s", "zones": ["a", "b"],
     |                                                                                                              ^
  raise one of them
)~");
}

TEST_CASE("an objective that cannot be met or missed", "[faults]") {
  CHECK(complaint(R"~(p95 < 500ms)~", R"~(p95 < 500)~") ==
        R"~(s.json:24:12: error: the objective "p95 < 500" has a limit that needs a unit
    /slo/0
  24 |   "slo": [ "p95 < 500", "order.p99 < 1s" ],
     |            ^^^^^^^^^^^
  write "500ms" or "500s"; units are ns, us, ms, s, min, h
)~");
  CHECK(complaint(R"~(order.p99 < 1s)~", R"~(ordre.p99 < 1s)~") ==
        R"~(s.json:24:27: error: no class or workload is called "ordre"
    /slo/1
  24 |   "slo": [ "p95 < 500ms", "ordre.p99 < 1s" ],
     |                           ^^^^^^^^^^^^^^^^
  did you mean "order"? classes and workloads: list, order, shoppers
)~");
  CHECK(complaint(R"~(p95 < 500ms)~", R"~(p95)~") ==
        R"~(s.json:24:12: error: the objective "p95" compares nothing
    /slo/0
  24 |   "slo": [ "p95", "order.p99 < 1s" ],
     |            ^^^^^
  write "p95 < 500ms", "order.p99 < 1s" or "error_rate < 0.1%"
)~");
}

TEST_CASE("a price of nothing", "[faults]") {
  CHECK(complaint(R"~("api.cpu_hour": 0.04)~", R"~("apo.cpu_hour": 0.04, "cpu": 1)~") ==
        R"~(s.json:25:57: error: there is no component "apo"
    /prices/apo.cpu_hour
  25 |   "prices": { "currency": "USD", "as_of": "2026-07-20", "apo.cpu_hour": 0.04, "cpu": 1 }
     |                                                         ^^^^^^^^^^^^^^
  did you mean "api"? components: edge, api, pool, db, redis

s.json:25:79: error: "prices" has no key "cpu"
    /prices/cpu
  25 |   "prices": { "currency": "USD", "as_of": "2026-07-20", "apo.cpu_hour": 0.04, "cpu": 1 }
     |                                                                               ^^^^^
  its keys: COMPONENT.QUANTITY such as api.cpu_hour, as_of, currency
)~");
  CHECK(complaint(R"~("as_of": "2026-07-20")~", R"~("as_of": "July")~") ==
        R"~(s.json:25:43: error: "as_of" is not a date: "July"
    /prices/as_of
  25 |   "prices": { "currency": "USD", "as_of": "July", "api.cpu_hour": 0.04 }
     |                                           ^^^^^^
  write "2026-07-20"
)~");
}

TEST_CASE("a distribution that is none", "[faults]") {
  CHECK(complaint(R"~("start_up": "20s")~", R"~("start_up": "lognorml(4s, cv=1)")~") ==
        R"~(s.json:10:69: error: "start_up" is not a distribution: "lognorml(4s, cv=1)"
    /components/api/start_up
  10 |       "kind": "deployment", "replicas": 3, "slots": 32, "start_up": "lognorml(4s, cv=1)", "zones": ["a", "b"],
     |                                                                     ^^^^^^^^^^^^^^^^^^^^
  did you mean "lognormal"? distributions: exponential, lognormal, gamma, erlang, uniform, hyperexponential, weibull, pareto, quantiles
)~");
  CHECK(complaint(R"~("start_up": "20s")~", R"~("start_up": { "mixture": [[0, "1s"]] })~") ==
        R"~(s.json:10:82: error: "mixture" is not a distribution: weights must not all be 0
    /components/api/start_up/mixture
  10 |       "kind": "deployment", "replicas": 3, "slots": 32, "start_up": { "mixture": [[0, "1s"]] }, "zones": ["a", "b"],
     |                                                                                  ^
  write { "mixture": [[0.9, "2ms"], [0.1, "exponential(50ms)"]] }
)~");
  CHECK(complaint(R"~("start_up": "20s")~", R"~("start_up": { "normal": 1 })~") ==
        R"~(s.json:10:69: error: "start_up" is not a distribution
    /components/api/start_up
  10 |       "kind": "deployment", "replicas": 3, "slots": 32, "start_up": { "normal": 1 }, "zones": ["a", "b"],
     |                                                                     ^
  write "8ms" or "exponential(6ms)", or an object with one of mixture, samples, histogram
)~");
}

TEST_CASE("three faults in one file are three errors, in the order of the text", "[faults]") {
  std::string text = whole;
  const auto spoil = [&](const std::string& what, const std::string& by) {
    text.replace(text.find(what), what.size(), by);
  };
  spoil(R"~("timeout": "250ms")~", R"~("timeout": 250)~");
  spoil(R"~("slots": 32)~", R"~("slot": 32)~");
  spoil(R"~("to": "db" })~", R"~("to": "dbb" })~");
  const Reading reading = read_text(text);
  REQUIRE(reading.diagnostics.error_count() == 3);
  CHECK(reading.diagnostics.items()[0].message == "a deployment has no parameter \"slot\"");
  CHECK(reading.diagnostics.items()[1].message == "there is no component \"dbb\"");
  CHECK(reading.diagnostics.items()[2].message == "\"timeout\" needs a unit");
  CHECK_FALSE(reading.scenario.has_value());
}

TEST_CASE("a required key that was mistyped is one fault, not two", "[faults]") {
  for (const auto& [what, by] :
       {std::pair(R"("duration")", R"("duraton")"), std::pair(R"("to": "db")", R"("too": "db")"),
        std::pair(R"("arrivals")", R"("arivals")"), std::pair(R"("kill")", R"("kil")"),
        std::pair(R"("workload")", R"("workloads")"),
        std::pair(R"("operations")", R"("operation")"),
        std::pair(R"("currency")", R"("curency")")}) {
    const Reading reading = read_text(spoilt(what, by));
    INFO(render(reading));
    CHECK(reading.diagnostics.error_count() == 1);
  }
}

TEST_CASE("carets stand under what they mean, also behind letters of several bytes and tabs",
          "[faults]") {
  const Diagnostic diagnostic{Severity::Error, "wrong", {"s.json", 1, 8, 5}, "/a", "better"};
  CHECK(render(diagnostic, "\t\"é\": \"µs\"") ==
        "s.json:1:8: error: wrong\n    /a\n   1 |  \"é\": \"µs\"\n     |       ^^^^\n  better\n");
}

TEST_CASE("colours are used only when asked for", "[faults]") {
  const Diagnostic diagnostic{Severity::Warning, "odd", {"s.json", 1, 1, 1}, "", ""};
  CHECK(render(diagnostic, "x", true) ==
        "\x1b[1ms.json:1:1:\x1b[0m \x1b[1;35mwarning:\x1b[0m \x1b[1modd\x1b[0m\n   1 | x\n     | "
        "\x1b[1;32m^\x1b[0m\n");
}

TEST_CASE("a file of nothing but faults ends after two hundred", "[faults]") {
  std::string text = "{";
  for (int i = 0; i < 1000; ++i) text += (i == 0 ? "\"x" : ", \"x") + std::to_string(i) + "\": 1";
  const Reading reading = read_text(text + "}");
  CHECK(reading.diagnostics.error_count() == 201);
}

}  // namespace
