#pragma once
// A deployment to look at by hand, as its tests do.
#include <utility>
#include <vector>

#include "models/compute/deployment.hpp"
#include "tests/support/world.hpp"

namespace tiersim::test {

inline Instruction cpu(Duration demand) {
  Instruction step;
  step.kind = Instruction::Kind::cpu;
  step.demand = Distribution::deterministic(demand);
  return step;
}

/// Pods that start in 20 s; the news of them takes 1 s.
inline DeploymentParams pods(int replicas) {
  DeploymentParams params;
  params.replicas = replicas;
  params.start_up = Distribution::deterministic(20s);
  params.endpoint_delay = 1s;
  return params;
}

struct Bench {
  TestWorld world;
  Deployment deployment;
  Caller caller;

  Bench(const DeploymentParams& params, Program program, std::vector<ZoneId> zones = {1})
      : deployment(params, world.context("api"), std::move(zones), {std::move(program)}),
        caller(world, deployment) {
    deployment.start();
  }

  ~Bench() {
    world.callers.destroy_all();
    deployment.evacuate();
  }

  [[nodiscard]] std::size_t listed() const { return deployment.endpoints().endpoints().size(); }

  [[nodiscard]] std::vector<PodSnapshot> snapshots() {
    std::vector<PodSnapshot> pods;
    deployment.pods(pods);
    return pods;
  }

  [[nodiscard]] int ready() {
    int number = 0;
    for (const PodSnapshot& pod : snapshots()) number += pod.ready ? 1 : 0;
    return number;
  }
};

}  // namespace tiersim::test
