#include "lab/scenario/overlay.hpp"

#include <string>

#include "tests/lab/scenario/reading_fixture.hpp"
#include "tests/support/catch.hpp"

namespace {

using namespace tiersim;
using namespace tiersim::lab;
using namespace tiersim::lab::test;

std::string merged(const Files& files, const std::vector<std::string>& sets = {}) {
  Diagnostics diagnostics;
  std::map<std::string, std::string> texts;
  const FileReader reader = [&](const std::string& name) -> std::optional<std::string> {
    const auto found = files.find(name);
    return found == files.end() ? std::nullopt : std::optional(found->second);
  };
  const auto tree = load_tree("dir/s.json", sets, reader, texts, diagnostics);
  REQUIRE(diagnostics.empty());
  REQUIRE(tree.has_value());
  return canonical_json(*tree);
}

TEST_CASE("an overlay is merged key by key; null takes away, lists replace", "[overlay]") {
  CHECK(merged({{"dir/s.json",
                 R"({ "extends": "../base.json", "a": { "x": 2, "z": null }, "l": [9] })"},
                {"base.json", R"({ "a": { "x": 1, "y": 1, "z": 1 }, "l": [1, 2], "b": true })"}}) ==
        R"({"a":{"x":2,"y":1},"b":true,"l":[9]})");
}

TEST_CASE("an overlay may stand on an overlay, and JSON on YAML", "[overlay]") {
  CHECK(merged({{"dir/s.json", R"({ "extends": "t.yaml", "a": 3 })"},
                {"dir/t.yaml", "extends: u.json\nb: 2\n"},
                {"dir/u.json", R"({ "a": 1, "b": 1, "c": 1 })"}}) == R"({"a":3,"b":2,"c":1})");
}

TEST_CASE("a circle of overlays is refused", "[overlay]") {
  const Reading reading = read(
      {{"s.json", "{\n  \"extends\": \"t.json\" }"}, {"t.json", "{ \"extends\": \"s.json\" }"}});
  CHECK(render(reading) ==
        "t.json:1:14: error: \"extends\" goes in a circle: s.json -> t.json -> s.json\n    "
        "/extends\n   1 | { "
        "\"extends\": \"s.json\" }\n"
        "     |              ^^^^^^^^\n  one of these files must not extend another\n");
}

TEST_CASE("a base that is not there is a fault where it is named", "[overlay]") {
  CHECK(render(read({{"s.json", "{ \"extends\": \"none.json\" }"}})) ==
        "s.json:1:14: error: cannot read \"none.json\"\n    /extends\n   1 | { \"extends\": "
        "\"none.json\" }\n"
        "     |              ^^^^^^^^^^^\n  name a file that exists and can be read\n");
}

TEST_CASE("a fault names the file of the layer that it stands in", "[overlay]") {
  const Reading reading = read({{"s.json", spoilt(R"("slots": 32)", R"("slots": 0)")},
                                {"t.json", R"({ "extends": "s.json", "run": { "seed": "x" } })"}},
                               {}, "t.json");
  REQUIRE(reading.diagnostics.items().size() == 2);
  CHECK(reading.diagnostics.items()[0].place == Place{"t.json", 1, 41, 3});
  CHECK(reading.diagnostics.items()[1].place == Place{"s.json", 10, 53, 1});
}

TEST_CASE("a set changes one value; the path is written with dots or slashes", "[overlay]") {
  const Files files{
      {"dir/s.json",
       R"({ "run": { "seed": 1 }, "prices": { "api.cpu_hour": 1 }, "slo": ["p95 < 1s"] })"}};
  CHECK(merged(files, {"run.seed=7"}) ==
        R"({"prices":{"api.cpu_hour":1},"run":{"seed":7},"slo":["p95 < 1s"]})");
  CHECK(merged(files, {"run/duration=5m", "/prices/api.cpu_hour=0.5", "slo.0=p99 < 2s"}) ==
        R"({"prices":{"api.cpu_hour":0.5},"run":{"duration":"5m","seed":1},"slo":["p99 < 2s"]})");
  CHECK(merged(files, {"slo=[]", "prices=null"}) == R"({"run":{"seed":1},"slo":[]})");
  CHECK(
      merged(files, {"run.nested.deep={\"a\": [1]}"}) ==
      R"({"prices":{"api.cpu_hour":1},"run":{"nested":{"deep":{"a":[1]}},"seed":1},"slo":["p95 < 1s"]})");
}

TEST_CASE("a set is read as if it stood in the file", "[overlay]") {
  const Reading reading = read_text(
      whole, {"components.api.replicas=7", "workload.shoppers.arrivals.rate=[[\"0s\", \"5/s\"]]"});
  REQUIRE(reading.scenario.has_value());
  CHECK(std::get<DeploymentParams>(reading.scenario->find("api")->params).replicas == 7);
  CHECK(reading.scenario->hash != read_text(whole).scenario->hash);
}

TEST_CASE("a set with a path that leads nowhere names the nearest", "[overlay]") {
  const auto complaint_of_set = [](const std::string& set) {
    return render(read_text(whole, {"run.seed=2", set}));
  };
  CHECK(complaint_of_set("components.apo.replicas=7") ==
        "--set:2:12: error: there is no \"apo\" in components\n    /components\n   2 | "
        "components.apo.replicas=7\n     "
        "|            ^^^\n"
        "  did you mean \"api\"?\n");
  CHECK(complaint_of_set("components.api.replica=7") ==
        "--set:2:16: error: a deployment has no parameter \"replica\"\n    "
        "/components/api/replica\n   2 | "
        "components.api.replica=7\n"
        "     |                ^^^^^^^\n  did you mean \"replicas\"? its parameters: autoscaler, "
        "backlog, "
        "endpoint_delay, image_size, lifecycle, livenessProbe, memory, minReadySeconds, node_cpu, "
        "on_sigterm, operations, podDisruptionBudget, pod_deletion_cost, priority, "
        "progressDeadlineSeconds, readinessProbe, replicas, resources, slots, start_up, "
        "startupProbe, strategy, terminationGracePeriodSeconds, topologySpreadConstraints, "
        "vpa, warm_up, zones\n");
  CHECK(complaint_of_set("components.pool.query_wait_timeout=5") ==
        "--set:2:36: error: \"query_wait_timeout\" needs a unit\n    "
        "/components/pool/query_wait_timeout\n   2 | "
        "components.pool.query_wait_timeout=5\n"
        "     |                                    ^\n  write \"5ms\" or \"5s\"; units are ns, us, "
        "ms, s, min, h\n");
  CHECK(complaint_of_set("faults.3.at=5s") ==
        "--set:2:8: error: \"/faults\" has no element \"3\"\n    /faults\n   2 | faults.3.at=5s\n  "
        "   |        ^\n  "
        "its elements are 0 to 0\n");
  CHECK(complaint_of_set("run.seed.x=5") ==
        "--set:2:10: error: \"/run/seed\" is the number 2 and has no \"x\"\n    /run/seed\n   2 | "
        "run.seed.x=5\n     | "
        "         ^\n  set it as a whole\n");
  CHECK(complaint_of_set("seed") ==
        "--set:2:1: error: a set is path=value\n   2 | seed\n     | ^^^^\n  write --set "
        "components.api.replicas=3\n");
}

TEST_CASE("files are named relative to the file that names them", "[overlay]") {
  CHECK(resolve_path("dir/sub/s.json", "../data/x.csv") == "dir/data/x.csv");
  CHECK(resolve_path("s.json", "x.csv") == "x.csv");
  CHECK(resolve_path("dir/s.json", "/abs/x.csv") == "/abs/x.csv");
}

}  // namespace
