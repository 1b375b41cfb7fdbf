#include "sim/statistics/log_histogram.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <random>
#include <tuple>
#include <vector>

#include "tests/support/catch.hpp"

namespace {

using namespace tiersim;

using Bin = std::tuple<double, double, std::uint64_t>;

std::vector<Bin> bins_of(const LogHistogram& histogram) {
  std::vector<Bin> bins;
  histogram.for_each_bin(
      [&](double low, double high, std::uint64_t count) { bins.emplace_back(low, high, count); });
  return bins;
}

/// The quantile function at random probabilities.
std::vector<double> samples(const std::function<double(double)>& quantile, std::uint64_t seed,
                            std::size_t n) {
  std::mt19937_64 bits(seed);
  std::vector<double> values(n);
  for (double& value : values)
    value = quantile((static_cast<double>(bits() >> 12) + 0.5) * 0x1p-52);
  return values;
}

double exponential(double p) {
  return -0.01 * std::log(1 - p);
}

LogHistogram filled(const std::vector<double>& values) {
  LogHistogram histogram;
  for (const double value : values) histogram.record(value);
  return histogram;
}

}  // namespace

TEST_CASE("an empty histogram answers 0", "[log_histogram]") {
  const LogHistogram histogram;
  CHECK(histogram.count() == 0);
  CHECK(histogram.sum() == 0);
  CHECK(histogram.mean() == 0);
  CHECK(histogram.min() == 0);
  CHECK(histogram.max() == 0);
  CHECK(histogram.quantile(0.5) == 0);
  CHECK(histogram.count_at_most(1) == 0);
  CHECK(bins_of(histogram).empty());
}

TEST_CASE("one value is every quantile", "[log_histogram]") {
  const LogHistogram histogram = filled({0.0123});
  for (const double p : {0.0, 0.001, 0.5, 0.99, 1.0}) CHECK(histogram.quantile(p) == 0.0123);
  CHECK(histogram.min() == 0.0123);
  CHECK(histogram.max() == 0.0123);
  CHECK(histogram.mean() == 0.0123);
  CHECK(histogram.count_at_most(0.0122) == 0);
  CHECK(histogram.count_at_most(0.0123) == 1);
}

TEST_CASE("a bin holds its lower edge and not its upper one", "[log_histogram]") {
  // Around 1 the bins are 1/256 wide, below it 1/512.
  const double before_one = std::nextafter(1.0, 0.0);
  const LogHistogram histogram =
      filled({before_one, 1.0, std::nextafter(1.0 + 1.0 / 256, 0.0), 1.0 + 1.0 / 256});
  CHECK(bins_of(histogram) == std::vector<Bin>{{1.0 - 1.0 / 512, 1.0, 1},
                                               {1.0, 1.0 + 1.0 / 256, 2},
                                               {1.0 + 1.0 / 256, 1.0 + 2.0 / 256, 1}});
}

TEST_CASE("values below and above the range are counted", "[log_histogram]") {
  LogHistogram histogram = filled({0.0, 0.0, 1e-10, 0.5, 2e6, 3e6});
  CHECK(histogram.count() == 6);
  CHECK(histogram.min() == 0);
  CHECK(histogram.max() == 3e6);
  CHECK(histogram.sum() == Approx(5e6 + 0.5).epsilon(1e-15));
  CHECK(histogram.quantile(0.5) == 0);  // what is below the range counts as 0
  CHECK(histogram.quantile(0.6) == Approx(0.5).epsilon(0.004));
  CHECK(histogram.quantile(1.0) > 0x1p20);
  CHECK(histogram.quantile(1.0) <= 3e6);
  CHECK(histogram.count_at_most(0) == 3);
  CHECK(histogram.count_at_most(0.1) == 3);
  CHECK(histogram.count_at_most(1) == 4);
  CHECK(histogram.count_at_most(3e6) == 6);
  CHECK(bins_of(histogram) ==
        std::vector<Bin>{{0.0, 0x1p-30, 3}, {0.5, 0.5 + 1.0 / 512, 1}, {0x1p20, 3e6, 2}});

  // The ends of the range belong to the bins as stated.
  CHECK(bins_of(filled({0x1p-30})) == std::vector<Bin>{{0x1p-30, 0x1p-30 * (1 + 1.0 / 256), 1}});
  CHECK(std::get<0>(bins_of(filled({std::nextafter(0x1p20, 0.0)})).front()) ==
        0x1p20 * (1 - 1.0 / 512));
  CHECK(bins_of(filled({0x1p20})) == std::vector<Bin>{{0x1p20, 0x1p20, 1}});
}

