// The corners of the laws: exact values, flat and empty parts, atoms, infinite moments, and every
// refusal.
#include <cmath>
#include <functional>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include "sim/chance/distribution.hpp"
#include "tests/support/catch.hpp"

namespace {

using namespace tiersim;

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

void check_refused(const std::function<Distribution()>& make, const std::string& sentence) {
  INFO(sentence);
  CHECK_THROWS_AS(make(), std::invalid_argument);
  CHECK_THROWS_WITH(make(), sentence);
}

}  // namespace

TEST_CASE("cumulated probabilities have their closed forms", "[distribution]") {
  CHECK(Distribution::uniform(1, 3).cdf(1.5) == 0.25);
  CHECK(Distribution::uniform(2, 2).cdf(2) == 1);
  CHECK(Distribution::uniform(2, 2).cdf(1.9) == 0);
  CHECK(Distribution::exponential(2).cdf(1e-12) == Approx(5e-13).epsilon(1e-12));
  CHECK(Distribution::weibull(2, 3).cdf(3) == Approx(1 - std::exp(-1.0)).epsilon(1e-14));
  CHECK(Distribution::pareto(2, 1).cdf(10) == Approx(0.99).epsilon(1e-14));
  CHECK(Distribution::pareto(2, 1).cdf(0.5) == 0);
  const Distribution bounded = Distribution::bounded_pareto(1, 1, 4);  // (1 - 1/x)/(3/4)
  CHECK(bounded.cdf(2) == Approx(2.0 / 3).epsilon(1e-14));
  CHECK(bounded.cdf(4) == 1);
  CHECK(bounded.quantile(2.0 / 3) == Approx(2).epsilon(1e-14));
  CHECK(Distribution::erlang(2, 2).cdf(1) == Approx(1 - 2 * std::exp(-1.0)).epsilon(1e-13));
  CHECK(Distribution::lognormal_from_logs(0, 1).cdf(1) == 0.5);
  for (const Distribution& law :
       {Distribution::gamma(1, 2), Distribution::lognormal(1, 2), Distribution::pareto(1, 1),
        Distribution::from_quantiles({{0.5, 1}, {0.9, 2}})}) {
    CHECK(law.cdf(-1) == 0);
    CHECK(law.cdf(0) == 0);
    CHECK(law.cdf(infinite) == 1);
  }
}

TEST_CASE("moments of a bounded Pareto are exact where alpha meets the moment", "[distribution]") {
  // alpha = 1: mean = ln(high/low) low/(1 - low/high); the second moment is low × high.
  const Distribution law = Distribution::bounded_pareto(1, 1, 4);
  const double mean = std::log(4.0) * 4 / 3;
  CHECK(law.mean() == Approx(mean).epsilon(1e-14));
  CHECK(law.variance() == Approx(4 - mean * mean).epsilon(1e-13));
  // Continuous there: a hair beside 1 and 2 the moments are a hair away.
  for (const double alpha : {1.0, 2.0}) {
    const Distribution at = Distribution::bounded_pareto(alpha, 0.001, 10);
    const Distribution beside = Distribution::bounded_pareto(alpha + 1e-11, 0.001, 10);
    CHECK(beside.mean() == Approx(at.mean()).epsilon(1e-9));
    CHECK(beside.variance() == Approx(at.variance()).epsilon(1e-9));
  }
}

TEST_CASE("a histogram is uniform in its bins and skips empty ones", "[distribution]") {
  const Distribution law = Distribution::histogram({0, 1, 3, 4}, {1, 0, 3});
  CHECK(law.mean() == Approx(0.25 * 0.5 + 0.75 * 3.5));
  // Variance between bins 0.1875 × 9, within 1/12.
  CHECK(law.variance() == Approx(0.1875 * 9 + 1.0 / 12).epsilon(1e-14));
  CHECK(law.cdf(0.5) == 0.125);
  CHECK(law.cdf(1) == 0.25);
  CHECK(law.cdf(2) == 0.25);
  CHECK(law.cdf(3.5) == 0.625);
  CHECK(law.cdf(9) == 1);
  CHECK(law.quantile(0.25) == 1);  // the least x that has it
  CHECK(law.quantile(0.625) == 3.5);
  const Distribution first_empty = Distribution::histogram({0, 1, 2}, {0, 5});
  CHECK(first_empty.quantile(1e-9) >= 1);
  const Distribution last_empty = Distribution::histogram({0, 1, 2}, {5, 0});
  CHECK(last_empty.quantile(1 - 1e-9) <= 1);
  const Distribution narrow = Distribution::histogram({1e6, 1e6 + 1}, {7});
  CHECK(narrow.variance() == Approx(1.0 / 12).epsilon(1e-9));
}

