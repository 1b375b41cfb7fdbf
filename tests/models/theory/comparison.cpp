#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "tests/models/theory/theory_runner.hpp"

namespace tiersim::theory_vectors {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

struct Tolerance {
  double relative = 0;
  double absolute = 0;
};

Tolerance tolerance_of(const Json& one_case, const std::string& metric) {
  Json tolerance = one_case.value("tolerance", Json::object());
  if (tolerance.contains("metrics") && tolerance["metrics"].contains(metric))
    tolerance = Json(tolerance["metrics"][metric]);
  return {std::max(tolerance.value("rel", 0.0), 1e-9), tolerance.value("abs", 0.0)};
}

/// Goes through numbers, lists and lists of lists alike.
class Walk {
 public:
  Walk(std::string metric, Tolerance tolerance, Comparison& found)
      : metric_(std::move(metric)), tolerance_(tolerance), found_(found) {}

  void compare(const Json& expected, const Json& actual) {
    if (expected.is_array()) return compare_lists(expected, actual);
    if (!expected.is_null() && !expected.is_number()) return differ("expects no number");
    if (!actual.is_number()) return differ("is no number");
    const double want = expected.is_null() ? infinity : expected.get<double>();
    const double got = actual.get<double>();
    if (want == got) return;
    const double error = std::abs(got - want);
    const double relative = error / std::abs(want);
    if (relative > found_.relative_error || std::isnan(relative)) {
      found_.relative_error = relative;
      found_.worst = metric_;
    }
    if (!(error <= std::max(tolerance_.relative * std::abs(want), tolerance_.absolute)) ||
        std::isinf(want))
      differ(fmt::format("is {:.17g}, expected {:.17g}", got, want));
  }

 private:
  void compare_lists(const Json& expected, const Json& actual) {
    if (!actual.is_array() || actual.size() != expected.size())
      return differ(fmt::format("is no list of {}", expected.size()));
    for (std::size_t i = 0; i < expected.size(); ++i) compare(expected[i], actual[i]);
  }

  void differ(const std::string& how) {
    if (found_.difference.empty()) found_.difference = metric_ + " " + how;
  }

  std::string metric_;
  Tolerance tolerance_;
  Comparison& found_;
};

}  // namespace

Comparison compare(const Json& one_case, const Json& metrics) {
  Comparison found;
  for (const auto& [metric, expected] : one_case.at("expect").items()) {
    if (!metrics.contains(metric)) {
      if (found.difference.empty()) found.difference = metric + " is not computed";
      continue;
    }
    Walk(metric, tolerance_of(one_case, metric), found).compare(expected, metrics.at(metric));
  }
  return found;
}

}  // namespace tiersim::theory_vectors
