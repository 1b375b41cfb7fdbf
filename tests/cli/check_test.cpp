#include "tests/cli/session.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim::cli;

TEST_CASE("three faults in one file give three errors with line, cause and cure") {
  const Session bad = run({"check", "-"}, R"({
  "name": "bad", "run": { "duration": "10m" },
  "workload": { "w": { "to": "edge", "arrivals": { "rate": "10/s" }, "timeout": 250 } },
  "components": {
    "edge": { "kind": "load_balancer", "algoritm": "least_conn", "to": "apii" },
    "api": { "kind": "deployment", "operations": { "request": [ { "cpu": "5ms" } ] } }
  }
})");
  CHECK(bad.code == 3);
  CHECK(bad.out.empty());
  CHECK(contains(bad.err, "-:3:81: error: \"timeout\" needs a unit"));
  CHECK(contains(bad.err, "write \"250ms\" or \"250s\""));
  CHECK(contains(bad.err, "-:5:40: error: a load_balancer has no parameter \"algoritm\""));
  CHECK(contains(bad.err, "did you mean \"algorithm\"?"));
  CHECK(contains(bad.err, "-:5:72: error: there is no component \"apii\""));
  CHECK(contains(bad.err, "did you mean \"api\"?"));
  CHECK(bad.err.ends_with("\n3 errors in -\n"));
}

TEST_CASE("check prints the load, single points of failure and the connection budget") {
  const Session checked =
      run({"check", "scenarios/three_tier.json", "--set", "components.pool.scope=pod"});
  CHECK(checked.code == 0);
  CHECK(contains(checked.out, "Connections to db: 197 usable"));
  CHECK(contains(checked.out, "pool: 12 pods of api x 25 = 300, 375 in a rollout"));
  CHECK(contains(checked.out, "more than there are"));
  CHECK(contains(checked.err, "up to 300 connections may be asked of \"db\", which takes 197"));
  CHECK(contains(checked.out, "db/primary: all writes"));
  CHECK(checked.err.ends_with("\nno errors, 1 warning in scenarios/three_tier.json\n"));
}

TEST_CASE("a warning shows its line, of standard input too") {
  std::ifstream file("scenarios/three_tier.json");
  std::string text{std::istreambuf_iterator<char>(file), {}};
  const std::string pool = "\"kind\": \"connection_pool\"";
  const std::size_t at = text.find(pool);
  REQUIRE(at != std::string::npos);
  text.replace(at, pool.size(), pool + ", \"scope\": \"pod\"");
  const Session checked = run({"check", "-"}, text);
  CHECK(checked.code == 0);
  CHECK(contains(checked.err, "warning: up to 300 connections"));
  CHECK(contains(checked.err, "^"));
}

TEST_CASE("a loop of calls without an exit is refused before it runs for ever") {
  const Session loop = run({"run", "-"}, R"json({
  "name": "loop", "run": { "duration": "1m" },
  "workload": { "w": { "to": "a", "arrivals": { "rate": "1/s" } } },
  "components": {
    "a": { "kind": "deployment", "operations": { "request": [ { "cpu": "1ms" }, { "call": "b" } ] } },
    "b": { "kind": "deployment", "operations": { "request": [ { "cpu": "1ms" }, { "call": "a" } ] } }
  }
})json");
  CHECK(loop.code == 3);
  CHECK(contains(loop.err, "calls go round in a loop without an exit: a -> b -> a"));
  CHECK(contains(loop.err, "let one of them answer without calling on"));
}

TEST_CASE("a name means a file in scenarios/, a folder its scenario.json") {
  CHECK(run({"check", "first_queue"}).out == run({"check", "scenarios/first_queue.json"}).out);
  const Folder folder;
  std::filesystem::create_directory(folder.file("house"));
  folder.write("house/scenario.json", small_scenario("1s"));
  CHECK(run({"check", folder.file("house")}).code == 0);
  folder.write("flat.json", small_scenario("1s"));
  CHECK(run({"check", folder.file("flat")}).code == 0);
}

TEST_CASE("a scenario that is not there gives the nearest name") {
  const Session near = run({"run", "first_quue"});
  CHECK(near.code == 3);
  CHECK(near.err ==
        "first_quue: error: there is no scenario \"first_quue\": no file of that name, no "
        "scenarios/first_quue.json, no scenarios/first_quue/scenario.json\n"
        "  did you mean \"first_queue\"?\n\n1 error in first_quue\n");
  const Session far = run({"run", "nowhere/at_all.json"});
  CHECK(far.code == 3);
  CHECK(contains(far.err, "there is no file \"nowhere/at_all.json\"\n  scenarios by name: "));
  CHECK(contains(far.err, "three_tier"));
}

TEST_CASE("a change that leads nowhere is a scenario error at its own place") {
  const Session wrong =
      run({"run", "-", "--set", "components.servr.servers=3"}, small_scenario("1s"));
  CHECK(wrong.code == 3);
  CHECK(contains(wrong.err, "--set:1:12: error: there is no \"servr\" in components"));
  CHECK(contains(wrong.err, "did you mean \"server\"?"));
}