TEST_CASE("a law through quantiles is log-linear and knows its moments", "[distribution]") {
  // ln X is uniform on ln 1 … ln 16: mean 15/ln 16, second moment 255/(2 ln 16).
  const Distribution law = Distribution::from_quantiles({{0.75, 8}, {0.25, 2}});
  CHECK(law.quantile(0.5) == Approx(4).epsilon(1e-14));
  CHECK(law.quantile(1e-12) == Approx(1).epsilon(1e-10));
  CHECK(law.quantile(1 - 1e-12) == Approx(16).epsilon(1e-10));
  CHECK(law.mean() == Approx(15 / std::log(16.0)).epsilon(1e-14));
  CHECK(law.variance() ==
        Approx(255 / (2 * std::log(16.0)) - std::pow(15 / std::log(16.0), 2)).epsilon(1e-13));
  CHECK(law.cdf(4) == Approx(0.5).epsilon(1e-14));
  CHECK(law.cdf(0.5) == 0);
  CHECK(law.cdf(17) == 1);
  const Distribution flat = Distribution::from_quantiles({{0.5, 3}, {0.9, 3}});
  CHECK(flat.mean() == Approx(3).epsilon(1e-14));
  CHECK(flat.variance() == Approx(0).margin(1e-13));
  CHECK(flat.cv() >= 0);
}

TEST_CASE("a mixture has its parts' atoms", "[distribution]") {
  const Distribution law = Distribution::mixture(
      {3, 1}, {Distribution::deterministic(0.0), Distribution::deterministic(2.0)});
  CHECK(law.mean() == 0.5);
  CHECK(law.variance() == 0.75);
  CHECK(law.cdf(0) == 0.75);
  CHECK(law.cdf(2) == 1);
  CHECK(law.quantile(0.7) == 0);
  CHECK(law.quantile(0.8) == Approx(2).epsilon(1e-15));
  // Equal parts: no cancellation below 0.
  const Distribution same =
      Distribution::mixture({0.1, 0.7, 0.2}, std::vector(3, Distribution::deterministic(0.1)));
  CHECK(same.variance() >= 0);
  CHECK(same.cv() == Approx(0).margin(1e-15));
}

TEST_CASE("infinite moments stay infinite", "[distribution]") {
  CHECK(Distribution::pareto(0.9, 1).cv() == infinite);
  CHECK(Distribution::pareto(0.9, 1).scaled(2).mean() == infinite);
  const Distribution part =
      Distribution::mixture({1, 1}, {Distribution::pareto(0.9, 1), Distribution::exponential(1)});
  CHECK(part.mean() == infinite);
  CHECK(part.variance() == infinite);
  // A part of weight 0 does not count.
  CHECK(Distribution::mixture({0, 1}, {Distribution::pareto(0.9, 1), Distribution::exponential(3)})
            .mean() == 3);
  CHECK(Distribution::weibull(0.005, 1).variance() == infinite);
}

TEST_CASE("scaled laws of tables and mixtures scale their quantiles too", "[distribution]") {
  for (const Distribution& law :
       {Distribution::empirical({1, 2, 5}), Distribution::histogram({0, 1, 3}, {1, 1}),
        Distribution::from_quantiles({{0.5, 1}, {0.9, 2}}), Distribution::hyperexponential(1, 2),
        Distribution::bounded_pareto(1.5, 1, 9), Distribution::lognormal(1, 2)}) {
    const Distribution scaled = law.scaled(3).scaled(0.5);
    INFO(law.kind());
    CHECK(scaled.quantile(0.7) == Approx(1.5 * law.quantile(0.7)).epsilon(1e-12));
    CHECK(scaled.cdf(1.5 * law.quantile(0.6) * 1.01) ==
          Approx(law.cdf(law.quantile(0.6) * 1.01)).epsilon(1e-10));
  }
  check_refused([] { return Distribution::exponential(1).scaled(0); },
                "a factor must be more than 0");
}

TEST_CASE("Weibull laws have the moments asked for", "[distribution]") {
  for (const double cv : {0.01, 0.5, 1.0, 3.0, 20.0}) {
    const Distribution asked = Distribution::weibull_from_moments(0.008, cv);
    CHECK(asked.mean() == 0.008);
    CHECK(asked.cv() == Approx(cv).epsilon(1e-14));
    if (cv == 1)
      CHECK(asked.quantile(0.5) == Approx(0.008 * std::log(2.0)).epsilon(1e-9));  // the exponential
  }
  check_refused([] { return Distribution::weibull_from_moments(1, 21); },
                "weibull takes a coefficient of variation between 0.01 and 20");
}

