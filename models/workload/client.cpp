#include "models/workload/client.hpp"

#include "sim/kernel/within.hpp"

namespace tiersim {

Client::Client(const Params& params, Context context, RequestLog& log, Service& target)
    : params_(params),
      context_(std::move(context)),
      log_(log),
      target_(target),
      mix_(params.weights),
      class_draw_(context_.draw_number("class")) {}

Request Client::make_request(std::optional<ClassId> recorded) {
  Request request;
  request.id = (static_cast<std::uint64_t>(params_.workload) << 48) | ++sent_;
  request.workload = params_.workload;
  request.born = context_.now();
  request.zone = context_.zone;
  if (params_.timeout) request.deadline = request.born + *params_.timeout;
  if (recorded) {
    request.operation = *recorded;
  } else if (params_.classes.size() == 1) {
    request.operation = params_.classes.front();
  } else {
    request.operation = params_.classes[mix_.choose(context_.draw(request, class_draw_).uniform())];
  }
  return request;
}

Task<Outcome> Client::send(Request request) {
  log_.arrived(request);
  if (log_.counts(request)) request.record = context_.world.ledger.open(request.id);
  Outcome answer{OutcomeKind::timeout, context_.id};
  if (params_.timeout) {
    std::optional<Outcome> in_time =
        co_await within(context_.world.background, *params_.timeout, target_.serve(request));
    if (in_time) answer = *in_time;
  } else {
    answer = co_await target_.serve(request);
  }
  context_.world.ledger.close(request, !answer.failed(), context_.now() - request.born);
  log_.ended(request, answer, context_.now());
  co_return answer;
}

}  // namespace tiersim
