// Histograms: a whole and its parts; quantiles beside the sorted values.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <vector>

#include "sim/statistics/log_histogram.hpp"
#include "tests/properties/property.hpp"

using namespace tiersim;
using tiersim::test::number;
using tiersim::test::steps;

namespace {

constexpr double lowest = 0x1p-30;  // of the range with relative error
constexpr double highest = 0x1p+20;

/// Values of every order of magnitude, below, within and above the range; some stand often.
rc::Gen<double> any_value() {
  const auto mantissa = number<std::int64_t>(0, 1 << 20);
  return rc::gen::oneOf(rc::gen::element(0.0, lowest, highest, 1.0, 0.25, 1e300),
                        rc::gen::map(rc::gen::pair(mantissa, number(-40, 30)),
                                     [](const std::pair<std::int64_t, int>& p) {
                                       return std::ldexp(
                                           1.0 + static_cast<double>(p.first) * 0x1p-20, p.second);
                                     }));
}

LogHistogram histogram_of(const std::vector<double>& values) {
  LogHistogram histogram;
  for (const double value : values) histogram.record(value);
  return histogram;
}

using Bin = std::tuple<double, double, std::uint64_t>;

std::vector<Bin> bins(const LogHistogram& histogram) {
  std::vector<Bin> found;
  histogram.for_each_bin(
      [&](double low, double high, std::uint64_t count) { found.emplace_back(low, high, count); });
  return found;
}

void check_equal(const LogHistogram& a, const LogHistogram& b) {
  RC_ASSERT(a.count() == b.count());
  RC_ASSERT(a.min() == b.min());
  RC_ASSERT(a.max() == b.max());
  RC_ASSERT(bins(a) == bins(b));
  for (const double p : {0.0, 0.01, 0.5, 0.95, 0.999, 1.0})
    RC_ASSERT(a.quantile(p) == b.quantile(p));
  RC_ASSERT(std::abs(a.sum() - b.sum()) <= 1e-12 * std::abs(a.sum()));
}

}  // namespace

TEST_CASE("a histogram is the sum of its parts", "[properties][statistics]") {
  rc::prop("whatever the parts and their order", [] {
    const auto values = *steps(any_value(), 5.0);
    const auto parts = *number<std::size_t>(1, 5);
    std::vector<std::vector<double>> dealt(parts);
    for (const double value : values) dealt[*number<std::size_t>(0, parts - 1)].push_back(value);
    const LogHistogram whole = histogram_of(values);
    LogHistogram forwards;
    LogHistogram backwards;
    for (std::size_t i = 0; i < parts; ++i) {
      forwards.merge(histogram_of(dealt[i]));
      backwards.merge(histogram_of(dealt[parts - 1 - i]));
    }
    check_equal(whole, forwards);
    check_equal(whole, backwards);
    LogHistogram used = histogram_of({1e-9, 3.0, 1e9});
    used.clear();
    used.merge(whole);
    check_equal(whole, used);
  });
}

TEST_CASE("quantiles rise with p and stand beside the sorted values", "[properties][statistics]") {
  rc::prop("to 0.4 % within the range", [] {
    auto values =
        *rc::gen::suchThat(steps(any_value(), 5.0), [](const auto& v) { return !v.empty(); });
    const LogHistogram histogram = histogram_of(values);
    std::sort(values.begin(), values.end());
    double before = histogram.min();
    for (int permille = 0; permille <= 1000; permille += 5) {
      const double p = permille / 1000.0;
      const double quantile = histogram.quantile(p);
      RC_ASSERT(quantile >= before);
      RC_ASSERT(quantile <= histogram.max());
      before = quantile;
      // inf{x: F(x) >= p} of the sample, and its neighbours when p n is a whole number but for
      // rounding.
      const double rank = p * static_cast<double>(values.size());
      const auto at = [&](double r) {
        const double last = static_cast<double>(values.size()) - 1.0;
        return values[static_cast<std::size_t>(std::clamp(r, 0.0, last))];
      };
      const double low = at(std::ceil(rank - 1e-9) - 1.0);
      const double high = at(std::floor(rank + 1e-9));
      if (low < lowest || high >= highest) continue;
      RC_ASSERT(quantile >= low * (1.0 - 0.004));
      RC_ASSERT(quantile <= high * (1.0 + 0.004));
    }
  });
}

TEST_CASE("the count at most x rises from nothing to all", "[properties][statistics]") {
  rc::prop("and errs by no more than the bin of x holds", [] {
    const auto values = *steps(any_value(), 5.0);
    const auto x = *any_value();
    const LogHistogram histogram = histogram_of(values);
    const double found = histogram.count_at_most(x);
    const auto n = static_cast<double>(values.size());
    RC_ASSERT(found >= 0.0);
    RC_ASSERT(found <= n);
    RC_ASSERT(histogram.count_at_most(2.0 * x + 1.0) >= found);
    if (x < lowest || x >= highest) return;
    const auto count = [&](double limit) {
      return static_cast<double>(
          std::count_if(values.begin(), values.end(), [limit](double v) { return v <= limit; }));
    };
    RC_ASSERT(found >= count(x * (1.0 - 0.004)));
    RC_ASSERT(found <= count(x * (1.0 + 0.004)));
  });
}
