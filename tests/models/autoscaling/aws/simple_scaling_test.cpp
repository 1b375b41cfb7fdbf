#include "models/autoscaling/aws/simple_scaling.hpp"

#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::aws;

TEST_CASE("section 3.3: one adjustment, then a full cool-down in which nothing happens", "[aws]") {
  constexpr TimePoint start{};
  SimpleScaling policy;
  const Adjustment up{"ChangeInCapacity", 2, {}};
  const Adjustment down{"ChangeInCapacity", -1, {}};
  const ScalingDecision first = policy.act(start, 4, {1, 7}, up);
  CHECK(first.desired == 6);
  CHECK(first.reason == "alarm: ChangeInCapacity 2");
  CHECK(policy.act(start + 60s, 6, {1, 7}, up).held_back == "Cooldown");
  CHECK(policy.act(start + 299s, 6, {1, 7}, down).desired == 6);
  const ScalingDecision second = policy.act(start + 300s, 6, {1, 7}, up);
  CHECK(second.desired == 7);
  CHECK(second.held_back == "MaxCapacity 7");
  CHECK(policy.act(start + 600s, 7, {1, 7}, down).desired == 6);
  CHECK(policy.act(start + 900s, 1, {1, 7}, down).held_back == "MinCapacity 1");
  CHECK(policy.act(start + 901s, 1, {1, 7}, up).desired == 3);  // nothing changed, no cool-down
}
