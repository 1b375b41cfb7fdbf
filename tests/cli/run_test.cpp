#include "cli/run_options.hpp"
#include "tests/cli/session.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::cli;

namespace {

/// The p95 that the small scenario measures, in seconds, as result.json writes it.
std::string measured_p95() {
  const std::string json = run({"run", "-", "--json"}, small_scenario("1s")).out;
  const std::string field = "\"value\": ";
  const std::size_t at = json.find(field);
  REQUIRE(at != std::string::npos);
  return json.substr(at + field.size(), json.find(',', at) - at - field.size());
}

/// Sets a flag as Ctrl-C would, when the progress line is drawn for the second time: then something
/// has been measured.
class InterruptingStream : public std::stringbuf {
 public:
  std::atomic<bool> interrupted{false};

 protected:
  int sync() override {
    if (++drawn_ == 2) interrupted.store(true);
    return 0;
  }

 private:
  int drawn_ = 0;
};

}  // namespace

TEST_CASE("0: all objectives met, or none") {
  CHECK(run({"run", "-"}, small_scenario("1s")).code == 0);
  CHECK(run({"run", "-", "--set", "slo=[]"}, small_scenario("1s")).code == 0);
}

TEST_CASE("1: a breached invariant, with its numbers") {
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  Terminal terminal{in, out, err};
  lab::Result result;
  result.verdict = lab::Verdict::Missed;
  result.invariants.conservation = false;
  result.invariants.details = {"server: arrived 10 = completed 8 + failed 1 + inside 0"};
  CHECK(exit_code_of(result, terminal) == ExitCode::internal);
  CHECK(err.str() ==
        "tiersim: an invariant does not hold; this is a bug in tiersim:\n"
        "  server: arrived 10 = completed 8 + failed 1 + inside 0\n");
}

TEST_CASE("1: a run that cannot go on") {
  const Session stuck = run({"run", "-"}, R"json({
  "name": "stuck", "run": { "duration": "30s", "replications": 1 },
  "workload": { "clients": { "to": "server", "users": { "count": 1, "think": "0s" } } },
  "components": { "server": { "kind": "station", "service": "0s" } }
})json");
  INFO(stuck.err);
  CHECK(stuck.code == 1);
  CHECK(contains(stuck.err, "tiersim: the run cannot go on: time stands still at"));
  CHECK(stuck.out.empty());
}

TEST_CASE("4: an objective missed") {
  CHECK(run({"run", "-"}, small_scenario("1ms")).code == 4);
}

TEST_CASE("5: undecided, when the limit lies within the interval") {
  const Session close = run({"run", "-"}, small_scenario(measured_p95() + "s"));
  CHECK(close.code == 5);
  CHECK(contains(close.out, "undecided"));
}

TEST_CASE("130: interrupted before anything was measured") {
  const std::atomic<bool> interrupted{true};
  const Session early = run({"run", "-"}, small_scenario("1s"), &interrupted);
  CHECK(early.code == 130);
  CHECK(early.out.empty());
  CHECK(early.err == "tiersim: interrupted before anything was measured\n");
}

TEST_CASE("130: an interrupted run gives what is known, marked as such, in whole files") {
  const Folder folder;
  std::istringstream in(small_scenario("1s"));
  std::ostringstream out;
  InterruptingStream buffer;
  std::ostream err(&buffer);
  Terminal terminal{in, out, err};
  terminal.err_is_screen = true;
  Environment environment{terminal, &buffer.interrupted};
  const ExitCode code = run_program({"run", "-", "--set", "run.duration=1000h", "--set",
                                     "run.warm_up=0s", "--json", "--out", folder.file("results")},
                                    environment);
  CHECK(code == ExitCode::interrupted);
  CHECK(contains(out.str(), "\"partial\": true"));
  CHECK(folder.read("results/result.json") == out.str());
  CHECK(folder.has("results/report.html"));
}

TEST_CASE("the progress line is drawn on a screen only, and wiped at the end") {
  const auto talk = [](bool screen, const std::string& flag) {
    std::istringstream in(small_scenario("1s"));
    std::ostringstream out;
    std::ostringstream err;
    Terminal terminal{in, out, err};
    terminal.err_is_screen = screen;
    Environment environment{terminal};
    CHECK(run_program({"run", "-", flag}, environment) == ExitCode::ok);
    CHECK(!contains(out.str(), "\r"));
    return err.str();
  };
  CHECK(talk(true, "--json").starts_with("\r\033[Ksmall  "));
  CHECK(contains(talk(true, "--json"), "of 3 replications"));
  CHECK(talk(true, "--json").ends_with("\r\033[K"));
  CHECK(talk(false, "--json").empty());
  CHECK(talk(true, "--quiet").empty());
}

