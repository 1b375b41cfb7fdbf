#include "models/workload/client.hpp"

#include <utility>

namespace tiersim {

Client::Client(const Params& params, Context context, RequestLog& log, Service& target)
    : params_(params),
      context_(std::move(context)),
      log_(log),
      target_(target),
      router_(target.router()),
      mix_(params.weights),
      class_draw_(context_.draw_number("class")) {}

Request Client::make_request(ClassId wanted) {
  Request request;
  request.id = (static_cast<std::uint64_t>(params_.workload) << id_bits) | ++sent_;
  request.workload = params_.workload;
  request.born = context_.now();
  request.zone = context_.zone;
  if (params_.timeout) request.deadline = request.born + *params_.timeout;
  if (wanted != any_class) {
    request.operation = wanted;
  } else if (params_.classes.size() == 1) {
    request.operation = params_.classes.front();
  } else {
    request.operation = params_.classes[mix_.choose(context_.draw(request, class_draw_).uniform())];
  }
  return request;
}

std::coroutine_handle<> Client::Sending::await_suspend(std::coroutine_handle<> sender) {
  client_.begin(request_);
  call_ = client_.target_.serve(request_);
  if (!client_.params_.timeout) return call_.start(sender);
  call_within_.emplace(client_.context_.world.background, *client_.params_.timeout,
                       std::move(call_));
  return call_within_->await_suspend(sender);
}

Outcome Client::Sending::await_resume() {
  Outcome answer = client_.gave_up();
  if (!call_within_) {
    answer = call_.result();
  } else if (const std::optional<Outcome> in_time = call_within_->await_resume()) {
    answer = *in_time;
  }
  client_.end(request_, answer);
  return answer;
}

std::coroutine_handle<> Client::Delivery::await_suspend(std::coroutine_handle<> sender) {
  client_.begin(request_);
  if (client_.params_.timeout) arm(client_.context_.simulation(), *client_.params_.timeout);
  if (client_.router_ != nullptr) {
    call_ = client_.router_->pass(request_, transit_);
    return transit_.start(call_, sender);
  }
  call_ = client_.target_.serve(request_);
  return call_.start(sender);
}

void Client::Delivery::await_resume() {
  Outcome answer;
  if (client_.router_ != nullptr) {
    transit_.finish(call_);
    answer = transit_.leave();
  } else {
    answer = call_.result();
  }
  disarm();
  if (!gave_up_) client_.end(request_, answer);
}

void Client::Delivery::expire() {
  gave_up_ = true;
  client_.end(request_, client_.gave_up());
}

}  // namespace tiersim
