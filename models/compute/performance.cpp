#include "models/compute/performance.hpp"

namespace tiersim {

Performance::Next Performance::next() {
  using enum Instruction::Kind;
  while (at_ != end_) {
    const Instruction& step = *at_++;
    step_ = &step;
    switch (step.kind) {
      case cpu:
        demand_ = drawn_demand(step);
        return Next::cpu;
      case wait:
        demand_ = drawn_demand(step);
        return step.constant != nullptr ? Next::constant : Next::time;
      case query:
        demand_ = drawn_demand(step);
        return Next::call;
      case look_up:
        key_ = step.key_space | step.keys->sample(draw(step));
        return Next::call;
      case call:
      case store:
      case parallel:
      case perform:
        return Next::call;
      case choose:
        at_ = begin_ + step.targets[chosen(step)];
        break;
      case jump:
        at_ = begin_ + step.target;
        break;
      case loop:
        rounds_done_ = 0;
        round_ = outer_round_ * static_cast<std::uint32_t>(step.times + 1) + 1;
        break;
      case again:
        context_.simulation().count_step();  // a body may take no time, nor anything of the kernel
        if (++rounds_done_ < step.times) {
          ++round_;
          at_ = begin_ + step.target;
        } else {
          round_ = outer_round_;
        }
        break;
    }
  }
  return Next::end;
}

/// Out of line: the generator that it takes in would stand in `next` three times.
[[gnu::noinline]] Duration Performance::drawn_demand(const Instruction& step) {
  if (step.demand.is_deterministic()) return from_seconds(step.demand.mean());
  return step.demand.sample_duration(draw(step));
}

std::uint32_t Performance::chosen(const Instruction& step) {
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
