#pragma once
#include "models/request.hpp"
#include "sim/kernel/task.hpp"

namespace tiersim {

class Router;

/// Whoever serves requests. A request goes down and its outcome comes back from the same
/// `co_await`, exactly once.
class Service {
 public:
  Service() = default;
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;
  virtual ~Service() = default;

  virtual Task<Outcome> serve(Request request) = 0;

  /// Whoever passes requests on without a wait of its own may do so in the caller's frame: see
  /// Transit. Null: it serves. Does not change during a run.
  [[nodiscard]] virtual Router* router() { return nullptr; }
};

}  // namespace tiersim
