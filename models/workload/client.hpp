#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "models/context.hpp"
#include "models/service.hpp"
#include "models/workload/request_log.hpp"
#include "models/workload/request_mix.hpp"
#include "sim/kernel/task.hpp"

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

  /// The next request, born now. `recorded`: its class, if a trace knows it.
  [[nodiscard]] Request make_request(std::optional<ClassId> recorded = std::nullopt);
  /// Sends the request and waits for its answer, at most for the time-out; keeps the books.
  Task<Outcome> send(Request request);

  [[nodiscard]] const Context& context() const { return context_; }

 private:
  Params params_;
  Context context_;
  RequestLog& log_;
  Service& target_;
  RequestMix mix_;
  std::uint32_t class_draw_;
  std::uint64_t sent_ = 0;
};

}  // namespace tiersim
