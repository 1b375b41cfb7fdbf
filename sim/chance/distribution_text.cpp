#include <cmath>
#include <cstdio>

#include "sim/chance/distribution.hpp"

namespace tiersim {

namespace {

std::string number(double value) {
  char text[40];
  std::snprintf(text, sizeof text, "%.6g", value);
  return text;
}

/// The span in the unit that makes it a number between 1 and 1000.
std::string span(double seconds) {
  if (seconds == 0) return "0s";
  if (seconds < 1e-6) return number(seconds * 1e9) + "ns";
  if (seconds < 1e-3) return number(seconds * 1e6) + "us";
  if (seconds < 1) return number(seconds * 1e3) + "ms";
  return number(seconds) + "s";
}

}  // namespace

std::string Distribution::text() const {
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
      return std::string(kind()) + "(" + span(mean_) + ", cv=" + number(cv()) + ")";
    default:
      return std::string(kind()) + " (mean " + span(mean_) + ", cv=" + number(cv()) + ")";
  }
}

}  // namespace tiersim
