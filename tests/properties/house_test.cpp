// Whole houses drawn at random - balancer, pods, cache, pool, database, a station behind - under
// random faults, time-outs and retries: what goes in comes out, to the request and the nanosecond.
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

#include "lab/experiment/replication.hpp"
#include "lab/scenario/reading.hpp"
#include "tests/properties/property.hpp"

using namespace tiersim;
using namespace tiersim::lab;
using tiersim::test::number;

namespace {

rc::Gen<std::string> text_of(std::initializer_list<std::string> values) {
  return rc::gen::elementOf(std::vector<std::string>(values));
}

/// A house with blanks `<NAME>`. Services that take whole milliseconds, links and faults at whole
/// hundredths make much happen at one instant.
constexpr const char* form = R"~({
  "run": { "duration": "8s", "warm_up": "<warm_up>", "sample_interval": "500ms" },
  "workload": {
    "shoppers": { "to": "edge", "arrivals": <arrivals>, "mix": { "list": 0.7, "order": 0.3 } <timeout> }
    <users>
  },
  "components": {
    "edge": { "kind": "load_balancer", "to": "api", "algorithm": "<algorithm>" <processing> <connections> },
    "api": {
      "kind": "deployment", "replicas": <replicas>, "zones": ["a", "b"], "start_up": "300ms",
      "endpoint_delay": "<endpoint_delay>", "slots": <slots>, "backlog": <backlog>,
      "terminationGracePeriodSeconds": <grace>,
      "resources": { "requests": { "cpu": "200m" } <limits> } <autoscaler>,
      "operations": {
        "list": [ { "cpu": "<service>" },
                  { "cache": "redis", "key": "zipf(200, 0.9)", "ttl": "2s",
                    "miss": [ { "query": "pool", "read": "<service>" } ] } ],
        "order": [ { "parallel": [ [ { "cpu": "4ms" }, { "call": "mail" } ],
                                   [ { "query": "pool", "write": "<service>" } ] ] },
                   { "repeat": 2, "do": [ { "query": "pool", "read": "<service>" } ] } ]
      }
    },
    "redis": { "kind": "cache", "zone": "a", "entries_max": <entries> },
    "pool": { "kind": "connection_pool", "to": "db", "zone": "a", "default_pool_size": <pool>,
              "scope": "<scope>" <query_wait> <clients> },
    "db": { "kind": "postgres", "zone": "a", "replicas": <db_replicas>, "concurrency": <concurrency>,
            "max_connections": <max_connections> },
    "mail": { "kind": "station", "servers": <servers>, "service": "<service>",
              "discipline": "<discipline>" <waiting_max> <patience> }
  },
  "network": { "same_zone": "<same_zone>", "between_zones": "uniform(500us, 1ms)" },
  "links": { "api->pool": { "timeout": "80ms" <retry> } <edge_link> <mail_link> },
  "faults": [ <faults> ]
})~";

struct Blank {
  std::string name;
  rc::Gen<std::string> filling;
};

rc::Gen<std::string> perhaps(const std::string& text) {
  return text_of({"", text});
}

rc::Gen<std::string> count(int from, int to) {
  return rc::gen::map(number(from, to), [](int n) { return std::to_string(n); });
}

/// A fault; several strike at one instant.
std::string any_fault() {
  std::string fault = R"~({ "at": ")~" + *count(0, 80) + R"~(00ms", )~";
  const auto verb = *text_of({"kill", "kill", "kill", "slow", "slow", "heal"});
  fault += "\"" + verb + R"~(": ")~";
  fault += *text_of({"edge", "api", "api/pod-0", "api/pod-1", "api/pod-2", "redis", "pool", "db",
                     "db/primary", "db/replica-0", "mail", "zone/a", "zone/b"});
  fault += "\"";
  if (verb == "slow") fault += R"~(, "factor": )~" + *text_of({"0.5", "3", "40"});
  if (verb != "heal" && *rc::gen::arbitrary<bool>())
    fault += R"~(, "for": ")~" + *count(1, 30) + "00ms\"";
  return fault + " }";
}

std::string any_faults() {
  const auto faults =
      *rc::gen::resize(6, rc::gen::container<std::vector<std::string>>(rc::gen::exec(any_fault)));
  std::string all;
  for (const std::string& fault : faults) all += (all.empty() ? "" : ", ") + fault;
  return all;
}

