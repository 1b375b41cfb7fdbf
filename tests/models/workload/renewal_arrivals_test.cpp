#include "models/workload/renewal_arrivals.hpp"

#include "tests/support/catch.hpp"

using namespace tiersim;

TEST_CASE("constant interarrival times give a clockwork", "[workload]") {
  RenewalArrivals arrivals(Distribution::deterministic(250ms), Stream(1), TimePoint{} + 10s);
  CHECK(arrivals.next() == TimePoint{} + 10250ms);
  CHECK(arrivals.next() == TimePoint{} + 10500ms);
  CHECK(arrivals.next() == TimePoint{} + 10750ms);
}

TEST_CASE("interarrival times are the draws of the distribution, one after the other",
          "[workload]") {
  const Distribution interarrival = Distribution::exponential(0.005);
  RenewalArrivals arrivals(interarrival, Stream(9));
  Stream stream(9);
  TimePoint expected{};
  for (int k = 0; k < 1'000; ++k) {
    expected += interarrival.sample_duration(stream);
    CHECK(arrivals.next() == expected);
  }
}

TEST_CASE("arrivals end with the last instant that can be told", "[workload]") {
  RenewalArrivals arrivals(Distribution::deterministic(24h * 365 * 200), Stream(1));
  CHECK(arrivals.next().has_value());
  CHECK_FALSE(arrivals.next().has_value());
  CHECK_FALSE(arrivals.next().has_value());
}
