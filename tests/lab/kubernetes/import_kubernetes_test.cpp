#include "lab/kubernetes/import_kubernetes.hpp"

#include "lab/scenario/reading.hpp"
#include "lab/scenario/topology.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::lab;

namespace {

using Lines = std::vector<std::string>;

/// "file:line  text" of each note.
Lines lines_of(const std::vector<ImportNote>& notes) {
  Lines lines;
  for (const ImportNote& note : notes) {
    lines.push_back(note.place.line == 0 ? note.text
                                         : note.place.file + ":" + std::to_string(note.place.line) +
                                               "  " + note.text);
  }
  return lines;
}

/// "file:line: message; cure" of each fault.
Lines faults_of(const std::string& text, const std::string& name = "k.yaml") {
  const KubernetesImport import = import_kubernetes({{name, text}});
  CHECK_FALSE(import.scenario.has_value());
  Lines lines;
  for (const Diagnostic& fault : import.diagnostics.items()) {
    if (fault.severity != Severity::Error) continue;
    lines.push_back(fault.place.file + ":" + std::to_string(fault.place.line) + ": " +
                    fault.message + (fault.cure.empty() ? "" : "; " + fault.cure));
  }
  return lines;
}

/// The scenario as `check` reads it from the file that is written.
Scenario scenario_of(const KubernetesImport& import) {
  for (const char* comment : {"//", "#"}) {
    const std::string name = comment[0] == '#' ? "made.yaml" : "made.json";
    const std::string text = scenario_text(import, comment);
    const Reading reading =
        read_scenario(name, {}, [&](const std::string&) { return std::optional(text); });
    INFO(text << render(reading));
    REQUIRE(reading.scenario);
    CHECK(reading.diagnostics.empty());
    if (name == "made.json") return *reading.scenario;
  }
  return {};
}

const DeploymentParams& pods_of(const Scenario& scenario, std::string_view name) {
  REQUIRE(scenario.find(name) != nullptr);
  return std::get<DeploymentParams>(scenario.find(name)->params);
}

const std::string service =
    "apiVersion: v1\n"
    "kind: Service\n"
    "metadata: { name: web }\n"
    "spec:\n"
    "  selector: { app: web }\n";

std::string deployment(const std::string& container = "resources: { requests: { cpu: 500m } }",
                       const std::string& name = "web") {
  return "apiVersion: apps/v1\n"
         "kind: Deployment\n"
         "metadata: { name: " +
         name +
         " }\n"
         "spec:\n"
         "  replicas: 3\n"
         "  template:\n"
         "    metadata: { labels: { app: " +
         name +
         " } }\n"
         "    spec:\n"
         "      containers:\n"
         "        - name: app\n"
         "          " +
         container + "\n";
}

std::string hpa(const std::string& target, const std::string& spec = "maxReplicas: 10",
                const std::string& version = "autoscaling/v2") {
  return "apiVersion: " + version +
         "\n"
         "kind: HorizontalPodAutoscaler\n"
         "metadata: { name: scaler }\n"
         "spec:\n"
         "  scaleTargetRef: { kind: Deployment, name: " +
         target +
         " }\n"
         "  " +
         spec + "\n";
}

std::string joined(const std::vector<std::string>& documents) {
  std::string text;
  for (const std::string& document : documents) text += "---\n" + document;
  return text;
}

}  // namespace

TEST_CASE("a service, its pods and their HPA become a house that check accepts", "[k8s]") {
  const KubernetesImport import =
      import_kubernetes({{"k.yaml", joined({service, deployment(), hpa("web")})}});
  REQUIRE(import.scenario);
  const Scenario scenario = scenario_of(import);
  CHECK(scenario.find("web-service") != nullptr);
  const DeploymentParams& pods = pods_of(scenario, "web");
  CHECK(pods.replicas == 3);
  CHECK(pods.resources.requests.cpu->count == 0.5);
  REQUIRE(scenario.find("web")->autoscaler);
  CHECK(scenario.find("web")->autoscaler->hpa()->maxReplicas == 10);
  CHECK(survey(scenario, load_traces(scenario)).findings.empty());
  CHECK(lines_of(import.notes.used) ==
        Lines{"k.yaml:4  Service web as components.web-service",
              "k.yaml:10  Deployment web as components.web",
              "k.yaml:22  HorizontalPodAutoscaler scaler as components.web.autoscaler"});
  CHECK(lines_of(import.notes.defaulted) ==
        Lines{"components.web-service.algorithm = random  (as kube-proxy with iptables chooses)",
              "run.duration = 30m  (tiersim's own)",
              "workload.clients-of-web-service.arrivals.rate = 75/s  (keeps the pods busy for half "
              "of the CPU they request)",
              "components.web.operations.request = 10ms of CPU  (what a request costs, no manifest "
              "says)",
              "components.web.slots = 64  (requests at once; tiersim's own)",
              "components.web.start_up = 20s  (from creation until it serves; tiersim's own)"});
  CHECK(import.notes.ignored.empty());
}

