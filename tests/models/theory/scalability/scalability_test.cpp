#include <algorithm>
#include <cmath>

#include "models/theory/networks/closed_network.hpp"
#include "models/theory/scalability/scalability_fit.hpp"
#include "models/theory/scalability/scalability_law.hpp"
#include "models/theory/scalability/shared_resource.hpp"
#include "sim/assert.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::theory;

namespace {

std::vector<ScalabilityPoint> points_of(const ScalabilityLaw& law, const std::vector<double>& loads,
                                        const std::vector<double>& noise = {}) {
  std::vector<ScalabilityPoint> points;
  for (std::size_t i = 0; i < loads.size(); ++i) {
    const double off = noise.empty() ? 1 : 1 + noise[i % noise.size()];
    points.push_back({loads[i], law.throughput_per_s(loads[i]) * off});
  }
  return points;
}

double squared_error(const ScalabilityLaw& law, const std::vector<ScalabilityPoint>& points) {
  double sum = 0;
  for (const ScalabilityPoint& point : points) {
    const double residual = point.throughput_per_s - law.throughput_per_s(point.n);
    sum += residual * residual;
  }
  return sum;
}

}  // namespace

TEST_CASE("the universal scalability law, by hand", "[scalability]") {
  const ScalabilityLaw law{100, 0.1, 0.01};
  CHECK(law.throughput_per_s(1) == 100);
  CHECK(law.throughput_per_s(11) == Approx(1100 / 3.1));  // 1 + 1 + 1.1
  CHECK(law.efficiency(11) == Approx(1 / 3.1));
  CHECK(law.peak().value() == Approx(std::sqrt(90.0)));
  for (const double aside : {0.99, 1.01})
    CHECK(law.throughput_per_s(*law.peak() * aside) < law.throughput_per_s(*law.peak()));
  CHECK(law.limit_per_s() == 0.0);
  CHECK(ScalabilityLaw{100, 0.1, 0}.limit_per_s() == 1000.0);
  CHECK_FALSE(ScalabilityLaw{100, 0.1, 0}.peak());
  CHECK_FALSE(ScalabilityLaw{100, 0, 0}.limit_per_s());
  CHECK(amdahl_speed_up(0.25, 3) == Approx(2));  // 1 / (1/4 + 1/4)
  CHECK_THROWS_AS(amdahl_speed_up(1.5, 3), InternalError);
}

TEST_CASE("fits find the law that made the points", "[scalability]") {
  const std::vector<double> loads{1, 2, 4, 8, 16, 32, 64};
  for (const ScalabilityLaw& law :
       {ScalabilityLaw{995, 0.02671, 0.000769}, ScalabilityLaw{3, 0.4, 0},
        ScalabilityLaw{7e5, 0, 1e-5}, ScalabilityLaw{1e-3, 0, 0}, ScalabilityLaw{50, 0.9, 0.3}}) {
    const ScalabilityFit fit = fit_universal(points_of(law, loads));
    CHECK(fit.law.rate_per_s == Approx(law.rate_per_s).epsilon(1e-9));
    CHECK(fit.law.contention == Approx(law.contention).epsilon(1e-8).margin(1e-11));
    CHECK(fit.law.coherency == Approx(law.coherency).epsilon(1e-8).margin(1e-12));
    const ScalabilityLaw linear = fit_quadratic(points_of(law, loads));
    CHECK(linear.contention == Approx(law.contention).epsilon(1e-9).margin(1e-12));
    CHECK(linear.coherency == Approx(law.coherency).epsilon(1e-9).margin(1e-13));
  }
  const ScalabilityLaw amdahl{20, 0.07, 0};
  CHECK(fit_amdahl(points_of(amdahl, loads)).law.contention == Approx(0.07).epsilon(1e-9));
}

TEST_CASE("no neighbour of a fit is better, bounds included", "[scalability]") {
  const std::vector<double> loads{1, 3, 5, 10, 20, 40, 80};
  const std::vector<double> noises[] = {
      {0.03, -0.02, 0.04, -0.05, 0.01}, {-0.1, 0.1, 0.05}, {0.0, 0.2, 0.4, 0.8, 1.2, 1.6, 2.0}};
  int at_bound = 0;
  for (const auto& noise : noises) {
    for (const ScalabilityLaw& law :
         {ScalabilityLaw{10, 0.05, 1e-4}, ScalabilityLaw{10, 0.01, 0}}) {
      const auto points = points_of(law, loads, noise);
      const ScalabilityFit fit = fit_universal(points);
      at_bound += fit.law.contention == 0 || fit.law.coherency == 0 ? 1 : 0;
      CHECK(fit.squared_error == Approx(squared_error(fit.law, points)));
      for (const double change : {-1e-3, -1e-5, 1e-5, 1e-3}) {
        for (const int parameter : {0, 1, 2}) {
          ScalabilityLaw other = fit.law;
          if (parameter == 0) other.rate_per_s *= 1 + change;
          if (parameter == 1) other.contention = std::max(other.contention + change, 0.0);
          if (parameter == 2) other.coherency = std::max(other.coherency + change / 50, 0.0);
          CHECK(squared_error(other, points) >= fit.squared_error * (1 - 1e-12));
        }
      }
    }
  }
  CHECK(at_bound > 0);
}

TEST_CASE("too few points are a fault", "[scalability]") {
  CHECK_THROWS_AS(fit_universal({{1, 10}, {2, 19}, {2, 18}}), InternalError);
  CHECK_THROWS_AS(fit_amdahl({{4, 10}}), InternalError);
  CHECK_THROWS_AS(fit_quadratic({{2, 10}, {3, 12}, {4, 13}}), InternalError);
}

TEST_CASE("instances in front of a shared resource", "[scalability]") {
  const SharedResource resource{0.1, 0.02};
  CHECK(resource.knee() == Approx(5));
  CHECK(resource.bound_per_s(3) == Approx(30));
  CHECK(resource.bound_per_s(8) == Approx(50));
  CHECK(resource.throughput_per_s(1, 1) == Approx(1 / 0.12));
  // Three instances are three stations with a third of the demand each.
  const auto network = solve(ClosedNetwork{
      {12}, {0.0}, {{0.1, 0.1, 0.1, 0.02}}, {{1.0 / 3, 1.0 / 3, 1.0 / 3, 1}}, {1, 1, 1, 1}});
  CHECK(resource.throughput_per_s(3, 12) == Approx(network.throughput_per_s[0]).epsilon(1e-12));
}
