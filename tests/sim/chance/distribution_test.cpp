#include "sim/chance/distribution.hpp"

#include <cmath>
#include <limits>

#include "tests/sim/chance/goodness.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

struct Case {
  const char* name;
  Distribution law;
  double mean;
  double variance;
};

std::vector<Case> cases() {
  return {{"uniform", Distribution::uniform(1, 3), 2, 1.0 / 3},
          {"exponential", Distribution::exponential(0.006), 0.006, 3.6e-5},
          {"erlang", Distribution::erlang(3, 9), 9, 27},
          {"gamma below 1", Distribution::gamma(2, 1.5), 2, 9},
          {"gamma above 1", Distribution::gamma(8, 0.5), 8, 16},
          {"hyperexponential by branches", Distribution::hyperexponential({0.9, 0.1}, {1, 10}), 1.9,
           2 * (0.9 + 10) - 1.9 * 1.9},
          {"hyperexponential by cv", Distribution::hyperexponential(10, 2), 10, 400},
          {"lognormal", Distribution::lognormal(4, 1), 4, 16},
          {"weibull", Distribution::weibull(2, 1), std::sqrt(M_PI) / 2, 1 - M_PI / 4},
          {"weibull by cv", Distribution::weibull_from_moments(10, 2), 10, 400},
          {"pareto", Distribution::pareto(5, 1), 1.25, 5.0 / (16 * 3)},
          {"bounded pareto", Distribution::bounded_pareto(1.5, 1, 100), 2.7027027, 0},
          {"empirical", Distribution::empirical({1, 2, 2, 7}), 3, 5.5},
          {"histogram", Distribution::histogram({0, 1, 3}, {1, 1}), 1.25, 0},
          {"mixture",
           Distribution::mixture({0.9, 0.1},
                                 {Distribution::deterministic(2.0), Distribution::exponential(50)}),
           6.8, 0}};
}

template <class Engine>
std::vector<double> draw(const Distribution& law, int n, Engine next) {
  std::vector<double> values;
  for (int i = 0; i < n; ++i) values.push_back(next(law, i));
  return values;
}

}  // namespace

TEST_CASE("each law knows its mean and variance") {
  for (const Case& c : cases()) {
    INFO(c.name);
    CHECK(c.law.mean() == Approx(c.mean).epsilon(1e-6));
    if (c.variance > 0) CHECK(c.law.variance() == Approx(c.variance).epsilon(1e-6));
  }
  CHECK(std::isinf(Distribution::pareto(0.9, 1).mean()));
  CHECK(std::isinf(Distribution::pareto(1.5, 1).variance()));
}

TEST_CASE("samples of both engines have the law's mean", "[statistical]") {
  // 30 comparisons at |z| <= 5.5: a right generator fails one of them once in a million.
  for (const Case& c : cases()) {
    INFO(c.name);
    constexpr int n = 400'000;
    const double error = 5.5 * std::sqrt(c.law.variance() / n);
    Stream stream = Stream::named({21, 0}, c.name, "mean");
    double sum = 0;
    double keyed = 0;
    for (int i = 0; i < n; ++i) {
      sum += c.law.sample(stream);
      RequestDraw request({21, 0}, static_cast<std::uint64_t>(i), 7);
      keyed += c.law.sample(request);
    }
    CHECK(std::fabs(sum / n - c.law.mean()) <= error);
    CHECK(std::fabs(keyed / n - c.law.mean()) <= error);
  }
}

TEST_CASE("samples of both engines follow the law", "[statistical]") {
  for (const Case& c : cases()) {
    if (c.law.kind() == "empirical" || c.law.kind() == "mixture")
      continue;  // with atoms: tested by their frequencies
    INFO(c.name);
    Stream stream = Stream::named({22, 0}, c.name, "law");
    const auto streamed =
        draw(c.law, 20'000, [&](const Distribution& law, int) { return law.sample(stream); });
    const auto keyed = draw(c.law, 20'000, [&](const Distribution& law, int i) {
      RequestDraw request({22, 0}, static_cast<std::uint64_t>(i), 7);
      return law.sample(request);
    });
    const auto cdf = [&](double x) { return c.law.cdf(x); };
    CHECK(ks_statistic(streamed, cdf) < ks_bound);
    CHECK(ks_statistic(keyed, cdf) < ks_bound);
  }
}