TEST_CASE("texts are what a scenario would say", "[distribution]") {
  CHECK(Distribution::deterministic(0s).text() == "0s");
  CHECK(Distribution::deterministic(1500us).text() == "1.5ms");
  CHECK(Distribution::deterministic(1'234'567'891ns).text() == "1.23456789s");
  CHECK(Distribution::deterministic(250ns).text() == "250ns");
  CHECK(Distribution::erlang(4, 0.008).text() == "gamma(8ms, cv=0.5)");
  CHECK(Distribution::weibull_from_moments(0.01, 2).text() == "weibull(10ms, cv=2)");
  CHECK(Distribution::bounded_pareto(1.5, 0.001, 10).text() ==
        "pareto(alpha=1.5, min=1ms, max=10s)");
  CHECK(Distribution::hyperexponential(0.01, 2).text() == "hyperexponential(10ms, cv=2)");
  CHECK(Distribution::hyperexponential(0.01, 2).scaled(2).text() == "hyperexponential(20ms, cv=2)");
  CHECK(Distribution::hyperexponential({0.5, 0.5}, {0.001, 0.003}).text() ==
        "mixture (mean 2ms, cv=1.22474487)");
  CHECK(Distribution::from_quantiles({{0.5, 0.004}, {0.9, 0.009}, {0.999, 0.03}}).text() ==
        "quantiles(p50=4ms, p90=9ms, p99.9=30ms)");
  CHECK(Distribution::from_quantiles({{0.5, 0.004}, {0.9, 0.009}}).scaled(2).text() ==
        "quantiles(p50=8ms, p90=18ms)");
  CHECK(Distribution::empirical({0.001, 0.003}).text() == "empirical (mean 2ms, cv=0.5)");
  CHECK(Distribution::histogram({0, 0.002}, {4}).text() == "histogram (mean 1ms, cv=0.577350269)");
}

TEST_CASE("every factory says what would be right", "[distribution]") {
  using D = Distribution;
  check_refused([] { return D::deterministic(-1.0); }, "a constant must not be negative");
  check_refused([] { return D::deterministic(infinite); }, "a constant must be finite");
  check_refused([] { return D::exponential(infinite); }, "the mean must be finite");
  check_refused([] { return D::exponential(not_a_number); }, "the mean must be more than 0");
  check_refused([] { return D::erlang(0, 1); }, "erlang(k, mean) needs at least one stage");
  check_refused([] { return D::gamma(1, 0); }, "the coefficient of variation must be more than 0");
  check_refused([] { return D::lognormal(1, -1); },
                "the coefficient of variation must not be negative");
  check_refused([] { return D::lognormal_from_quantiles(2, 1); },
                "lognormal(median, p99) needs 0 < median <= p99");
  check_refused([] { return D::lognormal_from_logs(0, -1); }, "sigma must not be negative");
  check_refused([] { return D::weibull(0, 1); }, "weibull needs a shape and a scale above 0");
  check_refused([] { return D::pareto(1, 0); }, "pareto needs alpha and min above 0");
  check_refused([] { return D::bounded_pareto(1, 2, 2); },
                "a bounded pareto needs alpha > 0 and 0 < min < max");
  check_refused([] { return D::empirical({}); }, "an empirical law needs at least one sample");
  check_refused([] { return D::empirical({1, not_a_number, 2}); }, "samples must not be negative");
  check_refused([] { return D::empirical({1, infinite}); }, "samples must be finite");
  check_refused(
      [] {
        return D::histogram({0, 1}, {});
      },
      "a histogram needs one edge more than counts");
  check_refused([] { return D::histogram({0, 1}, {-1}); }, "counts must not be negative");
  check_refused([] { return D::histogram({0, 1}, {infinite}); }, "counts must be finite");
  check_refused([] { return D::histogram({0, 1, 1}, {1, 1}); }, "edges must rise");
  check_refused(
      [] {
        return D::histogram({-1, 1}, {1});
      },
      "a histogram needs some counts, and edges that are not negative");
  check_refused(
      [] {
        return D::from_quantiles({{0.5, 1}});
      },
      "quantiles(…) needs at least two points");
  check_refused(
      [] {
        return D::from_quantiles({{0.5, 1}, {1, 2}});
      },
      "quantiles need probabilities between 0 and 1 and values above 0");
  check_refused(
      [] {
        return D::from_quantiles({{0.5, 1}, {0.5, 2}});
      },
      "quantiles must rise with their probability");
  check_refused([] { return D::mixture({1}, {}); }, "a mixture needs as many weights as parts");
  check_refused([] { return D::mixture({-1}, {D{}}); }, "weights must not be negative");
  check_refused([] { return D::mixture({0}, {D{}}); }, "weights must not all be 0");
  check_refused(
      [] {
        return D::hyperexponential({1}, {1, 2});
      },
      "a hyperexponential needs as many probabilities as means");
}
