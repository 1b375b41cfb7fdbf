#include "sim/chance/stream.hpp"

#include <cmath>
#include <set>

#include "sim/chance/math.hpp"
#include "tests/sim/chance/goodness.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

template <class Draw>
std::vector<double> sample(int n, Draw draw) {
  std::vector<double> values;
  for (int i = 0; i < n; ++i) values.push_back(draw());
  return values;
}

double mean_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

}  // namespace

TEST_CASE("a stream is named by seed, replication, path and purpose, and by nothing else") {
  std::set<std::uint64_t> firsts;
  for (const std::uint64_t seed : {1U, 2U}) {
    for (const std::uint32_t replication : {0U, 1U}) {
      for (const char* path : {"api", "db", "a"}) {
        for (const char* purpose : {"service", "pi", "i"}) {
          firsts.insert(Stream::named({seed, replication}, path, purpose).next());
        }
      }
    }
  }
  CHECK(firsts.size() == 36);  // "a" + "pi" is not "api" + ""
  Stream one = Stream::named({7, 3}, "api", "service");
  Stream same = Stream::named({7, 3}, "api", "service");
  for (int i = 0; i < 100; ++i) CHECK(one.next() == same.next());
}

TEST_CASE("uniform numbers are open at both ends") {
  CHECK(chance::to_uniform(0) > 0.0);
  CHECK(chance::to_uniform(~std::uint64_t{0}) < 1.0);
}

TEST_CASE("uniform numbers are uniform", "[statistical]") {
  Stream chance = Stream::named({11, 0}, "test", "uniform");
  const auto values = sample(200'000, [&] { return chance.uniform(); });
  CHECK(ks_statistic(values, [](double x) { return x; }) < ks_bound);
}

TEST_CASE("the exponential ziggurat gives exponentials", "[statistical]") {
  Stream chance = Stream::named({12, 0}, "test", "exponential");
  const auto values = sample(1'000'000, [&] { return chance.exponential(); });
  CHECK(ks_statistic(values, [](double x) { return 1.0 - std::exp(-x); }) < ks_bound);
  CHECK(std::fabs(mean_of(values) - 1.0) < 4.9 / 1000.0);
  const auto beyond = static_cast<double>(
      std::count_if(values.begin(), values.end(), [](double x) { return x > 7.7; }));
  CHECK(std::fabs(beyond - 1e6 * std::exp(-7.7)) <
        4.9 * std::sqrt(1e6 * std::exp(-7.7)));  // the tail's own branch
}

TEST_CASE("the normal ziggurat gives normals", "[statistical]") {
  Stream chance = Stream::named({13, 0}, "test", "normal");
  const auto values = sample(1'000'000, [&] { return chance.normal(); });
  CHECK(ks_statistic(values, [](double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); }) <
        ks_bound);
  CHECK(std::fabs(mean_of(values)) < 4.9 / 1000.0);
  const auto beyond = static_cast<double>(
      std::count_if(values.begin(), values.end(), [](double x) { return std::fabs(x) > 3.66; }));
  const double expected = 1e6 * std::erfc(3.66 / std::sqrt(2.0));
  CHECK(std::fabs(beyond - expected) < 4.9 * std::sqrt(expected));
}

TEST_CASE("the layers of both ziggurats have equal areas and meet at the top") {
  const auto check = [](const Ziggurat& z) {
    const double area = z.edge[0] * z.density[1];
    double worst = 0;
    for (int i = 1; i < 255; ++i) {
      worst =
          std::max(worst, std::fabs(z.edge[i] * (z.density[i + 1] - z.density[i]) / area - 1.0));
    }
    CHECK(worst < 1e-9);
    CHECK(z.density[256] == 1.0);
    CHECK(std::fabs(z.edge[255] * (1.0 - z.density[255]) / area - 1.0) < 1e-6);
  };
  check(Ziggurat::exponential);
  check(Ziggurat::normal);
}

TEST_CASE("below is without bias, also where the range does not divide 2^64", "[statistical]") {
  Stream chance(14);
  for (const std::uint64_t n : {std::uint64_t{1}, std::uint64_t{7}, std::uint64_t{100}}) {
    std::vector<double> counts(static_cast<std::size_t>(n), 0.0);
    for (int i = 0; i < 100'000; ++i) counts[static_cast<std::size_t>(chance.below(n))] += 1;
    if (n > 1)
      CHECK(chi_square_score(
                counts, std::vector<double>(counts.size(), 1e5 / static_cast<double>(n))) < 5.0);
  }
  const std::uint64_t large = (std::uint64_t{3} << 62);
  double lower_half = 0;
  for (int i = 0; i < 100'000; ++i) lower_half += chance.below(large) < large / 2 ? 1 : 0;
  CHECK(std::fabs(lower_half - 5e4) < 4.9 * std::sqrt(2.5e4));
}
