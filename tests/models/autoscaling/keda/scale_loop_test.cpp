#include "models/autoscaling/keda/scale_loop.hpp"

#include "tests/models/autoscaling/keda/keda_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::keda;
using namespace tiersim::keda::fixture;

namespace {

const TriggerReading broken = failed_reading("connection refused");

ScaledObjectSpec idle_object() {
  ScaledObjectSpec spec = queue_object();
  spec.minReplicaCount = 3;
  spec.idleReplicaCount = 1;
  return spec;
}

}  // namespace

TEST_CASE("section 2: an active trigger wakes a workload at 0, to minReplicaCount or 1", "[keda]") {
  ScaleLoop loop(queue_object(), start);
  const PollDecision decision = loop.poll(start + 30s, 0, {messages(120)});
  CHECK(decision.desired == 1);
  CHECK(decision.active);
  CHECK(decision.activity.reason == "ScalerActive");
  CHECK(decision.reason == "trigger rabbitmq is active at 120: 0 pods to 1");
  CHECK(loop.last_active() == start + 30s);
  ScaledObjectSpec spec = queue_object();
  spec.minReplicaCount = 4;
  CHECK(ScaleLoop(spec, start).poll(start, 0, {messages(1)}).desired == 4);
}

TEST_CASE("section 2: from 1 on the HPA owns the count; a poll notes the activity only", "[keda]") {
  ScaleLoop loop(queue_object(), start);
  CHECK(loop.poll(start + 30s, 1, {messages(1000)}).desired == 1);
  CHECK(loop.last_active() == start + 30s);
  CHECK(loop.poll(start + 60s, 50, {messages(1000)}).desired == 50);
  CHECK(loop.last_active() == start + 60s);
}

TEST_CASE("section 2: one active trigger is enough", "[keda]") {
  ScaledObjectSpec spec = queue_object();
  spec.triggers.push_back(queue_trigger());
  spec.triggers[1].name = "letters";
  const PollDecision decision = ScaleLoop(spec, start).poll(start, 0, {messages(0), messages(2)});
  CHECK(decision.desired == 1);
  CHECK(decision.reason == "trigger letters is active at 2: 0 pods to 1");
}

TEST_CASE(
    "section 2: cpu and memory triggers alone are always active, beside others they wake "
    "nobody",
    "[keda]") {
  ScaledObjectSpec spec{.triggers = {cpu_trigger()}};
  CHECK(ScaleLoop(spec, start).poll(start, 0, {{}}).desired == 1);
  spec.triggers.push_back(queue_trigger());
  CHECK(ScaleLoop(spec, start).poll(start, 0, {{.active = true}, messages(0)}).desired == 0);
}

TEST_CASE("section 2: the step to 0 waits until more than cooldownPeriod after the last activity",
          "[keda]") {
  ScaleLoop loop(queue_object(), start);
  static_cast<void>(loop.poll(start + 30s, 2, {messages(1)}));
  const PollDecision cooling = loop.poll(start + 330s, 2, {messages(0)});
  CHECK(cooling.desired == 2);  // exactly 300 s after it
  CHECK(cooling.held_back == "cooldownPeriod 300s");
  CHECK(cooling.activity.reason == "ScalerCooldown");
  const PollDecision down = loop.poll(start + 331s, 2, {messages(0)});
  CHECK(down.desired == 0);
  CHECK(down.reason == "no trigger was active for more than 300s: 2 pods to 0");
}

TEST_CASE("section 2: never active, it waits for initialCooldownPeriod after creation", "[keda]") {
  ScaledObjectSpec spec = queue_object();
  CHECK(ScaleLoop(spec, start).poll(start, 3, {messages(0)}).desired == 3);  // not past it yet
  CHECK(ScaleLoop(spec, start).poll(start + 1ns, 3, {messages(0)}).desired == 0);
  spec.initialCooldownPeriod = 120;
  ScaleLoop loop(spec, start);
  const PollDecision waiting = loop.poll(start + 120s, 3, {messages(0)});
  CHECK(waiting.desired == 3);
  CHECK(waiting.held_back == "initialCooldownPeriod 120s");
  CHECK(loop.poll(start + 150s, 3, {messages(0)}).desired == 0);
}