TEST_CASE("quantile and cumulated probability undo each other") {
  for (const Case& c : cases()) {
    if (c.law.kind() == "empirical" || std::string_view(c.name) == "mixture") continue;
    for (const double p : {0.001, 0.1, 0.5, 0.9, 0.99, 0.9999}) {
      INFO(c.name << " at " << p);
      CHECK(c.law.cdf(c.law.quantile(p)) == Approx(p).margin(1e-9));
    }
  }
  CHECK(Distribution::exponential(6).quantile(0.95) == Approx(6 * std::log(20.0)));
  CHECK(Distribution::empirical({1, 2, 2, 7}).quantile(0.75) == 2);
  CHECK(Distribution::empirical({1, 2, 2, 7}).quantile(0.76) == 7);
}

TEST_CASE("an empirical law draws each sample as often as it occurs", "[statistical]") {
  const Distribution law = Distribution::empirical({1, 2, 2, 7});
  Stream chance(23);
  double twos = 0;
  for (int i = 0; i < 100'000; ++i) twos += law.sample(chance) == 2.0 ? 1 : 0;
  CHECK(std::fabs(twos - 5e4) < 4.9 * std::sqrt(2.5e4));
}

TEST_CASE("a lognormal through its median and p99 passes through both") {
  const Distribution law = Distribution::lognormal_from_quantiles(0.004, 0.040);
  CHECK(law.quantile(0.5) == Approx(0.004));
  CHECK(law.quantile(0.99) == Approx(0.040));
}

TEST_CASE("a law through quantiles passes through them") {
  const Distribution law =
      Distribution::from_quantiles({{0.5, 0.004}, {0.9, 0.009}, {0.99, 0.030}});
  CHECK(law.quantile(0.5) == Approx(0.004));
  CHECK(law.quantile(0.9) == Approx(0.009));
  CHECK(law.quantile(0.99) == Approx(0.030));
  Stream chance(24);
  double below = 0;
  for (int i = 0; i < 100'000; ++i) below += law.sample(chance) <= 0.009 ? 1 : 0;
  CHECK(std::fabs(below - 9e4) < 4.9 * std::sqrt(9e3));
}

TEST_CASE("a scaled law is the law of the scaled quantity") {
  for (const Case& c : cases()) {
    INFO(c.name);
    const Distribution twice = c.law.scaled(2);
    CHECK(twice.mean() == Approx(2 * c.law.mean()));
    CHECK(twice.variance() == Approx(4 * c.law.variance()));
    Stream a(25);
    Stream b(25);
    CHECK(twice.sample(a) == Approx(2 * c.law.sample(b)).epsilon(1e-12));
  }
}

TEST_CASE("a constant is drawn without chance") {
  const Distribution law = Distribution::deterministic(8ms);
  Stream a(26);
  Stream b(26);
  CHECK(law.sample(a) == 0.008);
  CHECK(a.next() == b.next());
  CHECK(law.sample_duration(a) == 8ms);
  CHECK(Distribution{}.mean() == 0);
}

TEST_CASE("a law is written as a scenario writes it") {
  CHECK(Distribution::deterministic(8ms).text() == "8ms");
  CHECK(Distribution::exponential(0.006).text() == "exponential(6ms)");
  CHECK(Distribution::lognormal(0.004, 1).text() == "lognormal(4ms, cv=1)");
  CHECK(Distribution::uniform(1, 3).text() == "uniform(1s, 3s)");
  CHECK(Distribution::pareto(2.5, 0.001).text() == "pareto(alpha=2.5, min=1ms)");
}

TEST_CASE("impossible parameters are refused with a sentence") {
  CHECK_THROWS_WITH(Distribution::exponential(0), "the mean must be more than 0");
  CHECK_THROWS_WITH(Distribution::uniform(3, 1), "uniform(low, high) needs 0 <= low <= high");
  CHECK_THROWS_AS(Distribution::hyperexponential(1, 0.5), std::invalid_argument);
  CHECK_THROWS_AS(Distribution::erlang(0, 1), std::invalid_argument);
  CHECK_THROWS_AS(Distribution::mixture({1}, {}), std::invalid_argument);
  CHECK_THROWS_AS(Distribution::histogram({0, 1}, {0}), std::invalid_argument);
  CHECK_THROWS_AS(Distribution::from_quantiles({{0.5, 2}, {0.9, 1}}), std::invalid_argument);
  CHECK_THROWS_AS(Distribution::pareto(-1, 1), std::invalid_argument);
}
