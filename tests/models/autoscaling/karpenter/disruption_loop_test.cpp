#include "models/autoscaling/karpenter/disruption_loop.hpp"

#include "tests/models/autoscaling/karpenter/karpenter_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace tiersim;
using namespace tiersim::karpenter;
using namespace tiersim::karpenter::fixture;
using Action = DisruptionStep::Action;

TEST_CASE("section 6: a command is looked at again after 15 s before it is carried out",
          "[karpenter]") {
  DisruptionLoop loop(bold());
  const ClusterView view{.nodes = {node("a", shape(4)), node("b", shape(16), {pod(16'000)})}};
  CHECK(loop.step(start, view).action == Action::wait);
  CHECK(loop.step(start + 10s, view).action == Action::wait);
  const DisruptionStep step = loop.step(start + 20s, view);
  CHECK(step.action == Action::drain);
  CHECK(step.command.nodes == std::vector<std::string>{"a"});
}

TEST_CASE("section 6: a command that does not hold any more is given up", "[karpenter]") {
  DisruptionLoop loop(bold());
  ClusterView view{.nodes = {node("a", shape(4)), node("b", shape(16), {pod(16'000)})}};
  CHECK(loop.step(start, view).action == Action::wait);
  view.nodes[0].node.pods.push_back(pod(3000));
  CHECK(loop.step(start + 20s, view).action == Action::give_up);
  CHECK(loop.step(start + 30s, view).action == Action::none);
}

TEST_CASE("section 6: the replacement is ready before the drain begins; one action at a time",
          "[karpenter]") {
  DisruptionLoop loop(bold());
  ClusterView view{
      .nodes = {node("a", shape(16), {pod(3000)}), node("b", shape(16), {pod(16'000)})}};
  CHECK(loop.step(start, view).action == Action::wait);
  const DisruptionStep replace = loop.step(start + 20s, view);
  CHECK(replace.action == Action::replace);
  CHECK(replace.command.replacements.at(0).shape.instance_type == "m.4");
  view.nodes.push_back(node("empty", shape(2)));  // has to wait for its turn
  CHECK(loop.step(start + 30s, view).action == Action::wait);
  const DisruptionStep drain = loop.step(start + 90s, view, true);
  CHECK(drain.action == Action::drain);
  CHECK(drain.command.nodes == std::vector<std::string>{"a"});
  view.nodes[0].node.deleting = true;
  CHECK(loop.step(start + 100s, view).command.nodes == std::vector<std::string>{"empty"});
}

TEST_CASE("section 6: a replacement that would not do any more is not started", "[karpenter]") {
  DisruptionLoop loop(bold());
  ClusterView view{.nodes = {node("a", shape(16), {pod(3000)})}};
  CHECK(loop.step(start, view).action == Action::wait);
  view.nodes[0].node.pods = {pod(5000)};  // m.8 would do, m.4 does not
  CHECK(loop.step(start + 20s, view).action == Action::give_up);
}

TEST_CASE("section 6: a drifted node that is as it should be again is left alone", "[karpenter]") {
  DisruptionLoop loop(bold());
  ClusterView view{.nodes = {node("a", shape(4), {pod(3000)})}};
  view.nodes[0].drifted = true;
  CHECK(loop.step(start, view).command.method == Method::drift);
  view.nodes[0].drifted = false;
  CHECK(loop.step(start + 20s, view).action == Action::give_up);
}
