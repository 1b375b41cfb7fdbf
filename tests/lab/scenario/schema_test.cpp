#include "lab/scenario/schema.hpp"

#include <string>

#include <nlohmann/json.hpp>

#include "lab/scenario/catalogue_names.hpp"
#include "lab/scenario/explain.hpp"
#include "tests/support/catch.hpp"

namespace {

using namespace tiersim;
using namespace tiersim::lab;
using nlohmann::json;

TEST_CASE("the schema says what the field lists say", "[schema]") {
  const json schema = json::parse(scenario_schema());
  CHECK(schema["$schema"] == "https://json-schema.org/draft/2020-12/schema");
  CHECK(schema["additionalProperties"] == false);
  const json& run = schema["properties"]["run"];
  CHECK(run["required"] == json({"duration"}));
  CHECK(run["properties"]["replications"] ==
        json({{"type", "integer"},
              {"description", "Independent repetitions, for confidence intervals."},
              {"minimum", 1},
              {"maximum", 10000},
              {"default", 5}}));
  const json& pool = schema["$defs"]["kind_connection_pool"];
  CHECK(pool["required"] == json({"to"}));
  CHECK(pool["properties"]["query_wait_timeout"]["default"] == "2min");
  CHECK(pool["properties"]["kind"]["const"] == "connection_pool");
  CHECK(schema["$defs"]["kind_load_balancer"]["properties"]["algorithm"]["enum"].size() == 5);
  CHECK(schema["$defs"]["kind_deployment"]["properties"]["resources"]["properties"]["limits"]
              ["properties"]["cpu"]["$ref"] == "#/$defs/cores");
}

TEST_CASE("every reference of the schema has its definition", "[schema]") {
  const std::string text = scenario_schema();
  const json schema = json::parse(text);
  std::size_t references = 0;
  for (std::size_t at = text.find("#/$defs/"); at != std::string::npos;
       at = text.find("#/$defs/", at + 1), ++references) {
    const std::string name = text.substr(at + 8, text.find('"', at) - at - 8);
    INFO(name);
    CHECK(schema["$defs"].contains(name));
  }
  CHECK(references > 50);
}

TEST_CASE("every kind and section is explained", "[explain]") {
  for (const std::string& kind : kind_names()) {
    INFO(kind);
    CHECK(static_cast<bool>(explain(kind)));
    CHECK(explain_all().find("  " + kind + " ") != std::string::npos);
  }
  for (const char* section : {"run", "workload", "arrivals", "trace", "users", "step", "fault",
                              "network", "link", "prices", "autoscaler", "threshold",
                              "cron", "metric"}) {
    INFO(section);
    CHECK(static_cast<bool>(explain(section)));
  }
}

TEST_CASE("an explanation is a table of name, type, default, bound and meaning", "[explain]") {
  CHECK(*explain("run") == R"(run: How long, how often and from which seed.

parameter        type            default               bound            meaning
duration         a time          required              more than 0s     Simulated time of one replication, warm-up included.
warm_up          a time          0s                    at least 0s      Time at the start that no statistic counts.
seed             a whole number  1                     at least 0       Master seed; the same seed gives the same bytes.
replications     a whole number  5                     from 1 to 10000  Independent repetitions, for confidence intervals.
sample_interval  a time          none                  at least 1ms     Interval of the series; a 240th of the duration if absent.
start            a text          2026-01-05T00:00:00Z                   What the calendar shows at the start, for schedules: a date and time, UTC or with an offset.
)");
}

TEST_CASE("a part is explained by its path", "[explain]") {
  CHECK(*explain("link.retry.backoff_base") ==
        R"(link: What wraps the calls from one component to another: "api->pool".

parameter           type    default  bound        meaning
retry.backoff_base  a time  50ms     at least 0s  Longest wait before the second try; doubles each time.
)");
}

TEST_CASE("what is not there is answered with the nearest name", "[explain]") {
  CHECK(explain("deploymnt").complaint() ==
        Complaint{"there is nothing called \"deploymnt\"", "did you mean \"deployment\"?"});
  CHECK(explain("run.sed").complaint() ==
        Complaint{"run has no parameter \"sed\"", "did you mean \"seed\"?"});
  CHECK(explain("xyzzy").complaint().cure == "tiersim explain lists what there is");
}

}  // namespace
