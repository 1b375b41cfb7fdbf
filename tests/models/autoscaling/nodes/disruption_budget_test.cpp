#include "models/autoscaling/nodes/disruption_budget.hpp"

#include "tests/support/catch.hpp"

using namespace tiersim::nodes;

TEST_CASE("section 9: a budget allows the healthy pods above those it wants", "[nodes]") {
  const DisruptionBudget three{.minAvailable = CountOrPercent{3}};
  CHECK(disruptions_allowed(three, 5, 5) == 2);
  CHECK(disruptions_allowed(three, 3, 5) == 0);
  CHECK(disruptions_allowed(three, 2, 5) == 0);
  CHECK(disruptions_allowed({.maxUnavailable = CountOrPercent{1}}, 5, 5) == 1);
  CHECK(disruptions_allowed({.maxUnavailable = CountOrPercent{1}}, 4, 5) == 0);
}

TEST_CASE("section 9: percentages of minAvailable and maxUnavailable are both rounded up",
          "[nodes]") {
  // 50 % of 7 is 3.5: 4 must stay, or 4 may go.
  CHECK(disruptions_allowed({.minAvailable = CountOrPercent{50, true}}, 7, 7) == 3);
  CHECK(disruptions_allowed({.maxUnavailable = CountOrPercent{50, true}}, 7, 7) == 4);
  CHECK(disruptions_allowed({.maxUnavailable = CountOrPercent{100, true}}, 7, 7) == 7);
}

TEST_CASE("pods evicted together need room in their budgets together", "[nodes]") {
  const Pod web{.disruption_budget = "web"};
  const Pod bare{};
  Pod daemon = web;
  daemon.daemon = true;
  RemainingDisruptions left({{"web", 2}});
  CHECK(left.allow({web, web, bare, daemon}));
  CHECK_FALSE(left.allow({web, web, web}));
  left.take({web, bare});
  CHECK(left.allow({web}));
  CHECK_FALSE(left.allow({web, web}));
  CHECK_FALSE(left.allow({Pod{.disruption_budget = "unheard-of"}}));
}
