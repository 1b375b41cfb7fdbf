#include "models/theory/run_length.hpp"

#include <cmath>

#include "sim/assert.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::theory;

TEST_CASE("variance constants of M/M/1 at half load", "[run_length]") {
  // 2 · ½ · 3/2 / (1/16), and ½ (2 + 5/2 - 1 + 1/8) / (1/16).
  CHECK(mm1_number_variance_constant(0.5, 1) == 24);
  CHECK(mm1_wait_variance_constant(0.5, 1) == 29);
  // A clock ten times as fast: L is the same in a tenth of the time, a wait a tenth as long.
  CHECK(mm1_number_variance_constant(5, 10) == Approx(2.4).epsilon(1e-14));
  CHECK(mm1_wait_variance_constant(5, 10) == Approx(0.29).epsilon(1e-14));
}

TEST_CASE("runs for a given precision grow with the square of the load's distance to 1",
          "[run_length]") {
  // At ρ = ½, L = 1: (2 / 0.1)² · 24 s.
  CHECK(mm1_run_length_s(0.5, 1, 0.1, 2) == Approx(9600).epsilon(1e-14));
  const double ratio = mm1_run_length_s(0.999, 1, 0.1, 2) / mm1_run_length_s(0.99, 1, 0.1, 2);
  CHECK(ratio == Approx(100).epsilon(0.02));
  CHECK_THROWS_AS(mm1_run_length_s(1, 1, 0.1, 2), InternalError);
  CHECK_THROWS_AS(mm1_run_length_s(0.5, 1, 0, 2), InternalError);
}

TEST_CASE("an autoregressive series agrees with sums of its autocovariances", "[run_length]") {
  const Autoregressive series{0.8, 2.0};
  // Covariance at lag k is variance · 0.8^k.
  const auto covariance = [&](int lag) { return series.variance() * std::pow(0.8, std::abs(lag)); };
  CHECK(series.variance() == Approx(2 / 0.36).epsilon(1e-14));
  double between = 0;
  double within = 0;
  for (int i = 0; i < 12; ++i) {
    for (int j = 0; j < 12; ++j) {
      within += covariance(i - j) / 144;
      between += covariance(12 + i - j) / 144;
    }
  }
  CHECK(series.variance_of_mean(12) == Approx(within).epsilon(1e-12));
  CHECK(series.batch_correlation(12) == Approx(between / within).epsilon(1e-12));
  // Two batches Y and Z of 12: 12 · E[(Y - Z)²/2] = 12 (within - between).
  CHECK(series.expected_batch_estimate(24, 12) == Approx(12 * (within - between)).epsilon(1e-12));
  double sum = covariance(0);
  for (int lag = 1; lag < 400; ++lag) sum += 2 * covariance(lag);
  CHECK(series.variance_constant() == Approx(sum).epsilon(1e-12));
  CHECK(series.variance_of_mean(1e9) * 1e9 == Approx(series.variance_constant()).epsilon(1e-6));
}

TEST_CASE("independent noise is worth what it counts", "[run_length]") {
  const Autoregressive noise{0, 3};
  CHECK(noise.effective_share() == 1);
  CHECK(noise.variance_of_mean(10) == Approx(0.3).epsilon(1e-15));
  CHECK(noise.batch_correlation(5) == 0);
  CHECK(noise.expected_batch_estimate(100, 10) == Approx(3).epsilon(1e-14));
  CHECK(Autoregressive{0.9, 1}.effective_share() == Approx(0.1 / 1.9).epsilon(1e-12));
}