TEST_CASE("containers are summed; probes, hooks and grace are kept", "[k8s]") {
  const KubernetesImport import = import_kubernetes(
      {{"k.yaml",
        deployment("resources: { requests: { cpu: 400m, memory: 256Mi },\n"
                   "                       limits: { cpu: 1, memory: 512Mi } }\n"
                   "          readinessProbe: { httpGet: { port: 80 }, periodSeconds: 5 }\n"
                   "          lifecycle: { preStop: { exec: { command: [sleep, \"7\"] } } }\n"
                   "        - name: proxy\n"
                   "          resources: { requests: { cpu: 0.1, memory: 67108864 },\n"
                   "                       limits: { cpu: 500m } }\n"
                   "      terminationGracePeriodSeconds: 45\n"
                   "      nodeSelector: { disk: ssd }")}});
  REQUIRE(import.scenario);
  const DeploymentParams& pods = pods_of(scenario_of(import), "web");
  CHECK(pods.resources.requests.cpu->count == 0.5);
  CHECK(pods.resources.requests.memory->count == 320 << 20);
  CHECK(pods.resources.limits.cpu->count == 1.5);
  CHECK_FALSE(pods.resources.limits.memory.has_value());
  CHECK(pods.readinessProbe->periodSeconds == 5);
  CHECK(pods.lifecycle->preStop->sleep->seconds == 7);
  CHECK(pods.terminationGracePeriodSeconds == 45);
  CHECK(lines_of(import.notes.ignored) ==
        Lines{"k.yaml:12  Deployment web: limits.memory, which 1 of 2 containers have: the pod as "
              "a whole has none",
              "k.yaml:13  Deployment web: container app.readinessProbe: httpGet",
              "k.yaml:19  Deployment web: pod: nodeSelector"});
}

TEST_CASE("lists, JSON, StatefulSets and autoscaling/v1 are read", "[k8s]") {
  const KubernetesImport import = import_kubernetes({{"k", R"json({ "kind": "List", "items": [
    { "apiVersion": "apps/v1", "kind": "StatefulSet", "metadata": { "name": "db.main" },
      "spec": { "serviceName": "db", "template": { "spec": { "containers": [ { "name": "c",
        "resources": { "requests": { "cpu": 2 } } } ] } } } },
    { "apiVersion": "autoscaling/v1", "kind": "HorizontalPodAutoscaler", "metadata": { "name": "h" },
      "spec": { "scaleTargetRef": { "kind": "StatefulSet", "name": "db.main" }, "minReplicas": 2,
                "maxReplicas": 4, "targetCPUUtilizationPercentage": 60 } } ] })json"}});
  REQUIRE(import.scenario);
  const Scenario scenario = scenario_of(import);
  CHECK(pods_of(scenario, "db-main").replicas == 2);
  const auto& metrics = *scenario.find("db-main")->autoscaler->hpa()->metrics;
  REQUIRE(metrics.size() == 1);
  CHECK(metrics[0].target.averageUtilization == 60);
  CHECK(lines_of(import.notes.ignored) == Lines{"k:3  StatefulSet db.main: serviceName"});
}

