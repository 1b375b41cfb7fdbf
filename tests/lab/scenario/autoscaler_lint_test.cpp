#include "lab/scenario/autoscaler_lint.hpp"

#include "lab/scenario/reading.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::lab;

namespace {

/// Pods under an HPA that stands in a file of its own, line by line.
std::string house(const std::string& resources) {
  return R"json({ "name": "linted", "run": { "duration": "10m" },
  "workload": { "w": { "to": "api", "arrivals": { "rate": "10/s" } } },
  "components": { "api": { "kind": "deployment", "replicas": 3, "resources": )json" +
         resources + R"json(,
    "autoscaler": { "hpa": "hpa.yaml" }, "operations": { "get": [ { "cpu": "5ms" } ] } } } })json";
}

const std::string roomy = R"({ "requests": { "cpu": "500m" }, "limits": { "cpu": "1" } })";

/// "hpa.yaml:LINE: MESSAGE; CURE" for each warning.
std::vector<std::string> warnings(const std::string& hpa, const std::string& resources = roomy) {
  const Reading reading =
      read_scenario("linted.json", {}, [&](const std::string& path) -> std::optional<std::string> {
        return path == "hpa.yaml" ? hpa : house(resources);
      });
  INFO(render(reading));
  REQUIRE(reading.scenario);
  std::vector<std::string> lines;
  const Diagnostics findings = lint_autoscalers(*reading.scenario);
  for (const Diagnostic& finding : findings.items()) {
    CHECK(finding.severity == Severity::Warning);
    lines.push_back(finding.place.file + ":" + std::to_string(finding.place.line) + ": " +
                    finding.message + "; " + finding.cure);
  }
  return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("an HPA that does what it says is left in peace", "[lint]") {
  CHECK(warnings("minReplicas: 2\nmaxReplicas: 10\n").empty());
  CHECK(warnings("minReplicas: 2\n"
                 "maxReplicas: 40\n"
                 "behavior:\n"
                 "  scaleUp: { stabilizationWindowSeconds: 60,\n"
                 "             policies: [ { type: Percent, value: 100, periodSeconds: 15 } ] }\n"
                 "  scaleDown: { stabilizationWindowSeconds: 300 }\n")
            .empty());
}

TEST_CASE("bounds that leave nothing to decide", "[lint]") {
  CHECK(warnings("apiVersion: autoscaling/v2\n"
                 "kind: HorizontalPodAutoscaler\n"
                 "metadata: { name: api }\n"
                 "spec:\n"
                 "  minReplicas: 3\n"
                 "  maxReplicas: 3\n") ==
        Lines{"hpa.yaml:6: minReplicas and maxReplicas are both 3: the HPA has nothing to decide; "
              "lower minReplicas or raise maxReplicas, or take the HPA away"});
  CHECK(warnings("minReplicas: 5\nmaxReplicas: 10\n") ==
        Lines{"hpa.yaml:1: the run starts with 3 pods, outside 5 to 10: the first sync jumps to 5, "
              "whatever the metrics say; set replicas to 5"});
}

TEST_CASE("a share of a request that is not there, or that cannot be reached", "[lint]") {
  const std::string at_90 =
      "maxReplicas: 10\n"
      "metrics:\n"
      "  - type: Resource\n"
      "    resource: { name: cpu, target: { type: Utilization, averageUtilization: 95 } }\n";
  CHECK(warnings(at_90, "{}") ==
        Lines{"hpa.yaml:3: the target is 95 % of the CPU request, and the pods of \"api\" have "
              "none: every sync fails with FailedGetResourceMetric and the count stays; give the "
              "pods resources.requests.cpu"});
  CHECK(warnings(at_90, R"({ "requests": { "cpu": "500m" }, "limits": { "cpu": "500m" } })") ==
        Lines{"hpa.yaml:3: the CPU of a pod cannot rise above 500m / 500m = 100 % of its request, "
              "and nothing is added up to 95 x 1.1 = 104.5 %: it never scales up; lower the target "
              "below 91 %, or raise limits.cpu above the request"});
  CHECK(warnings(at_90, R"({ "requests": { "cpu": "4" } })") ==
        Lines{"hpa.yaml:3: the CPU of a pod cannot rise above 4 / 4 = 100 % of its request, and "
              "nothing is added up to 95 x 1.1 = 104.5 %: it never scales up; lower the target "
              "below 91 %, or raise node_cpu above the request"});
  CHECK(warnings(at_90).empty());
}

TEST_CASE("windows that are taken for something else", "[lint]") {
  CHECK(warnings("maxReplicas: 10\n"
                 "behavior:\n"
                 "  scaleUp:\n"
                 "    stabilizationWindowSeconds: 300\n"
                 "  scaleDown:\n"
                 "    stabilizationWindowSeconds: 0\n") ==
        Lines{"hpa.yaml:4: a scale-up window of 300 s is no cool-down: of the last 300 / 15 = 20 "
              "proposals the lowest is taken, so 300 s of load pass before the first pod; write 0 "
              "and slow the pace with a policy: { type: Pods, value: 4, periodSeconds: 60 }",
              "hpa.yaml:6: without a scale-down window one calm sample takes pods away, and the "
              "next busy one brings them back; write 300, Kubernetes' own"});
  CHECK(warnings("maxReplicas: 10\n"
                 "behavior:\n"
                 "  scaleUp: { selectPolicy: Disabled }\n") ==
        Lines{"hpa.yaml:3: scaleUp is Disabled: no metric ever adds a pod; write Max, or take the "
              "HPA away"});
}

TEST_CASE("a pace that takes longer than the rush", "[lint]") {
  CHECK(warnings("minReplicas: 2\n"
                 "maxReplicas: 50\n"
                 "behavior:\n"
                 "  scaleUp:\n"
                 "    policies: [ { type: Pods, value: 1, periodSeconds: 60 } ]\n") ==
        Lines{"hpa.yaml:5: from 2 to 50 pods takes (50 - 2) / 1 x 60 s = 48 min at this pace; "
              "periodSeconds is the span in which value pods may come: shorten it or raise "
              "value"});
}

TEST_CASE("a Value that is meant for each pod", "[lint]") {
  CHECK(warnings(
            "maxReplicas: 10\n"
            "metrics:\n"
            "  - type: Resource\n"
            "    resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } }\n"
            "  - type: External\n"
            "    external: { metric: { name: jobs }, target: { type: Value, value: 100 } }\n") ==
        Lines{"hpa.yaml:5: the target of jobs is a Value: the ready pods are multiplied by total / "
              "target, at twice the target 10 pods become 20, then 40 if the total stays; for \"so "
              "many for each pod\" write type AverageValue with averageValue"});
}

TEST_CASE("more pods than the nodes have room for", "[lint]") {
  // 3.9 cores less 0.3 for DaemonSets: 7 pods of half a core a node, 21 on three nodes.
  const std::string nodes = R"json({ "name": "linted", "run": { "duration": "10m" },
  "workload": { "w": { "to": "api", "arrivals": { "rate": "10/s" } } },
  "cluster": {
    "node_groups": [ { "name": "general", "cpu": "3900m", "memory": "14Gi", "min": 1, "max": 3 } ],
    "daemon_sets": { "cpu": "300m" } AUTOSCALER },
  "components": { "api": { "kind": "deployment", "replicas": 3,
    "resources": { "requests": { "cpu": "500m", "memory": "1Gi" }, "limits": { "cpu": "1" } },
    "autoscaler": { "hpa": { "minReplicas": 2, "maxReplicas": 22 } },
    "operations": { "get": [ { "cpu": "5ms" } ] } } } })json";
  const auto messages = [&nodes](const std::string& autoscaler) {
    std::string text = nodes;
    text.replace(text.find("AUTOSCALER"), 10, autoscaler);
    const Reading reading = read_scenario(
        "linted.json", {}, [&](const std::string&) { return std::optional<std::string>(text); });
    INFO(render(reading));
    REQUIRE(reading.scenario);
    Lines lines;
    const Diagnostics findings = lint_autoscalers(*reading.scenario);
    for (const Diagnostic& finding : findings.items())
      lines.push_back(finding.message + "; " + finding.cure);
    return lines;
  };
  CHECK(
      messages(R"(, "cluster_autoscaler": {})") ==
      Lines{"the nodes have room for 21 pods of \"api\" even if nothing else runs on them (3 nodes "
            "at their most): from there to 22 the HPA makes pods that stay Pending; raise "
            "\"max\" of a node group, or lower maxReplicas"});
  CHECK(messages("") ==
        Lines{"the nodes have room for 7 pods of \"api\" even if nothing else runs on them (1 "
              "node): from there to 22 the HPA makes pods that stay Pending; add "
              "\"cluster_autoscaler\": {}, or nodes, or lower maxReplicas"});
}
