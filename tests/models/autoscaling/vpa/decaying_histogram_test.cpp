#include "models/autoscaling/vpa/decaying_histogram.hpp"

#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::vpa;

namespace {

constexpr TimePoint start{};

DecayingHistogram cpu() {
  return DecayingHistogram(cpu_buckets);
}

}  // namespace

TEST_CASE("section 7: bucket k starts at first × (1.05^k − 1) / 0.05", "[vpa]") {
  // 1 + 1.05 + 1.1025 = 3.1525; 1.05^37 = 6.0814069.
  CHECK(cpu().start_of(0) == 0);
  CHECK(cpu().start_of(1) == Approx(0.01).epsilon(1e-12));
  CHECK(cpu().start_of(3) == Approx(0.031525).epsilon(1e-12));
  CHECK(cpu().start_of(37) == Approx(1.0162813885540927).epsilon(1e-12));
  const DecayingHistogram memory(memory_buckets);
  CHECK(memory.start_of(1) == Approx(1e7).epsilon(1e-12));
  CHECK(memory.start_of(9) == Approx(110265643.2).epsilon(1e-9));
}

TEST_CASE("section 7: CPU up to 1000 cores and memory up to 10^12 bytes are told apart", "[vpa]") {
  // ln(1000 × 0.05 / 0.01 + 1) / ln 1.05 = 174.6; the same ratio for memory.
  CHECK(cpu().buckets() == 176);
  CHECK(DecayingHistogram(memory_buckets).buckets() == 176);
  CHECK(cpu().bucket_of(1000) == 174);
  CHECK(cpu().bucket_of(1e6) == 175);
  CHECK(cpu().bucket_of(0) == 0);
  CHECK(cpu().bucket_of(0.0099) == 0);
  CHECK(cpu().bucket_of(0.0101) == 1);
  CHECK(cpu().bucket_of(1.0) == 36);
}

TEST_CASE("section 7: a percentile is the start of the bucket after the one that reaches it",
          "[vpa]") {
  DecayingHistogram histogram = cpu();
  CHECK(histogram.percentile(0.9) == 0);
  for (int i = 0; i < 9; ++i) histogram.add(0.005, 1, start);  // bucket 0
  histogram.add(1.0, 1, start);                                // bucket 36
  CHECK(histogram.percentile(0.5) == histogram.start_of(1));
  CHECK(histogram.percentile(0.9) == histogram.start_of(1));  // 9 ≥ 0.9 × 10
  CHECK(histogram.percentile(0.91) == histogram.start_of(37));
  DecayingHistogram huge = cpu();
  huge.add(1e6, 1, start);
  CHECK(huge.percentile(0.5) == huge.start_of(175));  // the last bucket has no end
}

TEST_CASE("section 7: a sample one half-life later weighs twice as much", "[vpa]") {
  DecayingHistogram histogram = cpu();
  histogram.add(0.005, 3, start);
  histogram.add(1.0, 1, start + 24h);  // 3 against 2
  CHECK(histogram.percentile(0.6) == histogram.start_of(1));
  CHECK(histogram.percentile(0.61) == histogram.start_of(37));
  histogram.add(1.0, 1, start + 48h);  // 3 against 6
  CHECK(histogram.percentile(0.33) == histogram.start_of(1));
  CHECK(histogram.percentile(0.34) == histogram.start_of(37));
}

TEST_CASE("section 7: half of a half-life counts √2", "[vpa]") {
  DecayingHistogram histogram = cpu();
  histogram.add(0.005, 1.41, start);
  histogram.add(1.0, 1, start + 12h);
  CHECK(histogram.percentile(0.5) == histogram.start_of(37));  // 1.41 < 2.824 / 2
  DecayingHistogram other = cpu();
  other.add(0.005, 1.42, start);
  other.add(1.0, 1, start + 12h);
  CHECK(other.percentile(0.5) == other.start_of(1));
}

TEST_CASE("section 7: years later the weights are still numbers", "[vpa]") {
  DecayingHistogram histogram = cpu();
  histogram.add(0.005, 1, start);
  for (int day = 1; day <= 3000; day += 7) histogram.add(1.0, 1, start + day * 24h);
  histogram.add(2.0, 1, start + 3001 * 24h);
  // The last one of a core lies four days back: 1/16, and the weeks before add 1/128 of it.
  CHECK(histogram.percentile(0.059) == histogram.start_of(37));
  CHECK(histogram.percentile(0.060) == histogram.start_of(50));
}

TEST_CASE("section 7: what is taken back is gone", "[vpa]") {
  DecayingHistogram histogram = cpu();
  histogram.add(1.0, 1, start + 7h);
  histogram.add(0.005, 1, start + 7h);
  histogram.subtract(1.0, 1, start + 7h);
  CHECK(histogram.percentile(1.0) == histogram.start_of(1));
  histogram.subtract(0.005, 1, start + 7h);
  CHECK(histogram.is_empty());
}

TEST_CASE("section 7: nothing is left of many samples taken back in another order", "[vpa]") {
  DecayingHistogram histogram = cpu();
  for (int i = 0; i < 50; ++i) histogram.add(0.1 * (i % 7), 0.1, start + i * 53min);
  for (int i = 49; i >= 0; i -= 2) histogram.subtract(0.1 * (i % 7), 0.1, start + i * 53min);
  for (int i = 48; i >= 0; i -= 2) histogram.subtract(0.1 * (i % 7), 0.1, start + i * 53min);
  CHECK(histogram.is_empty());
  CHECK(histogram.percentile(0.9) == 0);
}