TEST_CASE("a metric whose name says requests stands for those of the pods", "[k8s]") {
  const KubernetesImport import = import_kubernetes(
      {{"k.yaml", joined({deployment(), hpa("web",
                                            "maxReplicas: 9\n"
                                            "  metrics:\n"
                                            "    - type: Pods\n"
                                            "      pods:\n"
                                            "        metric: { name: http_requests_per_second }\n"
                                            "        target: { type: AverageValue, "
                                            "averageValue: 100 }")})}});
  REQUIRE(import.scenario);
  const Scenario scenario = scenario_of(import);
  REQUIRE(scenario.metrics.size() == 1);
  CHECK(scenario.metrics[0].name == "http_requests_per_second");
  CHECK(scenario.metrics[0].component == "web");
  CHECK(scenario.find("web")->autoscaler->hpa()->metrics->size() == 1);
  CHECK(lines_of(import.notes.defaulted).front() ==
        "metrics.http_requests_per_second = requests_total of web  (by its name, scraped every 30 "
        "s)");
}

TEST_CASE("a ScaledObject keeps the triggers that the manifests' house can publish", "[k8s]") {
  const std::string object =
      "apiVersion: keda.sh/v1alpha1\n"
      "kind: ScaledObject\n"
      "metadata: { name: web }\n"
      "spec:\n"
      "  scaleTargetRef: { name: web }\n"
      "  triggers:\n"
      "    - type: redis\n"
      "      metadata: { listName: jobs, listLength: \"5\" }\n"
      "    - type: prometheus\n"
      "      metadata: { serverAddress: 'http://p', query: 'sum(rate(requests[1m]))', threshold: "
      "'9' }\n";
  const KubernetesImport import = import_kubernetes({{"k.yaml", joined({deployment(), object})}});
  REQUIRE(import.scenario);
  const Scenario scenario = scenario_of(import);
  CHECK(scenario.find("web")->autoscaler.has_value());
  REQUIRE(scenario.metrics.size() == 1);
  CHECK(scenario.metrics[0].name == "sum(rate(requests[1m]))");
  const Lines ignored = lines_of(import.notes.ignored);
  REQUIRE(ignored.size() == 1);
  CHECK(
      ignored[0].ends_with("  ScaledObject web: a trigger of type redis, which nothing in the "
                           "scenario publishes"));
}

TEST_CASE("what is not modelled is told with its line, not passed over", "[k8s]") {
  const KubernetesImport import = import_kubernetes(
      {{"k.yaml",
        joined({"kind: Ingress\nmetadata: { name: front }\n", "replicaCount: 3\n", "",
                "kind: Service\nmetadata: { name: other }\nspec: { selector: { a: b } }\n",
                deployment(),
                hpa("web", "maxReplicas: 9\n  metrics:\n    - type: Pods\n      pods: {}")})}});
  REQUIRE(import.scenario);
  CHECK_FALSE(scenario_of(import).find("web")->autoscaler.has_value());
  CHECK(lines_of(import.notes.ignored) ==
        Lines{"k.yaml:3  Ingress front: this kind is not modelled",
              "k.yaml:5  a document without apiVersion and kind",
              "k.yaml:9  Service other: it selects no pods of these files",
              "k.yaml:26  HorizontalPodAutoscaler scaler: none of its metrics is left; the count "
              "stays as it is",
              "k.yaml:31  HorizontalPodAutoscaler scaler: a metric of type Pods, which nothing in "
              "the scenario publishes"});
}

TEST_CASE("nothing usable is said, with what to add", "[k8s]") {
  CHECK(faults_of("kind: ConfigMap\nmetadata: { name: a }\n") ==
        Lines{"k.yaml:2: there is no Deployment or StatefulSet to simulate, only ConfigMap; add "
              "the manifest of the pods; read are Deployment, StatefulSet, Service, "
              "HorizontalPodAutoscaler (v1, v2), ScaledObject, PodDisruptionBudget and lists of "
              "them"});
  CHECK(faults_of("") ==
        Lines{"k.yaml:1: there is no Deployment or StatefulSet to simulate; add the manifest of "
              "the pods; read are Deployment, StatefulSet, Service, HorizontalPodAutoscaler (v1, "
              "v2), ScaledObject, PodDisruptionBudget and lists of them"});
}

