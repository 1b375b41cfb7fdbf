#include "models/theory/retries.hpp"

#include "tests/support/catch.hpp"

using namespace tiersim::theory;

TEST_CASE("three tiers of three attempts make 27 calls of an outage", "[theory]") {
  const RetryChain outage = retry_chain({3, 3, 3}, 1);
  CHECK(outage.success_probability == 0);
  CHECK(outage.calls_per_request == std::vector<double>{3, 9, 27});
  const RetryChain healthy = retry_chain({3, 3}, 0);
  CHECK(healthy.calls_per_request == std::vector<double>{1, 1});
  CHECK(healthy.success_probability == 1);
}

TEST_CASE("back-offs that double up to a cap", "[theory]") {
  // Before retries 1, 2, 3: 1, 2, 3 (capped). Half of the attempts fail.
  const RetryBackoff found = retry_backoff(4, 0.5, 1, 2, 3, Jitter::none);
  CHECK(found.success_probability == Approx(15.0 / 16));
  CHECK(found.attempts == Approx(1.875));
  CHECK(found.backoff_s == Approx(0.5 + 0.5 + 0.375));
  CHECK(found.backoff_max_s == 6);
  // Totals 0, 1, 3, 6 with probabilities 1/2, 1/4, 1/8, 1/8.
  CHECK(found.backoff_variance_s2 == Approx(0.25 + 9.0 / 8 + 36.0 / 8 - 1.375 * 1.375));
}

TEST_CASE("full jitter halves the mean and adds the variance of a uniform law", "[theory]") {
  const RetryBackoff found = retry_backoff(2, 1, 6, 1, 6, Jitter::full);
  CHECK(found.backoff_s == Approx(3));
  CHECK(found.backoff_variance_s2 == Approx(3));
  CHECK(retry_backoff(1, 0.5, 1, 2, 3, Jitter::full).backoff_s == 0);
}
