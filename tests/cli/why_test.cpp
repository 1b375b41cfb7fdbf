#include "cli/why.hpp"

#include "lab/result/result_json.hpp"
#include "tests/cli/session.hpp"
#include "tests/lab/report/example_decisions.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::cli;

namespace {

std::string example_json() {
  return lab::to_json(lab::example::scaled_api());
}

std::string complaint(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"explain", "-", "--why"});
  const Session session = run(arguments, example_json());
  CHECK(session.code == 2);
  CHECK(session.out.empty());
  return session.err;
}

}  // namespace

TEST_CASE("explain --why tells why a component had so many replicas", "[why]") {
  const Folder folder;
  folder.write("result.json", example_json());
  const Session why = run({"explain", folder.path.string(), "--why", "api"});
  CHECK(why.code == 0);
  CHECK(why.err.empty());
  CHECK(contains(why.out, "api by HorizontalPodAutoscaler: 33 evaluations, 3 changes\n"));
  CHECK(contains(why.out, "scale-down window 300s\n"));
  const Session at = run({"explain", "-", "--why", "api", "--at", "3m20s"}, example_json());
  CHECK(contains(at.out, "api at 0:03:20: 10\n"));
  const Session part =
      run({"explain", "-", "--why", "api", "--from", "8:00", "--to", "10m"}, example_json());
  CHECK(contains(part.out, "10 -> 5"));
  CHECK_FALSE(contains(part.out, "Percent"));
}

TEST_CASE("explain --why sets several results side by side", "[why]") {
  const Folder folder;
  folder.write("before.json", example_json());
  folder.write("after.json", example_json());
  const std::string before = (folder.path / "before.json").string();
  const std::string after = (folder.path / "after.json").string();
  const Session both = run({"explain", before, after, "--why", "api"});
  CHECK(both.code == 0);
  CHECK(both.err.empty());
  CHECK(contains(both.out, "api: the count side by side\n"));
  CHECK(contains(both.out, before + "\napi by HorizontalPodAutoscaler"));  // one name, two paths
  CHECK(run({"explain", before, after, "--why", "api", "--at", "1m"}).err ==
        "tiersim: --at asks one result; name one, or leave --at out\n");
  CHECK(run({"explain", before, after, "--why", "db"}).err ==
        "tiersim: " + before + ": nothing scales \"db\"; autoscaled: api\n");
  CHECK(run({"explain", "deployment", "cache"}).err ==
        "tiersim: explain tells of one KIND at a time; several RESULTs need --why COMPONENT\n");
}

TEST_CASE("a question that cannot be answered says what would be right", "[why]") {
  CHECK(complaint({"apj"}) == "tiersim: there is no component \"apj\"; did you mean \"api\"?\n");
  CHECK(complaint({"db"}) == "tiersim: nothing scales \"db\"; autoscaled: api\n");
  CHECK(complaint({"api", "--at", "noon"}) ==
        "tiersim: --at: \"noon\" is not an instant of the run; write 0:09:03 or 9m\n");
  CHECK(complaint({"api", "--at", "11:00"}) ==
        "tiersim: --at: 11:00 is after the end of the run, at 0:10:00\n");
  CHECK(complaint({"api", "--at", "1m", "--from", "2m"}) ==
        "tiersim: --at asks for one instant; --from and --to for a stretch\n");
  CHECK(complaint({"api", "--from", "3m", "--to", "2m"}) ==
        "tiersim: --from is after --to; swap them\n");
  const Session none = run({"explain", "-", "--why", "api"}, R"({"schema_version": 1})");
  CHECK(none.code == 2);
  CHECK(none.err ==
        "tiersim: the result tells of no autoscaler; run the scenario again if it has one\n");
  const Session bare = run({"explain", "--why", "api"});
  CHECK(bare.code == 2);
  CHECK(bare.err ==
        "tiersim: explain --why needs a RESULT: the result.json of a run, or its folder\n");
  CHECK(run({"explain", "no/such", "--why", "api"}).code == 3);
  CHECK(run({"explain", "-", "--why", "api"}, "{}").code == 3);
  CHECK(run({"explain", "api", "--at", "9m"}).code == 2);
}

TEST_CASE("an instant is written as the report's charts write it", "[why]") {
  CHECK(read_instant("0:09:03", 600) == 543.0);
  CHECK(read_instant("9:03", 600) == 543.0);
  CHECK(read_instant("9:03", 36000) == 32580.0);
  CHECK(read_instant("1h30m", 36000) == 5400.0);
  for (const char* text : {"", ":", "9:", "9:60", "1:2:3:4", "-1:00", "9:03x", "90", "1:-5"})
    CHECK_FALSE(read_instant(text, 600).has_value());
}
