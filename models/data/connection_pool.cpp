#include "models/data/connection_pool.hpp"

#include "models/sojourn.hpp"

namespace tiersim {

ConnectionPool::ConnectionPool(const Params& params, Context context, Service& database)
    : Component(std::move(context)), params_(params), database_(database) {
  if (params_.scope == PoolScope::shared) {
    pools_.try_emplace(0, simulation(), static_cast<std::size_t>(params_.default_pool_size));
  }
}

Resource& ConnectionPool::connections_of(const Request& request) {
  if (params_.scope == PoolScope::shared) return pools_.begin()->second;
  return pools_
      .try_emplace(request.origin, simulation(),
                   static_cast<std::size_t>(params_.default_pool_size))
      .first->second;
}

Task<Outcome> ConnectionPool::serve(Request request) {
  const ZoneId origin = request.zone;
  if (params_.scope == PoolScope::shared) {  // a pool of the pod's own is where the pod is
    const Duration way_in = wire_time(request, origin, context_.zone);
    if (way_in > Duration::zero()) co_await simulation().delay(way_in);
    request.zone = context_.zone;
  }
  Flow::Visit visit{flow_, simulation()};
  if (down_) co_return visit.end(outcome(OutcomeKind::refused));
  if (params_.max_client_conn &&
      flow_.inside() > static_cast<std::uint64_t>(*params_.max_client_conn)) {
    co_return visit.end(outcome(OutcomeKind::refused));
  }
  Outcome answer = outcome(OutcomeKind::pool_timeout);
  {
    Resource& connections = connections_of(request);
    Lease connection = connections.try_acquire();
    if (!connection)
      connection = co_await connections.acquire({.patience = params_.query_wait_timeout});
    const Duration waited = simulation().now() - visit.arrived();
    flow_.wait.record(to_seconds(waited));
    window_wait_.record(to_seconds(waited));
    ledger().charge(request, context_.id, waited, Duration{});
    if (connection && down_) answer = outcome(OutcomeKind::reset);
    if (connection && !down_) {
      Use use{*this};
      Sojourn sojourn{simulation(), visits_};
      Task<Outcome> call = database_.serve(request);
      answer = co_await sojourn.through(call);
      if (sojourn.cut_short()) answer = outcome(OutcomeKind::reset);
    }
  }
  if (params_.scope == PoolScope::shared) {
    const Duration way_out = wire_time(request, context_.zone, origin);
    if (way_out > Duration::zero()) co_await simulation().delay(way_out);
  }
  co_return visit.end(answer);
}

void ConnectionPool::count_leased(int change) {
  leased_seconds_ = leased_seconds();
  leased_since_ = simulation().now();
  leased_ += static_cast<std::size_t>(change);
}

double ConnectionPool::leased_seconds() const {
  return leased_seconds_ +
         static_cast<double>(leased_) * to_seconds(simulation().now() - leased_since_);
}

void ConnectionPool::begin_measuring() {
  Component::begin_measuring();
  leased_seconds_ = 0.0;
  leased_since_ = measuring_since_ = simulation().now();
}

void ConnectionPool::report(std::vector<ComponentReport>& reports) {
  ComponentReport report = basic_report(Params::kind);
  report.busy_seconds = leased_seconds();
  report.capacity_seconds = static_cast<double>(params_.default_pool_size) *
                            static_cast<double>(pools_.size()) *
                            to_seconds(simulation().now() - measuring_since_);
  report.counters["pool_timeouts"] =
      static_cast<double>(flow_.outcomes()[static_cast<std::size_t>(OutcomeKind::pool_timeout)]);
  reports.push_back(std::move(report));
}

std::size_t ConnectionPool::waiting() const {
  std::size_t waiting = 0;
  for (const auto& [pod, pool] : pools_) waiting += pool.waiting();
  return waiting;
}

void ConnectionPool::publish(std::string_view metric, std::vector<PublishedValue>& series) {
  Component::publish(metric, series);
  if (metric == "waiting") series.push_back({{}, static_cast<double>(waiting())});
  if (metric == "in_service") series.push_back({{}, static_cast<double>(leased_)});
}

void ConnectionPool::sample(Gauges& gauges) {
  gauges.put(path(), "leased", static_cast<double>(leased_));
  gauges.put(path(), "waiting", static_cast<double>(waiting()));
  if (window_wait_.count() > 0) gauges.put(path(), "wait_p95_s", window_wait_.quantile(0.95));
  window_wait_.clear();
}

bool ConnectionPool::strike(Strike what, std::string_view member, double factor) {
  static_cast<void>(factor);
  if (!member.empty() || what == Strike::slow) return false;
  down_ = what == Strike::kill;
  if (down_) visits_.abort_all();
  return true;
}

}  // namespace tiersim
