#pragma once
#include <cstdint>

#include "models/compute/program.hpp"
#include "models/context.hpp"
#include "models/request.hpp"
#include "sim/time.hpp"

namespace tiersim {

/// A program under way for one request: what is drawn and decided between two waits. The waits are
/// the pod's, which asks for the next, lets it pass, and asks again:
///
///   while ((next = performance.next()) != Next::end) …
class Performance {
 public:
  enum class Next : std::uint8_t {
    cpu,       ///< `demand()` of CPU time
    time,      ///< `demand()` of time
    constant,  ///< `demand()` of time, through `step().constant`
    call,      ///< an answer, of whom `step()` says; to be handed to `answered`
    end
  };

  /// Own time of the request in the pod.
  struct Times {
    Duration wait{};
    Duration service{};
  };

  /// `round` tells the draws of a loop's rounds apart. The request must outlive the performance.
  Performance(const Context& context, const Program& program, const Request& request,
              std::uint32_t round)
      : context_(context),
        request_(request),
        begin_(program.data()),
        at_(begin_),
        end_(begin_ + program.size()),
        outer_round_(round),
        round_(round),
        draw_(context.draw(request, 0)),
        answer_{OutcomeKind::ok, context.id} {}

  /// Goes on to what takes time next.
  Next next();

  [[nodiscard]] Duration demand() const { return demand_; }

  [[nodiscard]] const Instruction& step() const { return *step_; }

  [[nodiscard]] const Request& request() const { return request_; }

  [[nodiscard]] std::uint32_t round() const { return round_; }

  /// What is asked of `step().to`.
  [[nodiscard]] Request call() const;
  /// The answer to the call. A failure ends the program, but for a cache that does not answer.
  void answered(Outcome answer);

  /// How it ended: ok, or the failure that ended it.
  [[nodiscard]] Outcome outcome() const { return answer_; }

  Times times;

 private:
  /// The request's own draw for the step. Neighbouring steps have two numbers of one block, which
  /// is made once.
  RequestDraw& draw(const Instruction& step) {
    const std::uint32_t number = step.draw + round_ * 0x9E3779B9U;
    if (draw_number_ != number) {
      draw_.go_to(number);
      draw_number_ = number;
      if (step.second_draw) draw_.next();
    }
    return draw_;
  }

  /// What the step takes: always the same, or drawn.
  [[nodiscard]] Duration demand_of(const Instruction& step) {
    return step.fixed != Instruction::drawn ? step.fixed : drawn_demand(step);
  }

  [[nodiscard]] Duration drawn_demand(const Instruction& step);
  [[nodiscard]] std::uint64_t drawn_key(const Instruction& step);
  [[nodiscard]] std::uint32_t chosen(const Instruction& step);

  const Context& context_;
  const Request& request_;
  const Instruction* begin_;
  const Instruction* at_;  ///< the one that follows `step_`
  const Instruction* end_;
  const Instruction* step_ = nullptr;
  std::uint32_t outer_round_;
  std::uint32_t round_;
  int rounds_done_ = 0;
  RequestDraw draw_;
  std::uint64_t draw_number_ = ~std::uint64_t{0};  ///< of the block in hand
  Duration demand_{};
  std::uint64_t key_ = 0;
  Outcome answer_;
};

inline Performance::Next Performance::next() {
  using enum Instruction::Kind;
  while (at_ != end_) {
    const Instruction& step = *at_;
    step_ = &step;
    at_ += 1 + step.skip;
    switch (step.kind) {
      case cpu:
        demand_ = demand_of(step);
        return Next::cpu;
      case wait:
        demand_ = demand_of(step);
        return step.constant != nullptr ? Next::constant : Next::time;
      case query:
        demand_ = demand_of(step);
        return Next::call;
      case look_up:
        key_ = drawn_key(step);
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

}  // namespace tiersim
