#pragma once
#include <coroutine>
#include <cstdint>
#include <optional>
#include <vector>

#include "models/context.hpp"
#include "models/service.hpp"
#include "models/transit.hpp"
#include "models/workload/request_log.hpp"
#include "models/workload/request_mix.hpp"
#include "sim/kernel/task.hpp"
#include "sim/kernel/within.hpp"

namespace tiersim {

/// What the clients of a workload have in common: whom they ask for what, and how long they wait.
class Client {
 public:
  struct Params {
    std::uint16_t workload = 0;
    std::vector<ClassId> classes;     ///< of the mix; at least one
    std::vector<double> weights;      ///< as many
    std::optional<Duration> timeout;  ///< absent: waits for ever
  };

  Client(const Params& params, Context context, RequestLog& log, Service& target);

  /// Drawn from the mix.
  static constexpr ClassId any_class = ~ClassId{0};

  /// The next request, born now. `wanted`: its class, if a trace knows it.
  [[nodiscard]] Request make_request(ClassId wanted = any_class);
  class Sending;
  /// `co_await client.send(request)`: sends the request and waits for its answer, at most for the
  /// time-out; keeps the books. The request must live as long.
  [[nodiscard]] Sending send(Request& request);

  class Delivery;
  /// `co_await client.deliver(request)`: as `send`, but goes on only when the call is over, even if
  /// the client has long given up and booked a time-out: for frames that nobody waits for.
  [[nodiscard]] Delivery deliver(Request& request);

  // A request's id tells whose it is, and the how manieth it was.

  [[nodiscard]] static std::uint64_t number_of(std::uint64_t id) {
    return id & ((std::uint64_t{1} << id_bits) - 1);
  }

  [[nodiscard]] static std::size_t workload_of(std::uint64_t id) {
    return static_cast<std::size_t>(id >> id_bits);
  }

  [[nodiscard]] const Context& context() const { return context_; }

 private:
  static constexpr unsigned id_bits = 48;

  void begin(Request& request) {
    log_.arrived(request);
    if (log_.counts(request)) request.record = context_.world.ledger.open(request.id);
  }

  void end(const Request& request, Outcome answer) {
    const Duration latency = context_.now() - request.born;
    context_.world.ledger.close(request, !answer.failed(), latency);
    log_.ended(request, answer, latency);
  }

  [[nodiscard]] Outcome gave_up() const { return {OutcomeKind::timeout, context_.id}; }

  Params params_;
  Context context_;
  RequestLog& log_;
  Service& target_;
  Router* router_;  // of the target
  RequestMix mix_;
  std::uint32_t class_draw_;
  std::uint64_t sent_ = 0;
};

/// A request under way and its client's wait. Not a coroutine: the frame of whoever sends is frame
/// enough.
class [[nodiscard]] Client::Sending {
 public:
  Sending(Client& client, Request& request) : client_(client), request_(request) {}

  [[nodiscard]] bool await_ready() const noexcept { return false; }

  std::coroutine_handle<> await_suspend(std::coroutine_handle<> sender);
  Outcome await_resume();

 private:
  Client& client_;
  Request& request_;
  Task<Outcome> call_;
  std::optional<Within<Outcome>> call_within_;
};

/// A request from its birth to the end of its call.
class [[nodiscard]] Client::Delivery final : private Timer {
 public:
  Delivery(Client& client, Request& request) : client_(client), request_(request) {}

  [[nodiscard]] bool await_ready() const noexcept { return false; }

  std::coroutine_handle<> await_suspend(std::coroutine_handle<> sender);
  void await_resume();

 private:
  void expire() override;

  Client& client_;
  Request& request_;
  Transit transit_;
  Task<Outcome> call_;  // goes before what it stands on
  bool gave_up_ = false;
};

inline Client::Sending Client::send(Request& request) {
  return Sending{*this, request};
}

inline Client::Delivery Client::deliver(Request& request) {
  return Delivery{*this, request};
}

}  // namespace tiersim