TEST_CASE("section 2: with a minReplicaCount the step down is the HPA's alone", "[keda]") {
  ScaledObjectSpec spec = queue_object();
  spec.minReplicaCount = 2;
  ScaleLoop loop(spec, start);
  CHECK(loop.poll(start + 1h, 9, {messages(0)}).desired == 9);
  const PollDecision raised = loop.poll(start + 2h, 1, {messages(0)});
  CHECK(raised.desired == 2);
  CHECK(raised.reason == "1 pod is below minReplicaCount 2");
}

TEST_CASE("section 2: idleReplicaCount takes the place of 0, after the same cool-down", "[keda]") {
  ScaleLoop loop(idle_object(), start);
  CHECK(loop.poll(start + 30s, 5, {messages(9)}).desired == 5);
  CHECK(loop.poll(start + 300s, 5, {messages(0)}).desired == 5);
  CHECK(loop.poll(start + 360s, 5, {messages(0)}).desired == 1);
  CHECK(loop.poll(start + 390s, 1, {messages(0)}).desired == 1);  // below the minimum, yet idle
  CHECK(loop.poll(start + 420s, 1, {messages(1)}).desired == 3);
  CHECK(loop.last_active() == start + 420s);
}

TEST_CASE("section 2: a failing trigger beside an active one changes the condition only",
          "[keda]") {
  ScaledObjectSpec spec = queue_object();
  spec.triggers.push_back(queue_trigger());
  ScaleLoop loop(spec, start);
  const PollDecision decision = loop.poll(start + 30s, 2, {broken, messages(5)});
  CHECK(decision.desired == 2);
  CHECK(decision.ready.status == ConditionStatus::unknown);
  CHECK(decision.ready.reason == "PartialTriggerError");
  CHECK_FALSE(loop.last_active());
  CHECK(loop.poll(start + 60s, 0, {broken, messages(5)}).desired == 1);  // it wakes all the same
  CHECK(loop.last_active() == start + 60s);
}

TEST_CASE("section 2: inactive with an error, it waits for the fallback or does nothing",
          "[keda]") {
  ScaledObjectSpec spec = queue_object();
  ScaleLoop plain(spec, start);
  const PollDecision held = plain.poll(start + 1h, 4, {broken});
  CHECK(held.desired == 4);
  CHECK(held.ready.status == ConditionStatus::no);
  CHECK(held.ready.reason == "TriggerError");
  CHECK(plain.poll(start + 2h, 4, {messages(1)}).ready.status == ConditionStatus::yes);
  spec.fallback = Fallback{.failureThreshold = 3, .replicas = 6};
  const PollDecision waiting = ScaleLoop(spec, start).poll(start + 1h, 4, {broken});
  CHECK(waiting.desired == 4);
  CHECK(waiting.reason == "a trigger fails: the HPA falls back to 6 pods");
  // A fallback to no replicas is none: the cool-down decides.
  spec.fallback->replicas = 0;
  CHECK(ScaleLoop(spec, start).poll(start + 1h, 4, {broken}).desired == 0);
}

TEST_CASE("section 2: paused it stays, with paused-replicas it goes there at once", "[keda]") {
  ScaledObjectSpec spec = queue_object();
  spec.pause.paused = true;
  CHECK(ScaleLoop(spec, start).poll(start + 1h, 4, {messages(0)}).desired == 4);
  CHECK(ScaleLoop(spec, start).poll(start + 1h, 0, {messages(9)}).desired == 0);
  spec.pause = {.paused_replicas = 2};
  const PollDecision decision = ScaleLoop(spec, start).poll(start, 4, {messages(500)});
  CHECK(decision.desired == 2);
  CHECK(decision.reason == "paused-replicas 2");
}
