#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <unistd.h>

#include "cli/command.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim::cli;

namespace {

namespace fs = std::filesystem;

constexpr const char* small = R"json({
  "name": "small", "run": { "duration": "30s", "warm_up": "5s", "replications": 3 },
  "workload": { "clients": { "to": "server", "arrivals": { "rate": "100/s" } } },
  "components": { "server": { "kind": "station", "servers": 2, "service": "exponential(10ms)" } },
  "slo": [ "p95 < LIMIT" ]
})json";

std::string with_limit(const std::string& limit) {
  std::string text = small;
  return text.replace(text.find("LIMIT"), 5, limit);
}

struct Outcome {
  ExitCode code;
  std::string out;
  std::string err;
};

Outcome run(const std::vector<std::string>& arguments, const std::string& input = "",
            const std::atomic<bool>* interrupted = nullptr) {
  std::istringstream in(input);
  std::ostringstream out;
  std::ostringstream err;
  Terminal terminal{in, out, err};
  Environment environment{terminal, interrupted};
  const ExitCode code = run_program(arguments, environment);
  return {code, out.str(), err.str()};
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// A folder of its own that goes with the test.
struct Folder {
  fs::path path = fs::temp_directory_path() / ("tiersim-cli-" + std::to_string(::getpid()));

  Folder() { fs::create_directories(path); }

  ~Folder() { fs::remove_all(path); }

  [[nodiscard]] std::string file(const std::string& name) const { return (path / name).string(); }

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(file(name)) << text;
  }

  [[nodiscard]] std::string read(const std::string& name) const {
    std::ifstream in(file(name));
    return {std::istreambuf_iterator<char>(in), {}};
  }
};

}  // namespace

TEST_CASE("the exit code tells the verdict") {
  CHECK(run({"run", "-"}, with_limit("1s")).code == ExitCode::ok);
  CHECK(run({"run", "-"}, with_limit("1ms")).code == ExitCode::missed);
  const Outcome close = run({"run", "-", "--json"}, with_limit("38.6ms"));
  CHECK(close.code == (contains(close.out, "\"verdict\": \"undecided\"") ? ExitCode::undecided
                       : contains(close.out, "\"verdict\": \"missed\"")  ? ExitCode::missed
                                                                         : ExitCode::ok));
}

TEST_CASE("usage errors name what was meant") {
  const Outcome command = run({"rnu"});
  CHECK(command.code == ExitCode::usage);
  CHECK(contains(command.err, "no command \"rnu\"; did you mean \"run\"?"));
  CHECK(run({"run"}).code == ExitCode::usage);
  CHECK(run({"run", "-", "--replications", "0"}, with_limit("1s")).code == ExitCode::usage);
  CHECK(run({}).code == ExitCode::usage);
  CHECK(run({"--help"}).code == ExitCode::ok);
  CHECK(contains(run({"--version"}).out, "tiersim 0."));
}

TEST_CASE("three faults in one file give three errors with line, cause and cure") {
  const Outcome bad = run({"check", "-"}, R"({
  "name": "bad", "run": { "duration": "10m" },
  "workload": { "w": { "to": "edge", "arrivals": { "rate": "10/s" }, "timeout": 250 } },
  "components": {
    "edge": { "kind": "load_balancer", "algoritm": "least_conn", "to": "apii" },
    "api": { "kind": "deployment", "operations": { "request": [ { "cpu": "5ms" } ] } }
  }
})");
  CHECK(bad.code == ExitCode::scenario);
  CHECK(bad.out.empty());
  CHECK(contains(bad.err, "-:3:81: error: \"timeout\" needs a unit"));
  CHECK(contains(bad.err, "write \"250ms\" or \"250s\""));
  CHECK(contains(bad.err, "-:5:40: error: a load_balancer has no parameter \"algoritm\""));
  CHECK(contains(bad.err, "did you mean \"algorithm\"?"));
  CHECK(contains(bad.err, "-:5:72: error: there is no component \"apii\""));
  CHECK(contains(bad.err, "did you mean \"api\"?"));
  CHECK(contains(bad.err, "3 errors"));
}

TEST_CASE("results go to stdout, and nothing else does") {
  const Outcome json = run({"run", "-", "--json"}, with_limit("1s"));
  CHECK(json.out.starts_with("{"));
  CHECK(json.err.empty());
  const Outcome quiet = run({"run", "-", "--quiet"}, with_limit("1s"));
  CHECK(quiet.out.empty());
  CHECK(quiet.err.empty());
  CHECK(!contains(run({"run", "-"}, with_limit("1s")).out, "\033["));
}

