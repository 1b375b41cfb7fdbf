#include "lab/scenario/read_scalers.hpp"

#include <string>

#include "tests/lab/scenario/reading_fixture.hpp"
#include "tests/support/catch.hpp"

namespace {

using namespace tiersim;
using namespace tiersim::lab;
using namespace tiersim::lab::test;

/// The whole scenario with an autoscaler of api, and with sections of one's own behind it.
std::string with_scaler(const std::string& autoscaler, const std::string& sections = "") {
  std::string text =
      spoilt(R"("slots": 32)", "\"slots\": 32, \"autoscaler\": { " + autoscaler + " }");
  const std::string links = R"(  "links": {)";
  return text.insert(text.find(links), sections);
}

std::string complaint_of(const std::string& autoscaler, const std::string& sections = "") {
  return render(read_text(with_scaler(autoscaler, sections)));
}

/// First line and cure of every complaint.
std::string in_brief(const std::string& text) {
  std::string brief;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = text.find('\n', begin);
    const std::string line = text.substr(begin, end - begin);
    const std::size_t error = line.find("error: ");
    if (error != std::string::npos)
      brief += line.substr(error + 7) + "\n";
    else if (line.starts_with("  ") && line[2] != ' ' && line.find(" | ") == std::string::npos)
      brief += line + "\n";
    begin = end + 1;
  }
  return brief;
}

const std::string queue_metric =
    R"(  "metrics": { "queue": { "component": "pool", "metric": "waiting", "pipeline": "direct" } },
)";

const std::string thresholds =
    R"("scaleUpThreshold": 70, "scaleDownThreshold": 30, "maxReplicas": 8)";

}  // namespace

TEST_CASE("a threshold scaler is read with its defaults", "[autoscaler]") {
  const Reading reading = read_text(
      with_scaler(R"("threshold": { "metric": "cpu", "scaleUpStep": "50%", "scaleDownStep": 2, )" +
                  thresholds + " }"));
  INFO(render(reading));
  REQUIRE(reading.scenario);
  const ComponentSpec& api = *reading.scenario->find("api");
  const auto& spec = std::get<ThresholdSpec>(api.autoscaler.value().scaler);
  CHECK(spec.metric == "cpu");
  CHECK(spec.params.scaleUpThreshold == 70);
  CHECK(spec.params.scaleUpStep.value == 50);
  CHECK(spec.params.scaleUpStep.percent);
  CHECK(spec.params.scaleDownStep.value == 2);
  CHECK_FALSE(spec.params.scaleDownStep.percent);
  CHECK(spec.params.cooldownDownSeconds == 300);
  CHECK(api.replicas_min() == 1);
  CHECK(api.replicas_max() == 8);
  const auto& assumed = reading.scenario->assumptions;
  CHECK(std::any_of(assumed.begin(), assumed.end(), [](const AssumedValue& value) {
    return value.pointer == "/components/api/autoscaler/threshold/scaleDownSamples" &&
           value.value == "5";
  }));
}

TEST_CASE("faults of a threshold scaler, all at once", "[autoscaler]") {
  CHECK(complaint_of(R"("threshold": { "metric": "queu", "scaleUpTreshold": 70,
      "scaleDownThreshold": "low", "scaleUpStep": "lots", "scaleDownStep": 1.5 })",
                     queue_metric) ==
        R"~(s.json:10:92: error: a threshold scaler needs "maxReplicas"
    /components/api/autoscaler/threshold
  10 |       "kind": "deployment", "replicas": 3, "slots": 32, "autoscaler": { "threshold": { "metric": "queu", "scaleUpTreshold": 70,
     |                                                                                      ^
  add "maxReplicas": 10, the most pods it may ask for

s.json:10:104: error: a threshold scaler names the metric "queu", which nothing stands for
    /components/api/autoscaler/threshold/metric
  10 |       "kind": "deployment", "replicas": 3, "slots": 32, "autoscaler": { "threshold": { "metric": "queu", "scaleUpTreshold": 70,
     |                                                                                                  ^^^^^^
  did you mean "queue"? metrics: queue; or add "metrics": { "queu": { "component": "…", "metric": "requests_total" } }
)~");
  CHECK(in_brief(complaint_of(R"("threshold": { "metric": "cpu", "scaleUpThreshold": 30,
      "scaleDownThreshold": 70, "maxReplicas": 0 })")) == "");
}

TEST_CASE("a schedule is read, alone or beside an autoscaler", "[autoscaler]") {
  const Reading reading = read_text(with_scaler(
      R"("hpa": { "minReplicas": 2, "maxReplicas": 5 },
         "cron": [ { "schedule": "0 7 * * 1-5", "timeZone": "Europe/Berlin", "replicas": 6 },
                   { "schedule": "@daily", "replicas_min": 1, "replicas_max": 9 } ])"));
  INFO(render(reading));
  REQUIRE(reading.scenario);
  const ComponentSpec& api = *reading.scenario->find("api");
  const AutoscalerSpec& spec = api.autoscaler.value();
  CHECK(spec.hpa() != nullptr);
  REQUIRE(spec.schedule.size() == 2);
  CHECK(spec.schedule[0].replicas == 6);
  CHECK(spec.schedule[0].zone.offset_at(reading.scenario->run.civil_start()) ==
        std::chrono::hours(1));
  CHECK(spec.schedule[1].replicas_max == 9);
  CHECK(api.replicas_min() == 2);
  CHECK(api.replicas_max() == 6);
}

TEST_CASE("faults of a schedule, all at once", "[autoscaler]") {
  CHECK(in_brief(complaint_of(R"("cron": [ { "schedule": "0 25 * * *", "replicas": 6 },
     { "schedule": "@daily", "timeZone": "Europe/Berln", "replicas": 1 },
     { "schedule": "@daily", "replicas": 1, "replicas_min": 1 },
     { "schedul": "@daily", "replicas": 1 } ])")) == "");
  CHECK(in_brief(complaint_of(R"("cron": [])")) == "");
}

TEST_CASE("a deployment has one autoscaler, and one there must be", "[autoscaler]") {
  CHECK(in_brief(complaint_of(R"("hpa": { "maxReplicas": 5 }, "threshold": {})")) == "");
  CHECK(in_brief(complaint_of("")) == "");
  CHECK(in_brief(complaint_of(R"("hpaa": { "maxReplicas": 5 })")) == "");
}

TEST_CASE("faults of the section metrics", "[metrics]") {
  const auto brief = [](const std::string& metric) {
    return in_brief(
        complaint("\"links\": {", "\"metrics\": { \"m\": " + metric + " }, \"links\": {"));
  };
  CHECK(brief(R"({ "component": "poool", "metric": "waiting" })") == "");
  CHECK(brief(R"({ "component": "pool", "metric": "wating" })") == "");
  CHECK(brief(R"({ "component": "pool", "metric": "requests_total", "pipeline": "direct" })") ==
        "");
  CHECK(brief(R"({ "component": "pool", "metric": "requests_total", "rate_window": "20s" })") ==
        "");
  CHECK(brief(R"({ "component": "pool", "pipeline": "pigeon" })") == "");
}

TEST_CASE("the start of the calendar is a date and time", "[run]") {
  const auto start = [](const std::string& text) {
    return in_brief(complaint(R"("seed": 1 })", R"("seed": 1, "start": ")" + text + "\" }"));
  };
  CHECK(start("2026-07-20T08:00:00+02:00").empty());
  CHECK(start("2026-07-20T08:00").empty());
  CHECK(start("2026-02-30T08:00:00Z") == "");
  CHECK(start("20 July") == "");
}
