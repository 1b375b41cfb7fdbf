#include <optional>
#include <string>

#include "lab/experiment/replication.hpp"
#include "lab/scenario/reading.hpp"
#include "lab/scenario/topology.hpp"
#include "sim/kernel/simulation.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::lab;

namespace {

/// A shop whose pages ask the stock, which asks the shop for a price: a circle.
struct Shop {
  std::string web_slots = "2";
  std::string stock_slots = "8";
  std::string links;
  std::string page = R"({ "call": "stock", "operation": "count" })";
  std::string count = R"({ "call": "web", "operation": "price" })";
  std::string web = R"("replicas": 1)";
  std::string rate = "100/s";

  [[nodiscard]] std::string text() const {
    return R"json({ "run": { "duration": "2m", "replications": 1, "sample_interval": "1s" },
      "workload": { "shoppers": { "to": "web", "mix": { "page": 1 },
                                  "arrivals": { "process": "uniform", "rate": ")json" +
           rate + R"json(" } } },
      "links": {)json" +
           links + R"json(},
      "components": {
        "web": { "kind": "deployment", "slots": )json" +
           web_slots + "," + web + R"json(, "operations": {
          "page": [ { "cpu": "1ms" }, )json" +
           page + R"json( ], "price": [ { "cpu": "1ms" } ] } },
        "stock": { "kind": "deployment", "slots": )json" +
           stock_slots + R"json(, "operations": {
          "count": [ { "wait": "15ms" }, )json" +
           count + R"json( ] } } } })json";
  }

  [[nodiscard]] Scenario scenario() const {
    const Reading reading = read_scenario(
        "shop.json", {}, [&](const std::string&) { return std::optional<std::string>(text()); });
    INFO(render(reading));
    REQUIRE(reading.scenario);
    return *reading.scenario;
  }

  /// The error that ends the run; empty: it came to its end.
  [[nodiscard]] std::string error() const {
    const Scenario house = scenario();
    const Traces traces;
    try {
      const auto go_on = [](Duration) { return true; };
      static_cast<void>(replicate(house, traces, name_tables(house, traces), RunKey{1, 0}, go_on));
    } catch (const RunError& error) {
      return error.what();
    }
    return {};
  }

  /// What `check` warns of.
  [[nodiscard]] std::string warnings() const {
    std::string all;
    const Survey found = survey(scenario(), Traces{});
    for (const Diagnostic& finding : found.findings.items()) {
      REQUIRE(finding.severity == Severity::Warning);
      all += finding.message + "\n" + finding.cure + "\n";
    }
    return all;
  }
};

}  // namespace

TEST_CASE("requests that hold the slots they wait for end the run with their names") {
  // A page every 200 ms: the first two hold both slots when they ask for their prices, each 1 ms of
  // CPU and 999 ms of counting after it came. The look at 1 s finds nobody waiting since the last.
  Shop shop;
  shop.rate = "5/s";
  shop.count = R"({ "wait": "984ms" }, { "call": "web", "operation": "price" })";
  CHECK(shop.error() ==
        "deadlock, found at 2 s: 11 requests wait for ever\n"
        "  a slot of web/pod-0: 2 of 2 held, 11 waiting\n"
        "  request 1 of shoppers waits for a slot of web/pod-0 since 1 s and holds a slot of "
        "web/pod-0, a slot of stock/pod-0\n"
        "  request 2 of shoppers waits for a slot of web/pod-0 since 1.2 s and holds a slot of "
        "web/pod-0, a slot of stock/pod-0\n"
        "  request 3 of shoppers waits for a slot of web/pod-0 since 0.4 s\n"
        "  request 4 of shoppers waits for a slot of web/pod-0 since 0.6 s\n"
        "  request 5 of shoppers waits for a slot of web/pod-0 since 0.8 s\n"
        "  request 6 of shoppers waits for a slot of web/pod-0 since 1 s\n"
        "  request 7 of shoppers waits for a slot of web/pod-0 since 1.2 s\n"
        "  request 8 of shoppers waits for a slot of web/pod-0 since 1.4 s\n"
        "  request 9 of shoppers waits for a slot of web/pod-0 since 1.6 s\n"
        "  request 10 of shoppers waits for a slot of web/pod-0 since 1.8 s\n"
        "  and 1 more\n"
        "give a link of the circle a timeout, or break the circle");
}

TEST_CASE("a time-out anywhere in the circle ends every deadlock") {
  for (const char* link : {"web->stock", "stock->web"}) {
    Shop shop;
    shop.links = "\"" + std::string(link) + R"(": { "timeout": "1s" })";
    INFO(shop.links);
    CHECK(shop.error() == "");
    CHECK(shop.warnings() == "");
  }
}

TEST_CASE("a client that gives up leaves the deadlock as it is") {
  Shop shop;
  shop.links = R"("shoppers->web": { "timeout": "1s" })";
  CHECK_THAT(shop.error(), Catch::Contains("deadlock, found at 2 s"));
}

TEST_CASE("a long line is no deadlock") {
  Shop shop;
  shop.count = R"({ "cpu": "1ms" })";
  shop.rate = "1000/s";
  CHECK(shop.error() == "");
  CHECK(shop.warnings() == "");
}

TEST_CASE("a service that calls itself can be its own deadlock") {
  Shop shop;
  shop.page = R"({ "wait": "15ms" }, { "call": "web", "operation": "price" })";
  shop.count = R"({ "cpu": "1ms" })";
  CHECK_THAT(shop.error(), Catch::Contains("waits for a slot of web/pod-0 since"));
}

TEST_CASE("branches side by side wait for each other's slots") {
  Shop shop;
  shop.page = R"({ "parallel": [ [ { "call": "stock", "operation": "count" } ],
                                 [ { "cpu": "2ms" } ] ] })";
  CHECK_THAT(shop.error(), Catch::Contains("2 of 2 held"));
}

TEST_CASE("loops in which no time passes end the run, too", "[slow]") {
  Shop shop;
  const std::string body =
      GENERATE(as<std::string>(), "{ \"cpu\": \"0s\" }", "{ \"wait\": \"0s\" }",
               "{ \"call\": \"stock\", \"operation\": \"nothing\" }", "");
  INFO(body);
  shop.page = R"({ "repeat": 100000, "do": [ { "repeat": 100000, "do": [ )" + body + " ] } ] }";
  shop.count = R"({ "wait": "1ms" } ], "nothing": [ )";
  CHECK_THAT(shop.error(), Catch::Contains("time stands still at 0.001000 s"));
}

TEST_CASE("check warns of a circle of calls without a time-out") {
  CHECK(Shop{}.warnings() ==
        "calls go in a circle without a timeout: web -> stock -> web\n"
        "when all slots are held by requests that wait for one of them, none is freed; "
        "add \"links\": { \"web->stock\": { \"timeout\": \"2s\" } }\n");
}

TEST_CASE("of a deployment that calls itself, check says so, too") {
  Shop shop;
  shop.page = R"({ "call": "web", "operation": "price" })";
  CHECK_THAT(shop.warnings(),
             Catch::Contains("calls go in a circle without a timeout: web -> web\n"));
}
