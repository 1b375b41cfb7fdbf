#include "cli/version.hpp"
#include "tests/cli/session.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim::cli;

namespace {

/// What stderr says besides where to look.
std::string complaint(const std::vector<std::string>& arguments) {
  const Session session = run(arguments);
  CHECK(session.code == 2);
  CHECK(session.out.empty());
  return session.err.substr(0, session.err.find('\n'));
}

}  // namespace

TEST_CASE("help reads as it was reviewed, within 80 columns") {
  CHECK(run({"--help"}).out == golden("tiersim.txt", run({"--help"}).out));
  for (const char* command : {"run", "check", "compare", "report", "explain", "schema", "init", "import"}) {
    INFO(command);
    const Session help = run({command, "--help"});
    CHECK(help.code == 0);
    CHECK(help.err.empty());
    CHECK(help.out == golden(std::string(command) + ".txt", help.out));
    std::istringstream lines(help.out);
    for (std::string line; std::getline(lines, line);) CHECK(line.size() <= 80);
    CHECK(run({"help", command}).out == help.out);
    CHECK(contains(run({"--help"}).out, "\n  " + std::string(command) + " "));
  }
}

TEST_CASE("without arguments the help is talk, and a usage error") {
  const Session bare = run({});
  CHECK(bare.code == 2);
  CHECK(bare.out.empty());
  CHECK(bare.err == run({"--help"}).out);
  CHECK(run({"help"}).out == bare.err);
}

TEST_CASE("the version names the commit") {
  const Session version = run({"--version"});
  CHECK(version.code == 0);
  CHECK(version.out == "tiersim " + version_number() + " (" + version_commit() + ")\n");
  CHECK(!version_commit().empty());
}

TEST_CASE("a usage error says what was meant") {
  CHECK(complaint({"rnu"}) == "tiersim: no command \"rnu\"; did you mean \"run\"?");
  CHECK(complaint({"dance"}) == "tiersim: no command \"dance\"");
  CHECK(complaint({"--verson"}) == "tiersim: no option \"--verson\"; did you mean \"--version\"?");
  CHECK(complaint({"--quiet", "run", "x"}) == "tiersim: no option \"--quiet\"");
  CHECK(complaint({"run", "--replicatons", "3", "x"}) ==
        "tiersim: run has no option \"--replicatons\"; did you mean \"--replications\"?");
  CHECK(complaint({"run", "x", "--seeed=3"}) ==
        "tiersim: run has no option \"--seeed\"; did you mean \"--seed\"?");
  CHECK(complaint({"run"}) == "tiersim: run needs a SCENARIO");
  CHECK(complaint({"report"}) == "tiersim: report needs a RESULT");
  CHECK(complaint({"run", "x", "y"}) == "tiersim: run has no use for \"y\"");
  CHECK(complaint({"run", "x", "--seed"}) == "tiersim: --seed needs a value: --seed N");
  CHECK(complaint({"run", "x", "--set"}) == "tiersim: --set needs a value: --set PATH=VALUE");
  CHECK(complaint({"run", "x", "--seed", "1", "--seed", "2"}) ==
        "tiersim: --seed can be given only once");
  CHECK(complaint({"run", "x", "--json=3"}) == "tiersim: --json takes no value");
}

TEST_CASE("a usage error says where to look") {
  CHECK(run({"rnu"}).err.ends_with("\nRun tiersim --help to see what there is.\n"));
  CHECK(run({"run"}).err.ends_with("\nRun tiersim run --help to see what there is.\n"));
}

TEST_CASE("numbers and names of options are checked before anything is read") {
  CHECK(complaint({"run", "x", "--seed", "-1"}) ==
        "tiersim: --seed: \"-1\" is not a whole number from 0 to 18446744073709551615");
  CHECK(complaint({"run", "x", "--seed", "18446744073709551616"}) ==
        "tiersim: --seed: \"18446744073709551616\" is not a whole number from 0 to "
        "18446744073709551615");
  CHECK(complaint({"run", "x", "--replications", "0"}) ==
        "tiersim: --replications: \"0\" is not a whole number from 1 to 10000");
  CHECK(complaint({"run", "x", "--jobs", "two"}) ==
        "tiersim: --jobs: \"two\" is not a whole number from 1 to 1024");
  CHECK(complaint({"run", "x", "--format", "jsn"}) ==
        "tiersim: --format: \"jsn\" is none of text, markdown, json; did you mean \"json\"?");
}

TEST_CASE("a standard output that takes nothing is told, and no success") {
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  out.setstate(std::ios::badbit);
  Terminal terminal{in, out, err};
  Environment environment{terminal};
  CHECK(run_program({"schema"}, environment) == ExitCode::internal);
  CHECK(err.str() == "tiersim: the standard output did not take the results\n");
}

TEST_CASE("explain and schema tell what there is") {
  CHECK(contains(run({"explain"}).out, "deployment"));
  CHECK(contains(run({"explain", "deployment"}).out, "slots"));
  const Session wrong = run({"explain", "deploymint"});
  CHECK(wrong.code == 2);
  CHECK(wrong.err ==
        "tiersim: there is nothing called \"deploymint\"; did you mean \"deployment\"?\n");
  CHECK(run({"schema"}).out.starts_with("{"));
}

TEST_CASE("init writes a scenario that runs, and overwrites nothing") {
  const Folder folder;
  const std::string file = folder.file("mine.json");
  const Session written = run({"init", file});
  CHECK(written.code == 0);
  CHECK(written.out.empty());
  CHECK(written.err == "written to " + file + "; try: tiersim run " + file + "\n");
  CHECK(run({"check", file}).err == "\nno errors in " + file + "\n");
  CHECK(run({"run", file, "--replications", "1", "--set", "run.duration=90s", "--quiet"}).code ==
        0);
  const std::string before = folder.read("mine.json");
  const Session again = run({"init", file});
  CHECK(again.code == 2);
  CHECK(again.err == "tiersim: " + file + " exists already; it is left as it is\n");
  CHECK(folder.read("mine.json") == before);
  CHECK(run({"init", "-"}).out == before);
}
