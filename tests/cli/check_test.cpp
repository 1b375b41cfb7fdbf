#include <sstream>

#include "lab/report/format.hpp"
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

TEST_CASE("check says what formulas know, as a table and as JSON") {
  const Session text = run({"check", "first_queue"});
  CHECK(text.code == 0);
  CHECK(contains(text.out,
                 "Instant estimate, by formulas; times at the peak\n"
                 "  tier    mean/s  busy     wait  sojourn     p95  model\n"
                 "  server    80.0  80 %  40.0 ms  50.0 ms  150 ms  M/M/1\n"));
  const Session json = run({"check", "first_queue", "--json"});
  CHECK(json.code == 0);
  CHECK(json.out.starts_with("{\n  \"tiers\": ["));
  CHECK(contains(json.out, "\"model\": \"M/M/1\""));
  const Session rush =
      run({"check", "-", "--set", "workload.clients.arrivals.rate=300/s"}, small_scenario("1s"));
  CHECK(contains(rush.out,
                 "  server: more work than it can do from 0:00:00 to 0:00:30, when about 3,000\n"
                 "    requests wait; they are not served before the end\n"));
  for (const char* scenario : {"three_tier", "spike", "replay_nasa", "soak"}) {
    std::istringstream lines(run({"check", scenario}).out);
    bool after = false;
    for (std::string line; std::getline(lines, line);) {
      after = after || line.starts_with("Instant estimate");
      INFO(line);
      if (after) CHECK(tiersim::lab::columns_of(line) <= 80);
    }
    CHECK(after);
  }
}

TEST_CASE("run prints theory beside the simulation of a textbook model") {
  const Session textbook = run({"run", "-"}, small_scenario("1s"));
  CHECK(contains(textbook.out, "\nM/M/2"));
  CHECK(contains(textbook.out, "server wait mean"));
  CHECK(contains(textbook.out, "inside"));
  const Session other =
      run({"run", "-", "--set", "components.server.patience=1s"}, small_scenario("1s"));
  CHECK(contains(other.out, "\nM/M/2+D"));
  const Session none =
      run({"run", "-", "--set", "components.server.service=\"weibull(5ms, cv=1.4)\""},
          small_scenario("1s"));
  CHECK(!contains(none.out, "theory"));
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
