#include "models/autoscaling/vpa/recommender.hpp"

#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::vpa;

namespace {

constexpr TimePoint start{};

/// A container at a core and 10^9 bytes for `days`, a sample a minute.
AggregateUsage steady(double days) {
  AggregateUsage usage;
  ContainerUsage container(usage);
  container.add_memory(start, 1'000'000'000);
  const auto samples = static_cast<int>(days * 1440);
  for (int minute = 0; minute <= samples; ++minute) container.add_cpu(start + minute * 1min, 1.0);
  return usage;
}

}  // namespace

TEST_CASE("section 7: target is the 90th percentile and 15 % more, bounds by confidence", "[vpa]") {
  // The end of a core's bucket is 1016 mCPU, × 1.15 = 1168; 1016281388 bytes × 1.15.
  const auto day = recommend(steady(1), 1);
  REQUIRE(day);
  CHECK(day->confidence == 1);
  CHECK(day->target == Amounts{1168, 1'168'723'596});
  CHECK(day->upper_bound == Amounts{2336, 2'337'447'192});  // × (1 + 1)
  CHECK(day->lower_bound == Amounts{1165, 1'166'389'650});  // × 1.001^−2
  const auto half = recommend(steady(0.5), 1);
  CHECK(half->upper_bound.cpu_milli == 3504);  // × (1 + 2)
  CHECK(half->lower_bound.cpu_milli == 1163);  // × 1.002^−2
  CHECK(day->reason == "usage asks for 1.168 CPU and 1114 MiB");
}

TEST_CASE("section 7: target is p90, lower bound p50, upper bound p95", "[vpa]") {
  AggregateUsage usage;
  ContainerUsage container(usage);
  container.add_memory(start, 1'000'000'000);
  // Of 100 samples 60 at half a core, 32 at one, 8 at two, all at once.
  for (int i = 0; i < 60; ++i) container.add_cpu(start, 0.5);
  for (int i = 0; i < 32; ++i) container.add_cpu(start, 1.0);
  for (int i = 0; i < 8; ++i) container.add_cpu(start, 2.0);
  const auto result = recommend(usage, 1);
  REQUIRE(result);
  CHECK(result->target.cpu_milli == 1168);
  CHECK(usage.cpu().percentile(0.5) == usage.cpu().start_of(26));
  CHECK(usage.cpu().percentile(0.95) == usage.cpu().start_of(50));
  // Without history nothing is excluded: the bounds are as wide as can be.
  CHECK(result->confidence == 0);
  CHECK(result->lower_bound.cpu_milli == 25);
  CHECK(result->upper_bound.cpu_milli == 100'000'000'000'000);
}

TEST_CASE("section 7: at least 25 mCPU and 250 MiB, shared among the containers of the pod",
          "[vpa]") {
  AggregateUsage usage;
  ContainerUsage container(usage);
  for (int minute = 0; minute <= 1440; ++minute) container.add_cpu(start + minute * 1min, 0.001);
  container.add_memory(start, 1'000'000);
  CHECK(recommend(usage, 1)->target == Amounts{25, 262'144'000});
  CHECK(recommend(usage, 2)->target == Amounts{12, 131'072'000});
  CHECK(recommend(usage, 1)->lower_bound == Amounts{25, 262'144'000});
  // One of four: 6 mCPU at least, but the smallest bucket's end of 10, × 1.15 = 11, asks for more.
  CHECK(recommend(usage, 4)->target == Amounts{11, 65'536'000});
}

TEST_CASE("section 7: minAllowed and maxAllowed have the last word, on all three", "[vpa]") {
  ResourcePolicy policy{.maxAllowed_cpu_milli = 1000};
  policy.minAllowed_memory_bytes = 2'000'000'000;
  const auto result = recommend(steady(1), 1, policy);
  CHECK(result->target == Amounts{1000, 2'000'000'000});
  CHECK(result->lower_bound == Amounts{1000, 2'000'000'000});
  CHECK(result->upper_bound == Amounts{1000, 2'337'447'192});
  CHECK(result->uncapped_target == Amounts{1168, 1'168'723'596});
  CHECK(result->reason ==
        "usage asks for 1.168 CPU and 1114 MiB, minAllowed and maxAllowed leave 1 CPU and 1907 "
        "MiB");
}

TEST_CASE("section 7: without samples of both there is no recommendation", "[vpa]") {
  AggregateUsage usage;
  CHECK_FALSE(recommend(usage, 1));
  ContainerUsage(usage).add_cpu(start, 1.0);
  CHECK_FALSE(recommend(usage, 1));
}

TEST_CASE("section 7: limits keep the limit:request proportion", "[vpa]") {
  CHECK(proportional_limit(2000, 500, 750) == 3000);
  CHECK(proportional_limit(1000, 3000, 1000) == 333);
  CHECK(proportional_limit(0, 500, 750) == 0);
  CHECK(proportional_limit(2000, 0, 750) == 2000);
}
