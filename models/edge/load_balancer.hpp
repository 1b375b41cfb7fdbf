#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "models/component.hpp"
#include "models/edge/least_loaded.hpp"
#include "models/edge/load_balancer_params.hpp"
#include "models/endpoints.hpp"
#include "models/transit.hpp"
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
class LoadBalancer final : public Component, private Router {
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

  /// Without time on the wire or of its own there is nothing to wait for.
  [[nodiscard]] Router* router() override { return takes_no_time_ ? this : nullptr; }

  void report(std::vector<ComponentReport>& reports) override;
  void sample(Gauges& gauges) override;
  bool strike(Strike what, std::string_view member, double factor) override;

 private:
  /// A backend as this balancer sees it. Outlives its endpoint until the last open request has come
  /// back.
  struct Backend final : Transit::Held {
    Backend(LoadBalancer& owner, std::uint64_t name, Service& reached, int share)
        : balancer(owner), number(name), service(reached), weight(share) {}

    void give_back() override { balancer.count_closed(*this); }

    LoadBalancer& balancer;
    std::uint64_t number;
    Service& service;
    int weight;
    int current_weight = 0;  // while it is not among the ready
    int open = 0;
    std::size_t place = unlisted;  // among the ready
  };

  class SmoothTurn;

  static constexpr std::size_t unlisted = ~std::size_t{0};

  /// One of the ready.
  struct Place {
    Backend* backend;
    int weight;
    int current_weight;  // of smooth weighted round robin
  };

  // Loads are kept up for the algorithm that asks for the least.

  /// Precondition: the backend is listed.
  void count_open(Backend& backend) {
    ++backend.open;
    if (params_.algorithm == BalancingAlgorithm::least_conn)
      loads_.raise(backend.place, load_of(backend));
  }

  void count_closed(Backend& backend) {
    --backend.open;
    if (params_.algorithm == BalancingAlgorithm::least_conn && backend.place != unlisted)
      loads_.lower(backend.place, load_of(backend));
  }

  /// Open requests per weight, with 32 bits behind the point.
  [[nodiscard]] static std::uint64_t load_of(const Backend& backend) {
    const std::uint64_t open = static_cast<std::uint64_t>(backend.open) << 32;
    return backend.weight == 1 ? open : shared(open, backend.weight);
  }

  /// Apart, or the compiler divides by a weight of 1 as well.
  [[nodiscard, gnu::noinline]] static std::uint64_t shared(std::uint64_t open, int weight) {
    return open / static_cast<std::uint64_t>(weight);
  }

  Task<Outcome> pass(Request& request, Transit& transit) override;
  /// Whether the request is let in; if not, the transit has the answer.
  bool admit(Transit& transit);
  /// Calls a backend; empty, and the transit has the answer, when there is none.
  Task<Outcome> forward(const Request& request, Transit& transit);
  void learn();
  void list_anew();
  void list(std::uint64_t number, Service& service, const Target& target);
  [[nodiscard]] Backend* choose();
  Backend& round_robin();
  Backend& weighted_round_robin();
  Backend& least_connections();
  Backend& drawn(const Backend* other_than);
  Backend& power_of_two();

  Params params_;
  std::vector<Target> targets_;
  std::vector<const EndpointSet*> sets_;  ///< of the targets
  std::uint64_t version_ = 0;             ///< of what is listed: the sets' together
  std::vector<std::unique_ptr<Backend>> known_;
  std::vector<Place> ready_;
  LeastLoaded loads_;  ///< of the ready
  std::size_t position_ = 0;
  VisitGroup visits_;
  Stream routing_;
  Stream processing_;
  double slowness_ = 1.0;
  bool takes_no_time_;
  bool down_ = false;
};

}  // namespace tiersim
