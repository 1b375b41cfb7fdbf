#include "tests/queueing/estimate.hpp"

#include <algorithm>
#include <limits>

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

namespace tiersim::queueing {

double normal_of_t(double t, std::size_t replications) {
  constexpr std::size_t normal_from = 60;
  if (replications >= normal_from || std::abs(t) < 1e-3 || !std::isfinite(t)) return t;
  const boost::math::students_t student(static_cast<double>(replications - 1));
  const double tail = boost::math::cdf(boost::math::complement(student, std::abs(t)));
  if (tail < std::numeric_limits<double>::min()) return t;
  const double z = boost::math::quantile(boost::math::complement(boost::math::normal(), tail));
  return std::copysign(z, t);
}

double excess(double difference, double slack, double error) {
  const double beyond = std::max(std::abs(difference) - slack, 0.0);
  if (beyond == 0) return 0;
  return std::copysign(error > 0 ? beyond / error : std::numeric_limits<double>::infinity(),
                       difference);
}

}  // namespace tiersim::queueing
