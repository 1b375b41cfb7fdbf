#include "lab/scenario/values.hpp"

#include <cmath>
#include <string>
#include <vector>

#include "tests/support/catch.hpp"

namespace {

using namespace tiersim;
using namespace tiersim::lab;

template <class Value>
std::string complaint_of(const Parsed<Value>& parsed) {
  REQUIRE_FALSE(static_cast<bool>(parsed));
  return parsed.complaint().message + " | " + parsed.complaint().cure;
}

TEST_CASE("a time is a number and a unit, or several of them", "[values]") {
  CHECK(*parse_duration("250ms") == 250ms);
  CHECK(*parse_duration("1.5s") == 1500ms);
  CHECK(*parse_duration("0.1ms") == 100us);
  CHECK(*parse_duration("30m") == 30min);
  CHECK(*parse_duration("2 min") == 2min);
  CHECK(*parse_duration("1h30m") == 90min);
  CHECK(*parse_duration("12us") == 12us);
  CHECK(*parse_duration("12µs") == 12us);
  CHECK(*parse_duration("1e3ns") == 1us);
  CHECK(*parse_duration("0s") == 0s);
  CHECK(parse_duration("2562047h")->count() == 2562047LL * 3600 * 1'000'000'000);
}

TEST_CASE("what is no time is said with the cure", "[values]") {
  CHECK(complaint_of(parse_duration("250")) ==
        "needs a unit | write \"250ms\" or \"250s\"; units are ns, us, ms, s, min, h");
  CHECK(complaint_of(parse_duration("5 minutes")) ==
        "has the unknown unit \"minutes\" | units are ns, us, ms, s, min, h");
  CHECK(complaint_of(parse_duration("5MS")) ==
        "has the unknown unit \"MS\" | did you mean \"ms\"? units are ns, us, ms, s, min, h");
  CHECK(complaint_of(parse_duration("soon")) ==
        "is not a time: \"soon\" | write \"250ms\" or \"2s\"; units are ns, us, ms, s, min, h");
  CHECK(complaint_of(parse_duration("")) ==
        "is not a time: \"\" | write \"250ms\" or \"2s\"; units are ns, us, ms, s, min, h");
  CHECK(complaint_of(parse_duration("-5s")) ==
        "cannot be negative: \"-5s\" | write a time of 0s or more");
  CHECK(complaint_of(parse_duration("1h-5s")) ==
        "is not a time: \"1h-5s\" | write \"250ms\" or \"2s\"; units are ns, us, ms, s, min, h");
  CHECK(complaint_of(parse_duration("3000000h")) ==
        "is longer than 292 years | write a shorter time");
  CHECK(complaint_of(parse_duration("1e999s")) ==
        "is longer than 292 years | write a shorter time");
}

TEST_CASE("a time is written so that it reads back", "[values]") {
  for (const Duration value : {Duration{0}, Duration{1}, Duration(1500us), Duration(90s),
                               Duration(120s), Duration(24h), Duration(1001ms)}) {
    CHECK(*parse_duration(write_text(value)) == value);
  }
  CHECK(write_text(Duration(1500ms)) == "1500ms");
  CHECK(write_text(Duration(120s)) == "2min");
  CHECK(write_text(Duration{}) == "0s");
}

TEST_CASE("a rate is a number per second, minute or hour", "[values]") {
  CHECK(parse_rate("100/s")->per_s == 100);
  CHECK(parse_rate("6000/min")->per_s == 100);
  CHECK(parse_rate("3600 / h")->per_s == 1);
  CHECK(complaint_of(parse_rate("100")) == "needs a unit | write \"100/s\" or \"100/min\"");
  CHECK(complaint_of(parse_rate("100 rps")) ==
        "has the unknown unit \"rps\" | write \"100/s\", \"6000/min\" or \"3600/h\"");
  CHECK(complaint_of(parse_rate("-1/s")) == "cannot be negative: \"-1/s\" | write \"0/s\" or more");
  CHECK(write_text(Rate{12.5}) == "12.5/s");
}

TEST_CASE("CPU and memory are Kubernetes quantities", "[values]") {
  CHECK(parse_cores("500m")->count == 0.5);
  CHECK(parse_cores("2")->count == 2);
  CHECK(parse_cores("0.1")->count == 0.1);
  CHECK(parse_cores("100m")->count == 0.1);
  CHECK(complaint_of(parse_cores("2 cores")) ==
        "has the unknown unit \" cores\" | write \"500m\" (thousandths of a core) or \"2\"");
  CHECK(parse_bytes("512Mi")->count == 512LL << 20);
  CHECK(parse_bytes("1.5Gi")->count == 3LL << 29);
  CHECK(parse_bytes("2G")->count == 2'000'000'000);
  CHECK(parse_bytes("1500B")->count == 1500);
  CHECK(complaint_of(parse_bytes("512")) ==
        "needs a unit | write \"512Mi\" or \"512B\"; units are B, k, M, G, T, P and Ki, Mi, Gi, "
        "Ti, Pi");
  CHECK(complaint_of(parse_bytes("512m")) ==
        "has the unknown unit \"m\" | did you mean \"512Mi\"? units are B, k, M, G, T, P and Ki, "
        "Mi, Gi, Ti, Pi");
  CHECK(complaint_of(parse_bytes("512MI")) ==
        "has the unknown unit \"MI\" | did you mean \"Mi\"? units are B, k, M, G, T, P and Ki, Mi, "
        "Gi, Ti, Pi");
  CHECK(complaint_of(parse_bytes("9000Pi")) == "is too large: \"9000Pi\" | write less than 8192Pi");
  for (const char* text : {"512Mi", "1Gi", "2G", "1500B", "64k"})
    CHECK(write_text(*parse_bytes(text)) == text);
  for (const char* text : {"500m", "2", "1250m"}) CHECK(write_text(*parse_cores(text)) == text);
}

TEST_CASE("a share is a number or a percentage, rounded once", "[values]") {
  CHECK(parse_ratio("99.9%")->value == 0.999);  // 99.9 / 100 is 0.9990000000000001
  CHECK(parse_ratio("0.25")->value == 0.25);
  CHECK(complaint_of(parse_ratio("half")) == "is not a share: \"half\" | write \"25%\" or 0.25");
}

TEST_CASE("a choice of keys is Zipf's law or uniform", "[values]") {
  CHECK(*parse_key_chooser("zipf(10000, 0.9)") == KeyChooser{10000, 0.9});
  CHECK(*parse_key_chooser("uniform(1000)") == KeyChooser{1000, 0});
  const std::string cure = "write \"zipf(10000, 0.9)\" (keys, exponent) or \"uniform(1000)\"";
  CHECK(complaint_of(parse_key_chooser("zipf(10000)")) ==
        "does not choose a key: \"zipf(10000)\" | " + cure);
  CHECK(complaint_of(parse_key_chooser("zipf(0, 1)")) ==
        "needs a whole number of keys, at least 1: \"0\" | " + cure);
  CHECK(complaint_of(parse_key_chooser("zipf(10, -1)")) ==
        "needs an exponent from 0 to 10: \"-1\" | " + cure);
  CHECK(write_text(KeyChooser{10000, 0.9}) == "zipf(10000, 0.9)");
  CHECK(write_text(KeyChooser{7, 0}) == "uniform(7)");
}

TEST_CASE("every distribution is read with its moments", "[values]") {
  const auto mean_and_cv = [](const char* text) {
    const Parsed<Distribution> parsed = parse_distribution(text);
    INFO(text);
    REQUIRE(static_cast<bool>(parsed));
    return std::pair(parsed->mean(), parsed->cv());
  };
  const auto check = [&](const char* text, double mean, double cv) {
    const auto [read_mean, read_cv] = mean_and_cv(text);
    INFO(text);
    CHECK(read_mean == Approx(mean).epsilon(1e-6));
    CHECK(read_cv == Approx(cv).epsilon(1e-6).margin(1e-9));
  };
  check("8ms", 0.008, 0);
  check("exponential(6ms)", 0.006, 1);
  check("lognormal(4ms, cv=1)", 0.004, 1);
  check("lognormal(4ms, 1)", 0.004, 1);
  check("lognormal(cv=1, mean=4ms)", 0.004, 1);
  check("gamma(8ms, cv=0.5)", 0.008, 0.5);
  check("erlang(4, 9ms)", 0.009, 0.5);
  check("uniform(1s, 3s)", 2, std::sqrt(1.0 / 3) / 2);  // standard deviation (b - a)/√12
  check("hyperexponential(10ms, cv=2)", 0.010, 2);
  check("weibull(10ms, cv=2)", 0.010, 2);
  check("pareto(alpha=2.5, min=1ms)", 0.001 * 2.5 / 1.5,
        std::sqrt(1 / (2.5 * 0.5)));  // 1/√(α(α-2))
  CHECK(parse_distribution("lognormal(median=4ms, p99=40ms)")->quantile(0.5) == Approx(0.004));
  CHECK(parse_distribution("lognormal(median=4ms, p99=40ms)")->quantile(0.99) == Approx(0.040));
  CHECK(parse_distribution("pareto(alpha=1.5, min=1ms, max=10s)")->quantile(0.999999) < 10);
  CHECK(parse_distribution("quantiles(p50=4ms, p90=9ms, p99=30ms)")->quantile(0.9) ==
        Approx(0.009));
  CHECK(parse_distribution("quantiles(p50=4ms, p999=9ms)")->quantile(0.999) == Approx(0.009));
  CHECK(parse_distribution("quantiles(p50=4ms, p99.9=9ms)")->quantile(0.999) == Approx(0.009));
}

TEST_CASE("what is no distribution is said with the cure", "[values]") {
  CHECK(complaint_of(parse_distribution("8")) ==
        "needs a unit | write \"8ms\" or \"8s\"; units are ns, us, ms, s, min, h");
  CHECK(complaint_of(parse_distribution("lognorml(4ms, cv=1)")) ==
        "is not a distribution: \"lognorml(4ms, cv=1)\" | did you mean \"lognormal\"? "
        "distributions: exponential, "
        "lognormal, gamma, erlang, "
        "uniform, hyperexponential, weibull, pareto, quantiles");
  CHECK(complaint_of(parse_distribution("gamma(8ms)")) ==
        "lacks the argument \"cv\" | write gamma(8ms, cv=0.5)");
  CHECK(complaint_of(parse_distribution("exponential(6)")) ==
        "has an argument \"mean\" that needs a unit | write \"6ms\" or \"6s\"; units are ns, us, "
        "ms, s, min, h");
  CHECK(complaint_of(parse_distribution("exponential(6ms, cv=1)")) ==
        "has an argument that exponential does not take: \"cv\" | write exponential(6ms)");
  CHECK(complaint_of(parse_distribution("gamma(8ms, cv=x)")) ==
        "has an argument \"cv\" that is not a number: \"x\" | write gamma(8ms, cv=0.5)");
  CHECK(complaint_of(parse_distribution("uniform(3s, 1s)")) ==
        "is not a distribution: uniform(low, high) needs 0 <= low <= high | write uniform(1s, 3s)");
  CHECK(complaint_of(parse_distribution("erlang(1.5, 1s)")) ==
        "is not a distribution: k must be a whole number from 1 to 1000 | write erlang(3, 9ms)");
  CHECK(
      complaint_of(parse_distribution("quantiles(4ms)")) ==
      "has a quantile without a percentile: \"4ms\" | write quantiles(p50=4ms, p90=9ms, p99=30ms)");
  CHECK_FALSE(static_cast<bool>(parse_distribution("quantiles(p50=9ms, p90=4ms)")));
  CHECK_FALSE(static_cast<bool>(parse_distribution("exponential(6ms))")));
  CHECK_FALSE(static_cast<bool>(parse_distribution("soon")));
}

TEST_CASE("an objective is a metric, a comparison and a limit", "[values]") {
  const ObjectiveSpec p95 = *parse_objective("p95 < 500ms");
  CHECK(p95.metric == "p95");
  CHECK(p95.relation == "<");
  CHECK(p95.limit == 0.5);
  CHECK(p95.unit == "s");
  CHECK(p95.result_field() == "requests.all.latency_s.p95");
  CHECK(parse_objective("p99 latency <= 1s")->metric == "p99");
  CHECK(parse_objective("latency p99 <= 1s")->relation == "<=");
  CHECK(parse_objective("p99.9 < 1s")->metric == "p999");
  CHECK(parse_objective("order.p99.9 < 1s")->scope_name == "order");
  CHECK(parse_objective("error_rate < 0.1%")->limit == 0.001);
  CHECK(parse_objective("availability > 99.9%")->limit == 0.999);
  CHECK(parse_objective("availability >= 0.99")->relation == ">=");
  CHECK(parse_objective("throughput > 900/s")->limit == 900);
  ObjectiveSpec order = *parse_objective("order.p95 < 800ms");
  CHECK(order.scope_name == "order");
  order.scope = ObjectiveSpec::Scope::Class;
  CHECK(order.result_field() == "requests.classes.order.latency_s.p95");
  order.scope = ObjectiveSpec::Scope::Workload;
  CHECK(order.result_field() == "requests.workloads.order.latency_s.p95");
}

TEST_CASE("what is no objective is said with the cure", "[values]") {
  const std::string example = "write \"p95 < 500ms\", \"order.p99 < 1s\" or \"error_rate < 0.1%\"";
  CHECK(complaint_of(parse_objective("p95 500ms")) == "compares nothing | " + example);
  CHECK(complaint_of(parse_objective("p95 <")) == "has no limit | " + example);
  CHECK(complaint_of(parse_objective("p95 < 500")) ==
        "has a limit that needs a unit | write \"500ms\" or \"500s\"; units are ns, us, ms, s, "
        "min, h");
  CHECK(complaint_of(parse_objective("eror_rate < 1%")) ==
        "measures nothing called \"eror_rate\" | did you mean \"error_rate\"? metrics: p50, p75, "
        "p90, p95, p99, p999, "
        "mean, max, error_rate, "
        "availability, throughput, goodput");
  CHECK(complaint_of(parse_objective("availability > 99.9")) ==
        "has a limit that is not between 0% and 100%: \"99.9\" | did you mean \"99.9%\"?");
}

}  // namespace