TEST_CASE("templates are refused with how to render them", "[k8s]") {
  const std::string cure = "render it first: helm template RELEASE CHART | tiersim import k8s -";
  CHECK(faults_of("kind: Deployment\nspec:\n  replicas: {{ .Values.replicas }}\n") ==
        Lines{"k.yaml:3: this is a template of Helm's, not a manifest; " + cure});
  CHECK(faults_of("kind: Deployment\nmetadata: { name: web }\nspec:\n"
                  "  replicas: \"{{ .Values.replicas }}\"\n")
            .front() == "k.yaml:4: this is a template of Helm's, not a manifest; " + cure);
}

TEST_CASE("all faults of all documents are told at once, each at its line", "[k8s]") {
  CHECK(
      faults_of(
          joined({deployment("resources: { requests: { cpu: 500mm, memory: -1 } }"), deployment(),
                  hpa("wob"), hpa("web", "minReplicas: 3", "autoscaling/v2")})) ==
      Lines{"k.yaml:12: \"cpu\" is not an amount of CPU: the text \"500mm\"; write \"500m\" or "
            "\"2\"",
            "k.yaml:12: \"memory\" is not an amount of memory: the number -1; write \"512Mi\" or "
            "\"1Gi\"",
            "k.yaml:16: there are two objects Deployment web; the first stands at k.yaml:4; take "
            "one away",
            "k.yaml:30: HorizontalPodAutoscaler scaler scales Deployment wob, which is in none "
            "of the files; name the file that has it as well",
            "k.yaml:35: there are two objects HorizontalPodAutoscaler scaler; the first stands at "
            "k.yaml:28; take one away"});
  CHECK(faults_of(joined({deployment(), hpa("web", "minReplicas: 3")})) ==
        Lines{"k.yaml:18: an HPA needs \"maxReplicas\"; add \"maxReplicas\": 10, the most pods it "
              "may ask for"});
  CHECK(faults_of(joined({deployment(), hpa("web", "maxReplicas: 10", "autoscaling/v2beta1")})) ==
        Lines{"k.yaml:14: autoscaling/v2beta1 left Kubernetes with 1.25; convert it: kubectl "
              "convert --output-version autoscaling/v2 -f k.yaml"});
  CHECK(faults_of("kind: Deployment\nspec: {}\n") ==
        Lines{"k.yaml:1: a Deployment needs a name; add metadata: { name: … }"});
  CHECK(faults_of("kind: Deployment\nmetadata: { name: web }\n") ==
        Lines{"k.yaml:2: Deployment web has no spec; add the spec with its pod template"});
  CHECK(faults_of("a: [\n") == Lines{"k.yaml:2: the text is not YAML: end of sequence flow not "
                                     "found"});
}

TEST_CASE("two autoscalers of one target are refused", "[k8s]") {
  const std::string keda =
      "apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: { name: by-queue }\n"
      "spec: { scaleTargetRef: { name: web }, triggers: [] }\n";
  CHECK(faults_of(joined({deployment(), hpa("web"), keda})) ==
        Lines{"k.yaml:23: ScaledObject by-queue and HorizontalPodAutoscaler scaler both scale "
              "Deployment web; the other one stands at k.yaml:16; keep one of them"});
}

TEST_CASE("a VPA that works against the HPA is warned of", "[k8s]") {
  const auto vertical = [](const std::string& mode) {
    return "apiVersion: autoscaling.k8s.io/v1\nkind: VerticalPodAutoscaler\n"
           "metadata: { name: web }\nspec:\n  targetRef: { kind: Deployment, name: web }\n"
           "  updatePolicy: { updateMode: " +
           mode + " }\n";
  };
  const KubernetesImport import =
      import_kubernetes({{"k.yaml", joined({deployment(), hpa("web"), vertical("Recreate")})}});
  REQUIRE(import.scenario);
  REQUIRE(import.diagnostics.items().size() == 1);
  const Diagnostic& warning = import.diagnostics.items().front();
  CHECK(warning.severity == Severity::Warning);
  CHECK(warning.place.line == 23);
  CHECK(warning.message ==
        "VerticalPodAutoscaler web changes the requests of Deployment web, which its HPA's "
        "utilization is a share of: the two chase each other");
  CHECK(import_kubernetes({{"k.yaml", joined({deployment(), hpa("web"), vertical("\"Off\"")})}})
            .diagnostics.empty());
}