TEST_CASE("--out writes whole files only") {
  const Folder folder;
  const std::string out = folder.file("results");
  const Outcome done = run({"run", "-", "--out", out, "--junit", folder.file("junit.xml"), "--md",
                            folder.file("verdict.md")},
                           with_limit("1s"));
  CHECK(done.code == ExitCode::ok);
  for (const char* name : {"results/result.json", "results/series.csv", "results/timeline.csv",
                           "results/report.html", "junit.xml", "verdict.md"}) {
    INFO(name);
    CHECK(fs::file_size(folder.file(name)) > 0);
    CHECK(!fs::exists(folder.file(name) + std::string(".partial")));
  }
  CHECK(contains(folder.read("junit.xml"), "<testcase"));
  folder.write("a_file", "");
  const Outcome refused =
      run({"run", "-", "--out", folder.file("a_file/inside")}, with_limit("1s"));
  CHECK(refused.code == ExitCode::usage);
  CHECK(contains(refused.err, "cannot write"));
}

TEST_CASE("an interrupted run gives what is known") {
  const std::atomic<bool> interrupted{true};
  CHECK(run({"run", "-"}, with_limit("1s"), &interrupted).code == ExitCode::interrupted);
}

TEST_CASE("the report can be made again from result.json") {
  const Folder folder;
  folder.write("result.json", run({"run", "-", "--json"}, with_limit("1s")).out);
  CHECK(run({"report", folder.file("result.json"), "--out", folder.file("again.html")}).code ==
        ExitCode::ok);
  CHECK(contains(folder.read("again.html"), "</html>"));
  CHECK(run({"report", folder.file("missing.json")}).code == ExitCode::scenario);
  folder.write("broken.json", "{");
  CHECK(run({"report", folder.file("broken.json"), "--out", "-"}).code == ExitCode::scenario);
}

TEST_CASE("compare pairs a variant with its base") {
  const Outcome compared =
      run({"compare", "-", "--variant", "faster: components.server.service=exponential(5ms)",
           "--format", "json"},
          with_limit("1s"));
  CHECK(compared.code == ExitCode::scenario);  // standard input can be read only once
  const Folder folder;
  folder.write("small.json", with_limit("1s"));
  const Outcome files =
      run({"compare", folder.file("small.json"), "--variant",
           "faster: components.server.service=exponential(5ms)", "--format", "json"});
  CHECK(files.code == ExitCode::ok);
  CHECK(contains(files.out, "\"name\": \"faster\""));
  CHECK(contains(files.out, "\"paired\": true"));
  CHECK(contains(files.out, "\"change\": \"better\""));
  CHECK(run({"compare", folder.file("small.json")}).code == ExitCode::usage);
}

TEST_CASE("init writes a scenario that runs, and overwrites nothing") {
  const Folder folder;
  CHECK(run({"init", folder.file("mine.json")}).code == ExitCode::ok);
  CHECK(run({"run", folder.file("mine.json"), "--replications", "1", "--set", "run.duration=90s",
             "--quiet"})
            .code == ExitCode::ok);
  const Outcome again = run({"init", folder.file("mine.json")});
  CHECK(again.code == ExitCode::usage);
  CHECK(contains(again.err, "exists already"));
}

TEST_CASE("explain and schema tell what there is") {
  CHECK(contains(run({"explain"}).out, "deployment"));
  CHECK(contains(run({"explain", "deployment"}).out, "slots"));
  const Outcome wrong = run({"explain", "deploymint"});
  CHECK(wrong.code == ExitCode::usage);
  CHECK(contains(wrong.err, "deployment"));
  CHECK(run({"schema"}).out.starts_with("{"));
}

TEST_CASE("check prints the load, single points of failure and the connection budget") {
  const Outcome checked =
      run({"check", "scenarios/three_tier.json", "--set", "components.pool.scope=pod"});
  CHECK(checked.code == ExitCode::ok);
  CHECK(contains(checked.out, "Connections to db: 197 usable"));
  CHECK(contains(checked.out, "pool: 12 pods of api x 25 = 300, 375 in a rollout"));
  CHECK(contains(checked.out, "more than there are"));
  CHECK(contains(checked.err, "up to 300 connections may be asked of \"db\", which takes 197"));
  CHECK(contains(checked.out, "db/primary: all writes"));
}

TEST_CASE("a loop of calls without an exit is refused before it runs for ever") {
  const Outcome loop = run({"run", "-"}, R"json({
  "name": "loop", "run": { "duration": "1m" },
  "workload": { "w": { "to": "a", "arrivals": { "rate": "1/s" } } },
  "components": {
    "a": { "kind": "deployment", "operations": { "request": [ { "cpu": "1ms" }, { "call": "b" } ] } },
    "b": { "kind": "deployment", "operations": { "request": [ { "cpu": "1ms" }, { "call": "a" } ] } }
  }
})json");
  CHECK(loop.code == ExitCode::scenario);
  CHECK(contains(loop.err, "calls go round in a loop without an exit: a -> b -> a"));
  CHECK(contains(loop.err, "let one of them answer without calling on"));
}
