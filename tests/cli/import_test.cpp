#include "tests/cli/session.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim::cli;

namespace {

constexpr const char* pods =
    "kind: Deployment\n"
    "metadata: { name: web }\n"
    "spec:\n"
    "  template: { spec: { containers: [ { name: app, resources: { requests: { cpu: 1 } } } ] } "
    "}\n";

}  // namespace

TEST_CASE("import k8s writes a scenario that check takes and run runs") {
  const Folder folder;
  const std::string manifest = folder.write("web.yaml", pods);
  const std::string made = folder.file("made.json");
  const Session imported = run({"import", "k8s", manifest, "-o", made});
  CHECK(imported.code == 0);
  CHECK(imported.out.empty());
  CHECK(imported.err ==
        "used\n"
        "  " +
            manifest +
            ":2  Deployment web as components.web\n"
            "\n"
            "defaulted: replace what you know better\n"
            "  components.web.replicas = 1  (Kubernetes' own default)\n"
            "  run.duration = 30m  (tiersim's own)\n"
            "  workload.clients-of-web.arrivals.rate = 50/s  (keeps the pods busy for half of the "
            "CPU they request)\n"
            "  components.web.operations.request = 10ms of CPU  (what a request costs, no manifest "
            "says)\n"
            "  components.web.slots = 64  (requests at once; tiersim's own)\n"
            "  components.web.start_up = 20s  (from creation until it serves; tiersim's own)\n"
            "\n"
            "written to " +
            made + "; try: tiersim check " + made + "\n");
  CHECK(run({"check", made}).code == 0);
  CHECK(run({"run", made, "--quiet", "--replications", "1", "--set", "run.duration=3m"}).code == 0);
}

TEST_CASE("import k8s reads the standard input and writes the standard output") {
  const Session piped = run({"import", "k8s", "-"}, pods);
  CHECK(piped.code == 0);
  CHECK(
      piped.out.starts_with("// Made by tiersim import k8s of stdin.\n"
                            "// No manifest says the following; replace what you know better:\n"
                            "//   components.web.replicas = 1  (Kubernetes' own default)\n"));
  CHECK(contains(piped.err, "stdin:2  Deployment web as components.web"));
}

TEST_CASE("import k8s leaves no file behind when something is wrong") {
  const Folder folder;
  const std::string manifest = folder.write("hpa.yaml",
                                            "kind: HorizontalPodAutoscaler\n"
                                            "metadata: { name: web }\n"
                                            "spec:\n"
                                            "  scaleTargetRef: { kind: Deployment, name: web }\n");
  const std::string made = folder.file("made.json");
  const Session refused = run({"import", "k8s", manifest, "-o", made});
  CHECK(refused.code == 3);
  CHECK(refused.out.empty());
  CHECK_FALSE(folder.has("made.json"));
  CHECK_FALSE(folder.has("made.json.partial"));
  CHECK(refused.err == manifest +
                           ":4:45: error: HorizontalPodAutoscaler web scales Deployment web, which "
                           "is in none of the files\n"
                           "   4 |   scaleTargetRef: { kind: Deployment, name: web }\n"
                           "     |                                             ^^^\n"
                           "  name the file that has it as well\n"
                           "\n"
                           "1 error; nothing was written\n");
  CHECK(run({"import", "k8s", folder.file("none.yaml")}).code == 3);
  CHECK(run({"import", "k8s"}).code == 2);
  CHECK(run({"import", "helm", manifest})
            .err.starts_with("tiersim: FORMAT: \"helm\" is none of k8s\n"));
}