TEST_CASE("results go to stdout, and nothing else does") {
  const Session json = run({"run", "-", "--json"}, small_scenario("1s"));
  CHECK(json.out.starts_with("{"));
  CHECK(json.err.empty());
  const Session quiet = run({"run", "-", "--quiet"}, small_scenario("1s"));
  CHECK(quiet.out.empty());
  CHECK(quiet.err.empty());
  CHECK(run({"run", "-", "--quiet", "--json"}, small_scenario("1s")).out.starts_with("{"));
  const Session text = run({"run", "-"}, small_scenario("1s"));
  CHECK(text.out.starts_with("small"));
  CHECK(!contains(text.out, "\033["));
  CHECK(contains(run({"run", "-", "--format", "markdown"}, small_scenario("1s")).out, "| "));
}

TEST_CASE("the summary fits the terminal it is printed on") {
  std::istringstream in(small_scenario("1s"));
  std::ostringstream out;
  std::ostringstream err;
  Terminal terminal{in, out, err};
  terminal.width = 100;
  terminal.out_colour = true;
  Environment environment{terminal};
  CHECK(run_program({"run", "-"}, environment) == ExitCode::ok);
  CHECK(contains(out.str(), "\033["));
  CHECK(!contains(err.str(), "\033["));
}

TEST_CASE("seed and replications in place of the scenario's") {
  const Session other =
      run({"run", "-", "--json", "--seed", "18446744073709551615", "--replications", "2"},
          small_scenario("1s"));
  CHECK(contains(other.out, "\"seed\": 18446744073709551615"));
  CHECK(contains(other.out, "\"replications\": 2"));
}

TEST_CASE("--out, --junit and --md write whole files only") {
  const Folder folder;
  const std::string out = folder.file("results");
  const Session done = run({"run", "-", "--out", out, "--junit", folder.file("junit.xml"), "--md",
                            folder.file("verdict.md")},
                           small_scenario("1s"));
  CHECK(done.code == 0);
  CHECK(done.err == "written to " + out + ": report.html, result.json, series.csv, timeline.csv\n");
  for (const char* name : {"results/result.json", "results/series.csv", "results/timeline.csv",
                           "results/report.html", "junit.xml", "verdict.md"}) {
    INFO(name);
    CHECK(!folder.read(name).empty());
    CHECK(!folder.has(name + std::string(".partial")));
  }
  CHECK(contains(folder.read("junit.xml"), "<testcase"));
  CHECK(contains(folder.read("verdict.md"), "p95"));
}

TEST_CASE("what cannot be written is a usage error before the run") {
  const Folder folder;
  folder.write("a_file", "");
  const Session refused =
      run({"run", "-", "--out", folder.file("a_file/inside")}, small_scenario("1s"));
  CHECK(refused.code == 2);
  CHECK(refused.out.empty());
  CHECK(contains(refused.err, "tiersim: cannot write "));
}

TEST_CASE("the standard output takes one thing") {
  const Session xml = run({"run", "-", "--junit", "-"}, small_scenario("1s"));
  CHECK(xml.code == 0);
  CHECK(xml.out.starts_with("<?xml"));
  CHECK(xml.out.ends_with("</testsuite>\n"));
  const Session both = run({"run", "-", "--json", "--md", "-"}, small_scenario("1s"));
  CHECK(both.code == 2);
  CHECK(both.err ==
        "tiersim: the standard output cannot take json and a file as well; name a file instead of "
        "-\n");
}

TEST_CASE("the report can be made again from result.json, its folder or a pipe") {
  const Folder folder;
  CHECK(run({"run", "-", "--out", folder.file("results"), "--quiet"}, small_scenario("1s")).code ==
        0);
  const std::string report = folder.read("results/report.html");
  CHECK(run({"report", folder.file("results/result.json"), "--out", "-"}).out == report);
  CHECK(run({"report", folder.file("results"), "--out", "-"}).out == report);
  CHECK(run({"report", "-", "--out", "-"}, folder.read("results/result.json")).out == report);
  const std::string again = folder.file("again.html");
  const Session written = run({"report", folder.file("results"), "--out", again});
  CHECK(written.code == 0);
  CHECK(written.err == "written to " + again + "\n");
  CHECK(folder.read("again.html") == report);
}

TEST_CASE("a report of what is no result is refused, and nothing is written") {
  const Folder folder;
  const std::string out = folder.file("report.html");
  const std::string missing = folder.file("missing.json");
  const Session none = run({"report", missing, "--out", out});
  CHECK(none.code == 3);
  CHECK(none.err == "tiersim: cannot read " + missing + "; name the result.json of a run\n");
  const Session broken = run({"report", folder.write("broken.json", "{"), "--out", out});
  CHECK(broken.code == 3);
  CHECK(broken.err.starts_with(folder.file("broken.json") + ": "));
  CHECK(!folder.has("report.html"));
  CHECK(!folder.has("report.html.partial"));
}
