#include "models/compute/performance.hpp"

namespace tiersim {

// Out of line: the generator that they take in would stand in `next` many times, and `next` would
// save registers for it at every step.

[[gnu::noinline]] Duration Performance::drawn_demand(const Instruction& step) {
  return step.demand.sample_duration(draw(step));
}

[[gnu::noinline]] std::uint64_t Performance::drawn_key(const Instruction& step) {
  return step.key_space | step.keys->sample(draw(step));
}

[[gnu::noinline]] std::uint32_t Performance::chosen(const Instruction& step) {
  const double ticket = draw(step).uniform() * step.weights.back();
  std::uint32_t option = 0;
  while (option + 1 < step.weights.size() && ticket >= step.weights[option]) ++option;
  return option;
}

Request Performance::call() const {
  const Instruction& step = *step_;
  Request call = request_;
  switch (step.kind) {
    case Instruction::Kind::query:
      call.verb = step.write ? Verb::write : Verb::read;
      call.demand = demand_;
      break;
    case Instruction::Kind::look_up:
      call.verb = Verb::get;
      call.key = key_;
      break;
    case Instruction::Kind::store:
      call.verb = Verb::put;
      call.key = key_;
      call.ttl = step.ttl;
      break;
    default:
      call.verb = Verb::call;
      if (!step.own_operation) call.operation = step.operation;
      break;
  }
  return call;
}

void Performance::answered(Outcome answer) {
  if (step_->kind == Instruction::Kind::look_up) {
    // A miss and a cache that does not answer look alike: both go to the origin.
    if (answer.kind == OutcomeKind::ok) at_ = begin_ + step_->target;
    return;
  }
  // Whether the store succeeded makes no difference to the answer.
  if (step_->kind == Instruction::Kind::store || !answer.failed()) return;
  answer_ = answer;
  at_ = end_;
}

}  // namespace tiersim