TEST_CASE("only zeros have zero quantiles", "[log_histogram]") {
  const LogHistogram histogram = filled({0, 0, 0});
  CHECK(histogram.quantile(0.99) == 0);
  CHECK(histogram.count_at_most(0) == 3);
}

TEST_CASE("quantiles are within 0.4 % of the sorted values", "[log_histogram]") {
  const std::vector<std::function<double(double)>> laws = {
      exponential, [](double p) { return 1e-6 * std::pow(1 - p, -1 / 1.1); },  // heavy tail
      [](double p) { return p < 0.9 ? 0.0019 : 31.0; },                   // two values, far apart
      [](double p) { return p < 0.5 ? 0.0019 + p * 1e-9 : 0.0019073; }};  // two values in one bin
  for (const auto& law : laws) {
    std::vector<double> values = samples(law, 5, 20'001);
    const LogHistogram histogram = filled(values);
    std::sort(values.begin(), values.end());
    double worst = 0;
    for (int permille = 1; permille < 1000; ++permille) {
      const double p = permille / 1000.0;
      const double exact = values[static_cast<std::size_t>(std::ceil(p * 20'001)) - 1];
      worst = std::max(worst, std::fabs(histogram.quantile(p) / exact - 1));
    }
    CHECK(worst <= 0.004);
    CHECK(histogram.quantile(0) >= values.front());
    CHECK(histogram.quantile(1) <= values.back());
    CHECK(histogram.quantile(1) >= values.back() * 0.996);
  }
}

TEST_CASE("counts up to a value invert the quantile", "[log_histogram]") {
  const LogHistogram histogram = filled(samples(exponential, 9, 50'000));
  for (const double p : {0.01, 0.3, 0.5, 0.9, 0.99}) {
    CHECK(histogram.count_at_most(histogram.quantile(p)) == Approx(p * 50'000).margin(1.0));
  }
}

TEST_CASE("merged parts equal the whole, in any order", "[log_histogram]") {
  // From below the range to above it.
  std::vector<double> values =
      samples([](double p) { return 1e-9 * std::pow(1 - p, -4.0); }, 3, 9'999);
  values[7] = 0;
  const LogHistogram whole = filled(values);
  LogHistogram parts[3];
  for (std::size_t i = 0; i < values.size(); ++i) parts[i % 3].record(values[i]);

  LogHistogram forth;
  for (const LogHistogram& part : parts) forth.merge(part);
  LogHistogram back = parts[2];
  back.merge(parts[1]);
  back.merge(parts[0]);
  back.merge(LogHistogram{});

  for (const LogHistogram* merged : {&forth, &back}) {
    CHECK(bins_of(*merged) == bins_of(whole));
    CHECK(merged->count() == whole.count());
    CHECK(merged->min() == whole.min());
    CHECK(merged->max() == whole.max());
    CHECK(merged->sum() == Approx(whole.sum()).epsilon(1e-12));
    CHECK(merged->quantile(0.99) == whole.quantile(0.99));
  }
}

TEST_CASE("ranges of any order merge", "[log_histogram]") {
  LogHistogram low = filled({1e-6});
  const LogHistogram high = filled({100.0});
  low.merge(high);
  LogHistogram other = high;
  other.merge(filled({1e-6}));
  CHECK(bins_of(low) == bins_of(other));
  CHECK(low.count() == 2);
}

TEST_CASE("a cleared histogram is as new", "[log_histogram]") {
  LogHistogram histogram = filled({0, 1, 2, 1e9});
  histogram.clear();
  CHECK(histogram.count() == 0);
  CHECK(histogram.sum() == 0);
  CHECK(histogram.max() == 0);
  CHECK(bins_of(histogram).empty());
  histogram.record(5);
  CHECK(histogram.min() == 5);
  CHECK(histogram.max() == 5);
  CHECK(histogram.quantile(0.5) == 5);
}
