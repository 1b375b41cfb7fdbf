#include <charconv>
#include <cmath>

#include "sim/chance/distribution.hpp"
#include "sim/chance/distribution_table.hpp"
#include "sim/chance/math.hpp"

namespace tiersim {

namespace {

/// Nine digits: more than a reader wants and fewer than the rounding of the parameters spoils.
std::string number(double value) {
  char text[40];
  return {text, std::to_chars(text, text + sizeof text, value, std::chars_format::general, 9).ptr};
}

/// The span in the unit that makes it a number between 1 and 1000.
std::string span(double seconds) {
  if (seconds == 0) return "0s";
  if (seconds < 1e-6) return number(seconds * 1e9) + "ns";
  if (seconds < 1e-3) return number(seconds * 1e6) + "us";
  if (seconds < 1) return number(seconds * 1e3) + "ms";
  return number(seconds) + "s";
}

/// "p50" for 0.5, "p99.9" for 0.999.
std::string percentile(double p) {
  return "p" + number(p * 100);
}

}  // namespace

std::string Distribution::text() const {
  const auto with_moments = [&](std::string_view name) {
    return std::string(name) + "(" + span(mean_) + ", cv=" + number(cv()) + ")";
  };
  switch (kind_) {
    case Kind::deterministic:
      return span(a_);
    case Kind::uniform:
      return "uniform(" + span(a_) + ", " + span(b_) + ")";
    case Kind::exponential:
      return "exponential(" + span(a_) + ")";
    case Kind::pareto:
      return "pareto(alpha=" + number(a_) + ", min=" + span(b_) + ")";
    case Kind::bounded_pareto:
      return "pareto(alpha=" + number(a_) + ", min=" + span(b_) + ", max=" + span(c_) + ")";
    case Kind::gamma:
    case Kind::lognormal:
    case Kind::weibull:
      return with_moments(kind());
    case Kind::log_linear: {
      std::string points;
      for (std::size_t i = 0; i < table_->p.size(); ++i) {
        points += (i == 0 ? "" : ", ") + percentile(table_->p[i]) + "=" +
                  span(factor_ * portable::exp(table_->x[i]));
      }
      return "quantiles(" + points + ")";
    }
    case Kind::mixture:
      if (is_balanced_hyperexponential()) return with_moments("hyperexponential");
      break;
    case Kind::steps:
    case Kind::linear:
      break;
  }
  return std::string(kind()) + " (mean " + span(mean_) + ", cv=" + number(cv()) + ")";
}

/// Two exponentials of equal load: what hyperexponential(mean, cv) makes, which has one law for
/// each mean and cv.
bool Distribution::is_balanced_hyperexponential() const {
  const std::vector<Distribution>& parts = table_->parts;
  if (parts.size() != 2 || parts[0].kind_ != Kind::exponential ||
      parts[1].kind_ != Kind::exponential)
    return false;
  const double p = table_->p[0];
  const double first = p * parts[0].a_;
  const double second = (1 - p) * parts[1].a_;
  return std::fabs(first - second) <= 1e-12 * (first + second) && p >= 0.5;
}

}  // namespace tiersim
