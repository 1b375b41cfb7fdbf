#include "models/link/link.hpp"

#include <algorithm>

#include "sim/kernel/within.hpp"

namespace tiersim {

Link::Link(const Params& params, Context context, Service& next)
    : params_(params),
      context_(std::move(context)),
      next_(next),
      jitter_(context_.stream("jitter")) {}

Task<Outcome> Link::serve(Request request) {
  tokens_ = std::min(budget_max, tokens_ + params_.budget_ratio);
  for (int tries = 1;; ++tries) {
    const Outcome answer = co_await attempt(request);
    if (!answer.failed() || tries >= params_.attempts_max || !take_token()) co_return answer;
    const Duration pause = backoff(tries);
    if (context_.now() + pause >= request.deadline) co_return answer;
    co_await context_.simulation().delay(pause);
    ++retries_;
    ++request.attempt;
  }
}

Task<Outcome> Link::attempt(Request request) {
  if (!params_.timeout) co_return co_await next_.serve(request);
  std::optional<Outcome> answer =
      co_await within(context_.world.background, *params_.timeout, next_.serve(request));
  if (answer) co_return *answer;
  ++timeouts_;
  co_return Outcome{OutcomeKind::timeout, context_.id};
}

bool Link::take_token() {
  if (tokens_ < 1.0) {
    ++retries_refused_;
    return false;
  }
  tokens_ -= 1.0;
  return true;
}

Duration Link::backoff(int tries) {
  Duration longest = params_.backoff_base;
  for (int i = 1; i < tries && longest < params_.backoff_max; ++i) longest *= 2;
  longest = std::min(longest, params_.backoff_max);
  return from_seconds(to_seconds(longest) * jitter_.uniform());
}

}  // namespace tiersim
