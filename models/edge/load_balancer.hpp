#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "models/component.hpp"
#include "models/edge/load_balancer_params.hpp"
#include "models/endpoints.hpp"
#include "sim/kernel/abortable.hpp"

namespace tiersim {

/// Spreads requests over those who are ready.
///
///   caller ──Request──▶ [ LoadBalancer ] ──Request──▶ one of the backends
///
/// A request counts as open at its backend until the answer has gone back. What it knows of pods is
/// what is published; between a pod's death and the news of it requests are still sent there and
/// refused. Counters: no_backend (count). Reference: nginx, ngx_http_upstream_round_robin.c and
/// _least_conn_module.c (smooth weighted round robin, ties).
class LoadBalancer final : public Component {
 public:
  using Params = LoadBalancerParams;

  /// What is behind the balancer: one service, or all endpoints of a set.
  struct Target {
    Service* service = nullptr;
    const EndpointSet* endpoints = nullptr;  ///< if there is a set, it is balanced over
    int weight = 1;
    std::function<Service&(Service&)>
        wrap;  ///< what stands between the balancer and each endpoint; may be empty
  };

  LoadBalancer(const Params& params, Context context, std::vector<Target> targets);

  Task<Outcome> serve(Request request) override;
  void report(std::vector<ComponentReport>& reports) override;
  void sample(Gauges& gauges) override;
  bool strike(Strike what, std::string_view member, double factor) override;

 private:
  /// A backend as this balancer sees it. Outlives its endpoint until the last open request has come
  /// back.
  struct Backend {
    std::uint64_t number = 0;
    Service* service = nullptr;
    int weight = 1;
    int current_weight = 0;  // of smooth weighted round robin
    int open = 0;
    bool listed = true;
  };

  /// An open request at a backend; closed when the frame goes.
  struct Connection {
    Backend& backend;

    explicit Connection(Backend& chosen) : backend(chosen) { ++backend.open; }

    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    ~Connection() { --backend.open; }
  };

  void learn();
  void list(std::uint64_t number, Service& service, const Target& target);
  [[nodiscard]] Backend* choose();
  Backend& round_robin();
  Backend& weighted_round_robin(const std::vector<Backend*>& candidates);
  Backend& least_connections();
  Backend& drawn(const Backend* other_than);
  Backend& power_of_two();

  Params params_;
  std::vector<Target> targets_;
  std::vector<std::uint64_t> versions_;
  std::vector<std::unique_ptr<Backend>> known_;
  std::vector<Backend*> ready_;
  std::vector<Backend*> tied_;
  std::size_t position_ = 0;
  VisitGroup visits_;
  Stream routing_;
  Stream processing_;
  double slowness_ = 1.0;
  bool down_ = false;
};

}  // namespace tiersim
