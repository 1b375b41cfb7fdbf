#pragma once
#include <cstdint>
#include <optional>

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
    if (!draw_ || draw_number_ != number) {
      draw_.emplace(context_.draw(request_, number));
      draw_number_ = number;
      if (step.second_draw) draw_->next();
    }
    return *draw_;
  }

  [[nodiscard]] Duration drawn_demand(const Instruction& step);
  [[nodiscard]] std::uint32_t chosen(const Instruction& step);

  const Context& context_;
  const Request& request_;
  const Instruction* begin_;
  const Instruction* at_;  ///< the one after `step_`
  const Instruction* end_;
  const Instruction* step_ = nullptr;
  std::uint32_t outer_round_;
  std::uint32_t round_;
  int rounds_done_ = 0;
  std::optional<RequestDraw> draw_;
  std::uint32_t draw_number_ = 0;
  Duration demand_{};
  std::uint64_t key_ = 0;
  Outcome answer_;
};

}  // namespace tiersim