std::vector<Blank> blanks() {
  return {
      {"warm_up", text_of({"0s", "1s", "1234567us"})},
      {"arrivals",
       text_of(
           {R"~({ "rate": "120/s" })~", R"~({ "process": "uniform", "rate": "100/s" })~",
            R"~({ "rate": [["0s", "20/s"], ["3s", "20/s"], ["4s", "300/s"], ["6s", "50/s"]] })~"})},
      {"timeout", perhaps(R"~(, "timeout": "400ms")~")},
      {"users", perhaps(R"~(, "users": { "to": "edge", "mix": { "list": 1 }, "timeout": "1s",
        "users": { "stages": [["0s", 0], ["4s", 30], ["7s", 5]], "think": "exponential(300ms)" } })~")},
      {"algorithm",
       text_of({"round_robin", "weighted_round_robin", "least_conn", "random", "power_of_two"})},
      {"processing", perhaps(R"~(, "processing": "1ms")~")},
      {"connections", perhaps(R"~(, "max_connections": 40)~")},
      {"replicas", count(1, 4)},
      {"endpoint_delay", text_of({"0s", "70ms"})},
      {"slots", count(1, 6)},
      {"backlog", text_of({"0", "3", "500"})},
      {"grace", text_of({"0", "1"})},
      {"limits", perhaps(R"~(, "limits": { "cpu": "500m" })~")},
      {"autoscaler",
       perhaps(R"~(, "autoscaler": { "hpa": { "minReplicas": 1, "maxReplicas": 6 } })~")},
      {"entries", text_of({"20", "500"})},
      {"pool", count(1, 8)},
      {"scope", text_of({"shared", "pod"})},
      {"query_wait", perhaps(R"~(, "query_wait_timeout": "100ms")~")},
      {"clients", perhaps(R"~(, "max_client_conn": 12)~")},
      {"db_replicas", count(0, 2)},
      {"concurrency", count(1, 4)},
      {"max_connections", text_of({"6", "100"})},
      {"servers", count(1, 3)},
      {"discipline", text_of({"fifo", "lifo", "random", "priority", "earliest_deadline"})},
      {"waiting_max", perhaps(R"~(, "waiting_max": 5)~")},
      {"patience", perhaps(R"~(, "patience": "30ms")~")},
      {"same_zone", text_of({"0s", "250us"})},
      {"retry",
       perhaps(
           R"~(, "retry": { "attempts_max": 3, "backoff_base": "10ms", "backoff_max": "40ms" })~")},
      {"edge_link",
       perhaps(R"~(, "edge->api": { "timeout": "200ms", "retry": { "attempts_max": 2 } })~")},
      {"mail_link", perhaps(R"~(, "api->mail": { "timeout": "20ms" })~")},
      {"service",
       text_of({"exponential(6ms)", "10ms", "lognormal(8ms, cv=2)", "uniform(1ms, 9ms)", "0ms"})},
      {"faults", rc::gen::exec(any_faults)}};
}

/// The form with its blanks filled in, each place on its own.
std::string any_scenario() {
  std::string text = form;
  for (const Blank& blank : blanks()) {
    const std::string mark = "<" + blank.name + ">";
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at))
      text.replace(at, mark.size(), *blank.filling);
  }
  return text;
}

Scenario read(const std::string& text) {
  const Reading reading = read_scenario(
      "drawn.json", {}, [&text](const std::string&) { return std::optional<std::string>(text); });
  if (!reading.scenario) RC_FAIL(render(reading));
  return *reading.scenario;
}

/// One replication; `samples` intervals long at most.
std::optional<Replication> play(const Scenario& scenario, std::uint64_t seed, int samples) {
  const Traces traces;
  return replicate(scenario, traces, name_tables(scenario, traces), RunKey{seed, 0},
                   [&samples](Duration) { return --samples > 0; });
}

void check_conserved(const Replication& run) {
  for (const ComponentOutcome& component : run.components) {
    if (!component.conserved) RC_FAIL(component.path + ": " + component.balance);
    if (!component.littles_law_holds) RC_FAIL(component.path + ": Little's law does not hold");
    // A CPU quota is given out at the start of each period of 100 ms: one period at either end may
    // be used in full within a part of it.
    if (component.utilization > 1.0 + 0.2 / to_seconds(run.measured))
      RC_FAIL(component.path + ": utilization " + std::to_string(component.utilization));
  }
  std::uint64_t completed = 0;
  for (const RequestTally& tally : run.tallies) {
    RC_ASSERT(tally.offered >= tally.completed + tally.failed);
    RC_ASSERT(std::accumulate(tally.outcomes.begin(), tally.outcomes.end(), std::uint64_t{0}) ==
              tally.completed + tally.failed);
    RC_ASSERT(tally.latency.count() == tally.completed);
    RC_ASSERT(tally.good <= tally.completed);
    completed += tally.completed;
  }
  RC_ASSERT(run.ledger->completed() == completed);
}

/// Everything that is counted, for comparing two runs.
std::vector<double> figures(const Replication& run) {
  std::vector<double> all{static_cast<double>(run.events)};
  for (const RequestTally& tally : run.tallies) {
    all.insert(all.end(), {static_cast<double>(tally.offered), static_cast<double>(tally.failed),
                           tally.latency.sum(), tally.latency.quantile(0.9)});
  }
  for (const ComponentOutcome& component : run.components) {
    all.insert(all.end(),
               {component.in_flight_mean, component.wait.sum(), component.service.sum()});
    for (const auto& [name, count] : component.counters) all.push_back(count);
  }
  for (const Ledger::Split& split : run.ledger->split(1.0))
    all.insert(all.end(), {split.wait_s, split.service_s});
  return all;
}

}  // namespace

TEST_CASE("a house under faults loses no request", "[properties][house]") {
  rc::prop("played to its end, twice alike", [] {
    const std::string text = any_scenario();
    RC_LOG(text);
    const auto seed = *rc::gen::arbitrary<std::uint32_t>();
    const Scenario scenario = read(text);
    const auto run = play(scenario, seed, 1'000'000);
    RC_ASSERT(run.has_value());
    RC_ASSERT(run->complete);
    check_conserved(*run);
    const auto again = play(scenario, seed, 1'000'000);
    RC_ASSERT(figures(*again) == figures(*run));
  });
  rc::prop("taken down in the middle", [] {
    const std::string text = any_scenario();
    RC_LOG(text);
    const Scenario scenario = read(text);
    // That no frame stays behind is asserted by `replicate` itself.
    const auto run = play(scenario, 1, *number(1, 16));
    if (run) check_conserved(*run);
  });
}
