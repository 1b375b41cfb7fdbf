#include "models/compute/program.hpp"

#include <utility>

namespace tiersim {

namespace {

/// Turns one step into an instruction; `place` is its path within the operation.
class Binder {
 public:
  Binder(const Binding& binding, std::string place) : binding_(binding), place_(std::move(place)) {
    instruction_.draw = binding_.draw_number(place_);
  }

  Instruction take() { return std::move(instruction_); }

  void operator()(const CpuStep& step) {
    instruction_.kind = Instruction::Kind::cpu;
    instruction_.demand = step.demand;
  }

  void operator()(const WaitStep& step) {
    instruction_.kind = Instruction::Kind::wait;
    instruction_.demand = step.time;
  }

  void operator()(const CallStep& step) {
    instruction_.kind = Instruction::Kind::call;
    instruction_.to = &binding_.service(step.to.name);
    instruction_.own_operation = step.operation.empty();
    if (!step.operation.empty()) instruction_.operation = binding_.operation(step.operation);
  }

  void operator()(const QueryStep& step) {
    instruction_.kind = Instruction::Kind::query;
    instruction_.to = &binding_.service(step.to.name);
    instruction_.write = step.write;
    instruction_.demand = step.demand;
  }

  void operator()(const CacheStep& step) {
    instruction_.kind = Instruction::Kind::cache;
    instruction_.to = &binding_.service(step.to.name);
    instruction_.keys.emplace(static_cast<std::uint64_t>(step.key.keys), step.key.exponent);
    instruction_.key_space = static_cast<std::uint64_t>(instruction_.draw) << 32;
    instruction_.ttl = step.ttl;
    instruction_.branches.push_back(bind_steps(step.miss, binding_, place_ + "/miss"));
  }

  void operator()(const ParallelStep& step) {
    instruction_.kind = Instruction::Kind::parallel;
    for (std::size_t i = 0; i < step.branches.size(); ++i) {
      instruction_.branches.push_back(
          bind_steps(step.branches[i], binding_, place_ + "/branch-" + std::to_string(i)));
    }
  }

  void operator()(const ChooseStep& step) {
    instruction_.kind = Instruction::Kind::choose;
    double sum = 0.0;
    for (std::size_t i = 0; i < step.options.size(); ++i) {
      sum += step.options[i].first;
      instruction_.weights.push_back(sum);
      instruction_.branches.push_back(
          bind_steps(step.options[i].second, binding_, place_ + "/option-" + std::to_string(i)));
    }
  }

  void operator()(const RepeatStep& step) {
    instruction_.kind = Instruction::Kind::repeat;
    instruction_.times = step.times;
    instruction_.branches.push_back(bind_steps(step.steps, binding_, place_ + "/repeat"));
  }

 private:
  const Binding& binding_;
  std::string place_;
  Instruction instruction_;
};

}  // namespace

Program bind_steps(const Steps& steps, const Binding& binding, const std::string& place) {
  Program program;
  program.reserve(steps.size());
  for (std::size_t i = 0; i < steps.size(); ++i) {
    Binder binder(binding, place + "/" + std::to_string(i));
    std::visit(binder, steps[i].what);
    program.push_back(binder.take());
  }
  return program;
}

}  // namespace tiersim
