#include "models/autoscaling/vpa/container_usage.hpp"

#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::vpa;

namespace {

constexpr TimePoint start{};

double peak(const AggregateUsage& usage) {
  return usage.memory().percentile(1.0);
}

/// The end of the bucket that holds so many bytes.
double end_of_bucket(double bytes) {
  const DecayingHistogram memory(memory_buckets);
  return memory.start_of(memory.bucket_of(bytes) + 1);
}

}  // namespace

TEST_CASE("section 7: every sample of CPU counts, with weight 0.1", "[vpa]") {
  CHECK(UsageSettings{}.cpu_sample_weight == 0.1);
  AggregateUsage usage;
  ContainerUsage one(usage);
  ContainerUsage other(usage);
  for (int minute = 0; minute < 3; ++minute) one.add_cpu(start, 0.005);
  other.add_cpu(start, 1.0);
  CHECK(usage.cpu().percentile(0.75) == usage.cpu().start_of(1));
  CHECK(usage.cpu().percentile(0.76) == usage.cpu().start_of(37));
}

TEST_CASE("section 7: one peak of memory per container and 24 h, replaced by a higher one",
          "[vpa]") {
  AggregateUsage usage;
  ContainerUsage container(usage);
  container.add_memory(start, 1'000'000'000);
  container.add_memory(start + 1h, 500'000'000);
  CHECK(usage.memory().percentile(0.01) == end_of_bucket(1e9));  // the lower one does not count
  container.add_memory(start + 2h, 2'000'000'000);
  CHECK(usage.memory().percentile(0.01) == end_of_bucket(2e9));  // and the peak before is gone
  container.add_memory(start + 24h, 500'000'000);                // the next interval
  CHECK(usage.memory().percentile(0.01) == end_of_bucket(5e8));
  CHECK(peak(usage) == end_of_bucket(2e9));
  // The older peak weighs half as much: 1 of 3.
  CHECK(usage.memory().percentile(0.66) == end_of_bucket(5e8));
  CHECK(usage.memory().percentile(0.67) == end_of_bucket(2e9));
}

TEST_CASE("section 7: an interval without samples is skipped", "[vpa]") {
  AggregateUsage usage;
  ContainerUsage container(usage);
  container.add_memory(start, 1'000'000'000);
  container.add_memory(start + 60h, 500'000'000);  // the third interval, to 72 h
  container.add_memory(start + 71h, 2'000'000'000);
  CHECK(usage.memory().percentile(0.2) == end_of_bucket(1e9));  // 1 of 5: two half-lives apart
  CHECK(usage.memory().percentile(0.21) == end_of_bucket(2e9));
}

TEST_CASE("section 7: an OOM kill is a sample of used + 100 MiB or × 1.2, whichever is more",
          "[vpa]") {
  AggregateUsage small;
  ContainerUsage(small).add_oom(start, 300'000'000);
  CHECK(peak(small) == end_of_bucket(404'857'600));
  AggregateUsage large;
  ContainerUsage(large).add_oom(start, 1'000'000'000);
  CHECK(peak(large) == end_of_bucket(1'200'000'000));
}

TEST_CASE("section 7: used is the larger of request and peak; later samples below do not count",
          "[vpa]") {
  AggregateUsage usage;
  ContainerUsage container(usage);
  container.add_memory(start, 1'000'000'000);
  container.add_oom(start + 1h, 300'000'000);
  CHECK(usage.memory().percentile(0.01) == end_of_bucket(1'200'000'000));
  container.add_memory(start + 2h, 1'100'000'000);
  CHECK(peak(usage) == end_of_bucket(1'200'000'000));
  CHECK(usage.memory().percentile(0.01) == end_of_bucket(1'200'000'000));
}

TEST_CASE("section 7: confidence is days of history, or samples by 1440 if less", "[vpa]") {
  AggregateUsage usage;
  CHECK(usage.confidence() == 0);
  ContainerUsage container(usage);
  for (int minute = 0; minute <= 1440; ++minute) container.add_cpu(start + minute * 1min, 0.1);
  CHECK(usage.confidence() == 1);  // 1441 samples in a day
  container.add_cpu(start + 10 * 24h, 0.1);
  CHECK(usage.confidence() == 1442.0 / 1440);
}

TEST_CASE("section 7: after 8 intervals of 24 h without a sample all is forgotten", "[vpa]") {
  AggregateUsage usage;
  CHECK_FALSE(usage.is_expired(start + 1000h));  // not begun
  ContainerUsage(usage).add_cpu(start + 1h, 0.1);
  CHECK_FALSE(usage.is_expired(start + 1h + 8 * 24h - 1ns));
  CHECK(usage.is_expired(start + 1h + 8 * 24h));
}
