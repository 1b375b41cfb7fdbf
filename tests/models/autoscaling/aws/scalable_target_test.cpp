#include "models/autoscaling/aws/scalable_target.hpp"

#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::aws;

namespace {

constexpr TimePoint start{};
constexpr auto application = ScalableTarget::Service::application;
constexpr auto ec2 = ScalableTarget::Service::ec2;

TrackedMetric metric(double value, double target = 50) {
  return {{.TargetValue = target}, std::vector<std::optional<double>>(15, value)};
}

StepAlarm plus(std::int32_t change) {
  return {{.StepAdjustments = {{0.0, {}, change}}}, 90, 70};
}

}  // namespace

TEST_CASE("section 3.1: in the cool-down of a scale-out further ones go on, its capacity counted",
          "[aws]") {
  ScalableTarget target(application, {1, 100});
  CHECK(target.evaluate(start, 4, 0, {metric(75)}, {}).desired == 6);
  CHECK(target.evaluate(start + 60s, 6, 0, {metric(75)}, {}).desired == 6);
  CHECK(target.evaluate(start + 120s, 6, 0, {metric(100)}, {}).desired == 8);  // 4 × 2
  // The cool-down began anew at 120 s; the base stays 4 until 420 s.
  CHECK(target.evaluate(start + 419s, 8, 0, {metric(90)}, {}).desired == 8);  // 4 × 1.8 = 7.2
  CHECK(target.evaluate(start + 420s, 8, 0, {metric(60)}, {}).desired == 10);
}

TEST_CASE("section 3.1: the cool-down of a scale-in blocks further ones, a scale-out ends it",
          "[aws]") {
  ScalableTarget target(application, {1, 100});
  CHECK(target.evaluate(start, 10, 0, {metric(40)}, {}).desired == 8);
  const ScalingDecision blocked = target.evaluate(start + 299s, 8, 0, {metric(20)}, {});
  CHECK(blocked.desired == 8);
  CHECK(blocked.held_back == "ScaleInCooldown");
  CHECK(target.evaluate(start + 300s, 8, 0, {metric(40)}, {}).desired == 7);
  CHECK(target.evaluate(start + 310s, 7, 0, {metric(100)}, {}).desired == 14);
  CHECK(target.evaluate(start + 320s, 14, 0, {metric(25)}, {}).desired == 7);
}

TEST_CASE("section 3.1: of several policies the largest capacity wins on the way out", "[aws]") {
  ScalableTarget target(application, {1, 100});
  const ScalingDecision decision =
      target.evaluate(start, 4, 0, {metric(75), metric(30, 20), metric(10)}, {plus(1)});
  CHECK(decision.desired == 6);  // 6, 6 and 5; the third would go in
  CHECK(decision.reason == "above the target of 50 for 3 min, last at 75");
  CHECK(target.evaluate(start + 1h, 4, 0, {metric(75)}, {plus(5)}).desired == 9);
}

TEST_CASE("section 3.1: in only if all target tracking policies that may scale in agree", "[aws]") {
  ScalableTarget target(application, {1, 100});
  TrackedMetric disabled = metric(49);
  disabled.policy.DisableScaleIn = true;
  CHECK(target.evaluate(start, 10, 0, {metric(20), metric(49)}, {}).desired == 10);
  CHECK(target.evaluate(start, 10, 0, {metric(20), metric(30)}, {}).desired == 6);  // not 4
  CHECK(target.evaluate(start + 1h, 10, 0, {metric(20), disabled}, {}).desired == 4);
}

TEST_CASE("section 3.1: the capacity is clamped to MinCapacity and MaxCapacity", "[aws]") {
  ScalableTarget target(application, {3, 7});
  const ScalingDecision above = target.evaluate(start, 6, 0, {metric(100)}, {});
  CHECK(above.proposed == 12);
  CHECK(above.desired == 7);
  CHECK(above.held_back == "MaxCapacity 7");
  const ScalingDecision below = target.evaluate(start + 1h, 6, 0, {metric(5)}, {});
  CHECK(below.desired == 3);
  CHECK(below.held_back == "MinCapacity 3");
  CHECK(target.evaluate(start + 2h, 1, 0, {metric(49)}, {}).desired == 3);
}

TEST_CASE("section 3.1: at its maximum it starts no cool-down", "[aws]") {
  ScalableTarget target(application, {1, 7});
  CHECK(target.evaluate(start, 7, 0, {metric(100)}, {}).desired == 7);
  target.set_bounds({1, 100});
  CHECK(target.evaluate(start + 60s, 7, 0, {metric(100)}, {}).desired ==
        14);  // not 7 × 2 of before
  CHECK(target.bounds().MaxCapacity == 100);
}

TEST_CASE("section 3.1: instances in warm-up are not counted twice, and scale-in waits for them",
          "[aws]") {
  ScalableTarget group(ec2, {1, 100});
  // Six of them two warm up: the four that serve want 4 × 75 / 50 = 6.
  CHECK(group.evaluate(start, 6, 2, {metric(75)}, {}).desired == 6);
  CHECK(group.evaluate(start, 6, 0, {metric(75)}, {}).desired == 9);
  const ScalingDecision waiting = group.evaluate(start, 9, 1, {metric(20)}, {});
  CHECK(waiting.desired == 9);
  CHECK(waiting.held_back == "warm-up");
  CHECK(group.evaluate(start, 9, 0, {metric(20)}, {}).desired == 4);
  CHECK(group.evaluate(start, 4, 0, {metric(20)}, {}).desired == 2);  // and no cool-down
}

TEST_CASE("section 3.2: a step policy has the same cool-downs, or a warm-up", "[aws]") {
  ScalableTarget service(application, {1, 100});
  CHECK(service.evaluate(start, 10, 0, {}, {plus(2)}).desired == 12);
  CHECK(service.evaluate(start + 60s, 12, 0, {}, {plus(2)}).desired == 12);
  CHECK(service.evaluate(start + 120s, 12, 0, {}, {plus(3)}).desired == 13);
  // While the alarm stays it acts again: 300 s after the last step.
  CHECK(service.evaluate(start + 419s, 13, 0, {}, {plus(3)}).desired == 13);
  CHECK(service.evaluate(start + 420s, 13, 0, {}, {plus(3)}).desired == 16);
  const StepAlarm minus{{.StepAdjustments = {{{}, 0.0, -1}}}, 10, 30};
  CHECK(service.evaluate(start + 480s, 16, 0, {}, {minus}).desired == 15);
  CHECK(service.evaluate(start + 540s, 15, 0, {}, {minus}).held_back == "ScaleInCooldown");
  ScalableTarget group(ec2, {1, 100});
  CHECK(group.evaluate(start, 12, 2, {}, {plus(2)}).desired == 12);
  CHECK(group.evaluate(start, 12, 2, {}, {plus(3)}).desired == 13);
}
