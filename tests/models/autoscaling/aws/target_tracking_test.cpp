#include "models/autoscaling/aws/target_tracking.hpp"

#include "tests/support/catch.hpp"

using namespace tiersim::aws;

namespace {

using Points = std::vector<std::optional<double>>;

const TargetTrackingPolicy policy{.TargetValue = 50};

Points minutes(std::size_t count, double value) {
  return Points(count, value);
}

Proposal at(const Points& points, std::int32_t capacity) {
  return track(policy, points, {capacity, capacity});
}

}  // namespace

TEST_CASE("section 3.1: the defaults of a policy, and those by service", "[aws]") {
  CHECK(policy.ScaleOutCooldown == 300);
  CHECK(policy.ScaleInCooldown == 300);
  CHECK_FALSE(policy.DisableScaleIn);
  for (const char* service :
       {"ecs", "ec2", "elasticmapreduce", "appstream", "rds", "sagemaker", "custom-resource"})
    CHECK(default_cooldown(service) == 300);
  for (const char* service : {"dynamodb", "lambda", "kafka"}) CHECK(default_cooldown(service) == 0);
}

TEST_CASE("section 3.1: an EC2 group warms up for the policy's, the group's or 300 s", "[aws]") {
  CHECK(instance_warmup(120, 60) == 120);
  CHECK(instance_warmup({}, 60) == 60);
  CHECK(instance_warmup({}, {}) == 300);
}

TEST_CASE("section 3.1: out after three minutes in a row above the target", "[aws]") {
  CHECK(at({90.0, 90.0}, 4).direction == Direction::none);
  CHECK(at({90.0, 90.0, 90.0}, 4).direction == Direction::out);
  CHECK(at({90.0, 50.0, 90.0}, 4).direction == Direction::none);
  CHECK(at({50.0, 50.0, 50.0}, 4).direction == Direction::none);  // at it is not above
  CHECK(at({90.0, std::nullopt, 90.0}, 4).direction == Direction::none);
}

TEST_CASE("section 3.1: in after fifteen minutes in a row below nine tenths", "[aws]") {
  CHECK(at(minutes(14, 20), 10).direction == Direction::none);
  CHECK(at(minutes(15, 20), 10).direction == Direction::in);
  CHECK(at(minutes(15, 45), 10).direction == Direction::none);
  CHECK(at(minutes(15, 44.9), 10).direction == Direction::in);
  Points broken = minutes(15, 20);
  broken[3] = 46;
  CHECK(at(broken, 10).direction == Direction::none);
}

TEST_CASE("section 3.1: missing data does not scale in", "[aws]") {
  Points missing = minutes(20, 20);
  missing[10] = std::nullopt;
  CHECK(at(missing, 10).direction == Direction::none);
  CHECK(at(Points(20), 10).direction == Direction::none);
}

TEST_CASE("section 3.1: out in proportion to the last minute, rounded up, one at least", "[aws]") {
  CHECK(at({60.0, 90.0, 75.0}, 4).capacity == 6);    // 4 × 75 / 50
  CHECK(at({60.0, 60.0, 61.0}, 10).capacity == 13);  // 12.2
  CHECK(at({51.0, 51.0, 50.5}, 0).capacity == 1);
  const Proposal proposal = at({60.0, 90.0, 75.5}, 4);
  CHECK(proposal.capacity == 7);
  CHECK(proposal.reason == "above the target of 50 for 3 min, last at 75.5");
}

TEST_CASE("section 3.1: in only as far as the rest stays at or below the target", "[aws]") {
  CHECK(at(minutes(15, 20), 10).capacity == 4);   // 4 exactly: 50 each
  CHECK(at(minutes(15, 21), 10).capacity == 5);   // 4.2
  CHECK(at(minutes(15, 44.9), 3).capacity == 3);  // 2.694: no change
  CHECK(at(minutes(15, 0), 3).capacity == 0);
  CHECK(at(minutes(15, 20), 10).reason == "below 90 % of the target of 50 for 15 min, last at 20");
}

TEST_CASE("section 3.1: DisableScaleIn keeps what there is", "[aws]") {
  TargetTrackingPolicy out_only = policy;
  out_only.DisableScaleIn = true;
  const Points points = minutes(15, 1);
  CHECK(track(out_only, points, {10, 10}).direction == Direction::none);
}

TEST_CASE("section 3.1: capacity that is being added counts towards the new one", "[aws]") {
  const Points points{75.0, 75.0, 75.0};
  CHECK(track(policy, points, {6, 4}).capacity == 6);  // 4 × 1.5: it is on its way
  const Points more{100.0, 100.0, 100.0};
  CHECK(track(policy, more, {6, 4}).capacity == 8);  // two more, not six
  CHECK(track(policy, points, {9, 4}).capacity == 9);
}

TEST_CASE("section 3.1: a target above 0, cool-downs of 0 or more", "[aws]") {
  CHECK(validate(policy).empty());
  CHECK(validate(TargetTrackingPolicy{}).size() == 1);
  CHECK(validate({.TargetValue = 1, .ScaleOutCooldown = -1, .ScaleInCooldown = -1}).size() == 2);
}
