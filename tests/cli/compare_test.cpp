#include "tests/cli/session.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim::cli;

namespace {

constexpr const char* faster = "components.server.service=exponential(5ms)";

}  // namespace

TEST_CASE("compare pairs a variant with its base") {
  const Folder folder;
  const std::string base = folder.write("small.json", small_scenario("1s"));
  const Session compared =
      run({"compare", base, "--variant", std::string("faster: ") + faster, "--json"});
  CHECK(compared.code == 0);
  CHECK(compared.err.empty());
  CHECK(contains(compared.out, "\"name\": \"faster\""));
  CHECK(contains(compared.out, "\"paired\": true"));
  CHECK(contains(compared.out, "\"change\": \"better\""));
  CHECK(
      run({"compare", base, "--variant", std::string("faster: ") + faster, "--format", "markdown"})
          .out.find("| ") != std::string::npos);
}

TEST_CASE("a missed objective is no error of a comparison") {
  const Folder folder;
  const std::string base = folder.write("small.json", small_scenario("1ms"));
  CHECK(run({"compare", base, "--set", faster}).code == 0);
}

TEST_CASE("of one scenario, --set is the variant") {
  const Session compared = run({"compare", "-", "--set", faster}, small_scenario("1s"));
  CHECK(compared.code == 0);
  CHECK(compared.out.starts_with(std::string(faster) + " against small (paired"));
}

TEST_CASE("of two sides, --set changes both") {
  const Session compared =
      run({"compare", "-", "--variant", std::string("faster: ") + faster, "--set",
           "run.replications=2", "--json", "--metric", "requests.all.latency_s.p95"},
          small_scenario("1s"));
  CHECK(compared.code == 0);
  const Session two =
      run({"compare", "-", "--variant", std::string("faster: ") + faster, "--replications", "2",
           "--json", "--metric", "requests.all.latency_s.p95"},
          small_scenario("1s"));
  const auto figures = [](const Session& session) {
    return session.out.substr(session.out.find("\"differences\""));
  };
  CHECK(figures(compared) == figures(two));
}

TEST_CASE("results of earlier runs are compared as they are") {
  const Folder folder;
  run({"run", "-", "--out", folder.file("a"), "--quiet"}, small_scenario("1s"));
  run({"run", "-", "--out", folder.file("b"), "--quiet", "--set", faster}, small_scenario("1s"));
  const Session compared = run({"compare", folder.file("a"), folder.file("b/result.json")});
  CHECK(compared.code == 0);
  CHECK(compared.out.starts_with(folder.file("b/result.json") + " against " + folder.file("a")));
  const Session mixed = run({"compare", folder.file("a"), "-"}, small_scenario("1s", "other"));
  CHECK(mixed.code == 0);
  CHECK(mixed.out.starts_with("other against small (paired"));
}

TEST_CASE("a result of an earlier run cannot be changed") {
  const Folder folder;
  run({"run", "-", "--out", folder.file("a"), "--quiet"}, small_scenario("1s"));
  const Session changed = run({"compare", folder.file("a"), "--variant", faster});
  CHECK(changed.code == 2);
  CHECK(changed.err ==
        "tiersim: " + folder.file("a") +
            " is the result of an earlier run, which nothing can change; name its scenario "
            "instead\n");
}

TEST_CASE("a comparison with nothing, or with no change, is a usage error") {
  const Session alone = run({"compare", "-"}, small_scenario("1s"));
  CHECK(alone.code == 2);
  CHECK(alone.err ==
        "tiersim: compare needs something to compare with: a second scenario, --variant "
        "\"path=value\" or --set path=value\n");
  const Session nothing = run({"compare", "-", "--variant", "faster"}, small_scenario("1s"));
  CHECK(nothing.code == 2);
  CHECK(nothing.err ==
        "tiersim: --variant \"faster\" is no change; write \"NAME: path=value, path=value\"\n");
}

TEST_CASE("every side is read before any runs, and all their errors are told") {
  const Session wrong = run({"compare", "-", "--variant", "components.servr.servers=1", "--variant",
                             "components.server.serverz=1"},
                            small_scenario("1s"));
  CHECK(wrong.code == 3);
  CHECK(wrong.out.empty());
  CHECK(contains(wrong.err, "there is no \"servr\" in components"));
  CHECK(contains(wrong.err, "a station has no parameter \"serverz\""));
  const Folder folder;
  const std::string old = folder.write("old.json", "{\"schema_version\": 99}");
  const Session version = run({"compare", "-", old}, small_scenario("1s"));
  CHECK(version.code == 3);
  CHECK(contains(version.err, old + ": /schema_version is 99"));
}

TEST_CASE("an interrupted comparison says so") {
  const std::atomic<bool> interrupted{true};
  const Session early = run({"compare", "-", "--set", faster}, small_scenario("1s"), &interrupted);
  CHECK(early.code == 130);
  CHECK(early.out.empty());
  CHECK(early.err == "tiersim: interrupted before anything could be compared\n");
}
