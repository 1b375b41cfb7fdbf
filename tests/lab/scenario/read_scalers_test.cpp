#include "lab/scenario/read_scalers.hpp"

#include <string>

#include "tests/lab/scenario/scaler_fixture.hpp"

namespace {

using namespace tiersim;
using namespace tiersim::lab;
using namespace tiersim::lab::test;

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
  const std::string complaints =
      complaint_of(R"("threshold": { "metric": "queu", "scaleUpTreshold": 70,
      "scaleDownThreshold": "low", "scaleUpStep": "lots", "scaleDownStep": 1.5 })",
                   queue_metric);
  CHECK(complaints.starts_with(R"~(s.json:10:86: error: a threshold scaler needs "maxReplicas"
    /components/api/autoscaler/threshold
  10 |       "kind": "deployment", "replicas": 3, "slots": 32, "autoscaler": { "threshold": { "metric": "queu", "scaleUpTreshold": 70,
     |                                                                                      ^
  add "maxReplicas": 10, the most pods it may ask for

)~"));
  CHECK(in_brief(complaints) == R"~(a threshold scaler needs "maxReplicas"
  add "maxReplicas": 10, the most pods it may ask for
a threshold scaler names the metric "queu", which nothing stands for
  did you mean "queue"? metrics: queue; or add "metrics": { "queu": { "component": "…", "metric": "requests_total" } }
a threshold scaler has no field "scaleUpTreshold"
  did you mean "scaleUpThreshold"? its fields: cooldownDownSeconds, cooldownUpSeconds, intervalSeconds, maxReplicas, metric, minReplicas, scaleDownSamples, scaleDownStep, scaleDownThreshold, scaleUpSamples, scaleUpStep, scaleUpThreshold
"scaleDownThreshold" must be a number, not the text "low"
  write a number such as 1.5
"scaleUpStep" is a number of pods or a percentage, not the text "lots"
  write 2, or "50%"
"scaleDownStep" is a number of pods or a percentage, not the number 1.5
  write 2, or "50%"
)~");
  CHECK(in_brief(complaint_of(R"("threshold": { "metric": "cpu", "scaleUpThreshold": 30,
      "scaleDownThreshold": 70, "maxReplicas": 0 })")) ==
        R"~("scaleDownThreshold" must be below scaleUpThreshold, or the count would swing
"maxReplicas" must be 1 or more, and minReplicas or more
)~");
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
  CHECK(
      in_brief(complaint_of(R"("cron": [ { "schedule": "0 25 * * *", "replicas": 6 },
     { "schedule": "@daily", "timeZone": "Europe/Berln", "replicas": 1 },
     { "schedule": "@daily", "replicas": 1, "replicas_min": 1 },
     { "schedul": "@daily", "replicas": 1 } ])")) ==
      R"~("0 25 * * *" is no schedule: "25" is no hour: write 0 to 23, a range a-b, a step */n or a list of these
  write minute, hour, day of month, month and day of week: "0 7 * * 1-5"
there is no time zone "Europe/Berln" here
  did you mean "Europe/Berlin"? or write "UTC", "Europe/Berlin", or the rule itself: "CET-1CEST,M3.5.0,M10.5.0/3"
an entry of a schedule must say either replicas, or replicas_min or replicas_max or both
  write { "schedule": "0 7 * * *", "replicas": 6 }
an entry of a schedule has no field "schedul"
  did you mean "schedule"? its fields: replicas, replicas_max, replicas_min, schedule, timeZone
)~");
  CHECK(in_brief(complaint_of(R"("cron": [])")) == R"~("cron" is empty
  add { "schedule": "0 7 * * 1-5", "replicas": 6 }
)~");
}

TEST_CASE("a deployment has one autoscaler, and one there must be", "[autoscaler]") {
  CHECK(in_brief(complaint_of(R"("hpa": { "maxReplicas": 5 }, "threshold": {})")) ==
        R"~(a deployment has one autoscaler, and "threshold" is a second one
  leave "hpa" or "threshold" out
)~");
  CHECK(in_brief(complaint_of("")) ==
        R"~(an autoscaler needs one of hpa, scaledObject, aws, threshold, cron
  add "hpa": "hpa.yaml", or the HPA's spec itself
)~");
  CHECK(in_brief(complaint_of(R"("hpaa": { "maxReplicas": 5 })")) ==
        R"~(an autoscaler has no parameter "hpaa"
  did you mean "hpa"? its parameters: aws, cron, hpa, scaledObject, threshold
)~");
}

TEST_CASE("faults of the section metrics", "[metrics]") {
  const auto brief = [](const std::string& metric) {
    return in_brief(
        complaint("\"links\": {", "\"metrics\": { \"m\": " + metric + " }, \"links\": {"));
  };
  CHECK(brief(R"({ "component": "poool", "metric": "waiting" })") ==
        R"~(there is no component "poool"
  did you mean "pool"? components: edge, api, pool, db, redis
)~");
  CHECK(brief(R"({ "component": "pool", "metric": "wating" })") ==
        R"~(a connection_pool publishes no metric "wating"
  did you mean "waiting"? it publishes: requests_total, in_flight, waiting, in_service
)~");
  CHECK(brief(R"({ "component": "pool", "metric": "requests_total", "pipeline": "direct" })") ==
        R"~("requests_total" counts all that ever happened: as it is it only grows
  take the pipeline prometheus, which makes a rate of it
)~");
  CHECK(brief(R"({ "component": "pool", "metric": "requests_total", "rate_window": "20s" })") ==
        R"~(a rate over 20s with a scrape every 30s has no two points to be taken from
  make "rate_window" twice "scrape_interval" at least
)~");
  CHECK(brief(R"({ "component": "pool", "metric": "waiting", "pipeline": "pigeon" })") ==
        R"~("pipeline" cannot be "pigeon"
  one of: prometheus, direct
)~");
}

TEST_CASE("the start of the calendar is a date and time", "[run]") {
  const auto start = [](const std::string& text) {
    return in_brief(complaint(R"("seed": 1 })", R"("seed": 1, "start": ")" + text + "\" }"));
  };
  const std::string fault = R"~("start" is not a date and time
  write "2026-01-05T08:00:00Z" or "…+01:00"
)~";
  CHECK(start("2026-07-20T08:00:00+02:00").empty());
  CHECK(start("2026-07-20T08:00").empty());
  CHECK(start("2026-02-30T08:00:00Z") == fault);
  CHECK(start("20 July") == fault);
}
