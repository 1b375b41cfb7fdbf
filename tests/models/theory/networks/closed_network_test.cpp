#include "models/theory/networks/closed_network.hpp"

#include <algorithm>
#include <cmath>

#include "models/theory/networks/bounds.hpp"
#include "models/theory/networks/machine_repair.hpp"
#include "sim/assert.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::theory;

namespace {

/// Mean value analysis of one class at single servers, the other way to the same numbers.
struct MeanValues {
  double throughput = 0;
  std::vector<double> number;
};

MeanValues mean_values(std::size_t population, double think, const std::vector<double>& demand) {
  MeanValues means{0, std::vector<double>(demand.size(), 0.0)};
  for (std::size_t n = 1; n <= population; ++n) {
    double cycle = think;
    std::vector<double> residence;
    for (std::size_t k = 0; k < demand.size(); ++k) {
      residence.push_back(demand[k] * (1 + means.number[k]));
      cycle += residence.back();
    }
    means.throughput = static_cast<double>(n) / cycle;
    for (std::size_t k = 0; k < demand.size(); ++k)
      means.number[k] = means.throughput * residence[k];
  }
  return means;
}

}  // namespace

TEST_CASE("convolution agrees with mean value analysis", "[networks]") {
  const std::vector<double> demand{0.01, 0.03, 0.029, 0.0005};
  for (const std::size_t population : {1, 7, 60, 900}) {
    const auto solved = solve(ClosedNetwork{
        {population}, {2.0}, {demand}, {{1, 1, 1, 1}}, std::vector<std::size_t>(4, 1)});
    const MeanValues means = mean_values(population, 2.0, demand);
    CHECK(solved.throughput_per_s[0] == Approx(means.throughput).epsilon(1e-12));
    for (std::size_t k = 0; k < demand.size(); ++k)
      CHECK(solved.number[0][k] == Approx(means.number[k]).epsilon(1e-11));
    CHECK(solved.response_s[0] ==
          Approx(interactive_response_s(static_cast<double>(population), means.throughput, 2.0))
              .epsilon(1e-9));
  }
}

TEST_CASE("delays are stations without waiting, utilization is per server", "[networks]") {
  const auto solved = solve(ClosedNetwork{{1}, {1.0}, {{0.5, 0.25}}, {{2, 4}}, {0, 2}});
  CHECK(solved.throughput_per_s[0] == Approx(1.0 / 3));  // alone: 1 s of thought, 2 s of service
  CHECK(solved.response_s[0] == Approx(2));
  CHECK(solved.utilization[0] == Approx(1.0 / 3));
  CHECK(solved.utilization[1] == Approx(1.0 / 6));
  CHECK(solved.number[0][1] == Approx(1.0 / 3));
}

TEST_CASE("load-dependent stations contain the others as special cases", "[networks]") {
  const std::vector<double> constant(6, 0.2);
  std::vector<double> delay, two;
  for (int n = 1; n <= 6; ++n) {
    delay.push_back(0.3 / n);
    two.push_back(0.4 / std::min(n, 2));
  }
  const auto solved = solve(LoadDependentNetwork{6, 1.0, {constant, delay, two}, {1, 1, 2}});
  const auto same = solve(ClosedNetwork{{6}, {1.0}, {{0.2, 0.3, 0.4}}, {{1, 1, 2}}, {1, 0, 2}});
  CHECK(solved.throughput_per_s[0] == Approx(same.throughput_per_s[0]).epsilon(1e-13));
  CHECK(solved.response_s[0] == Approx(same.response_s[0]).epsilon(1e-13));
  for (std::size_t k = 0; k < 3; ++k)
    CHECK(solved.number[0][k] == Approx(same.number[0][k]).epsilon(1e-13));
}

TEST_CASE("Bard and Schweitzer's fixed point, by hand", "[networks]") {
  // D = Z = 1, two customers: R = 1 + Q/2, Q = 2R/(R + 1), hence R² = R + 1.
  const auto golden = solve_approximately(ClosedNetwork{{2}, {1.0}, {{1.0}}, {{1.0}}, {1}});
  CHECK(golden.response_s[0] == Approx((1 + std::sqrt(5.0)) / 2).epsilon(1e-13));
  // Exact in a balanced network without thinking: everybody finds the same.
  const ClosedNetwork balanced{{5}, {0.0}, {{1, 1, 1}}, {{1, 1, 1}}, {1, 1, 1}};
  CHECK(solve_approximately(balanced).throughput_per_s[0] ==
        Approx(solve(balanced).throughput_per_s[0]).epsilon(1e-13));
  CHECK_THROWS_AS(solve_approximately(ClosedNetwork{{2}, {1.0}, {{1.0}}, {{1.0}}, {2}}),
                  InternalError);
}

TEST_CASE("bounds hold the exact throughput between them, the balanced ones more tightly",
          "[networks]") {
  const std::vector<double> demand{0.1, 0.25, 0.15};
  for (const std::size_t population : {1, 2, 5, 30}) {
    for (const double think : {0.0, 1.0}) {
      const ThroughputBounds bounds = throughput_bounds({population, think, demand});
      const double exact = mean_values(population, think, demand).throughput;
      CHECK(bounds.asymptotic_lower_per_s <= bounds.balanced_lower_per_s * (1 + 1e-14));
      CHECK(bounds.balanced_lower_per_s <= exact * (1 + 1e-14));
      CHECK(exact <= bounds.balanced_upper_per_s * (1 + 1e-14));
      CHECK(bounds.balanced_upper_per_s <= bounds.asymptotic_upper_per_s * (1 + 1e-14));
    }
  }
  CHECK(throughput_bounds({4, 1.0, demand}).knee_population == Approx(6));  // 1.5 / 0.25
  CHECK(interactive_response_s(100, 12.5, 5) == 3);
}

TEST_CASE("two machines and one repairer, by hand", "[networks]") {
  // Equal rates: 0, 1, 2 machines down weigh 1, 2, 2.
  const auto solved = solve(MachineRepair{2, 0, 1.0, 1.0, 1});
  CHECK(solved.down == Approx(6.0 / 5));
  CHECK(solved.operating == Approx(4.0 / 5));
  CHECK(solved.all_operating == Approx(1.0 / 5));
  CHECK(solved.repairer_utilization == Approx(4.0 / 5));
  CHECK(solved.down_time_s == Approx(1.5));
  // A cold spare instead of a second machine: 1, 1, 1.
  const auto spare = solve(MachineRepair{1, 1, 1.0, 1.0, 1});
  CHECK(spare.all_operating == Approx(2.0 / 3));
  CHECK(spare.failures_per_s == Approx(2.0 / 3));
}
