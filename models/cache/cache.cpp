#include "models/cache/cache.hpp"

namespace tiersim {

Cache::Cache(const Params& params, Context context)
    : Component(std::move(context)),
      params_(params),
      table_(static_cast<std::size_t>(params.entries_max.value_or(0))),
      latency_(context_.stream("latency")) {
  const Duration usual = from_seconds(params_.latency.mean());
  if (params_.latency.is_deterministic() && usual > Duration::zero() && usual != forever)
    constant_latency_.emplace(simulation(), usual);
}

Task<Outcome> Cache::serve(Request request) {
  const ZoneId origin = request.zone;
  const Duration way_in = wire_time(request, origin, context_.zone);
  if (way_in > Duration::zero()) co_await simulation().delay(way_in);

  Flow::Visit visit{flow_, simulation()};
  if (down_) co_return visit.end(outcome(OutcomeKind::refused));
  const Duration latency = from_seconds(params_.latency.sample(latency_) * slowness_);
  if (constant_latency_ && slowness_ == 1.0) {
    co_await constant_latency_->pass();
  } else if (latency > Duration::zero()) {
    co_await simulation().delay(latency);
  }
  flow_.service.record(to_seconds(latency));
  ledger().charge(request, context_.id, Duration{}, latency);
  if (down_) co_return visit.end(outcome(OutcomeKind::reset));

  OutcomeKind kind = OutcomeKind::ok;
  if (request.verb == Verb::put) {
    const bool lives_for_ever = request.ttl >= forever - simulation().now().time_since_epoch();
    evictions_ += table_.store(request.key,
                               lives_for_ever ? TimePoint::max() : simulation().now() + request.ttl)
                      ? 1
                      : 0;
  } else if (table_.look_up(request.key, simulation().now())) {
    ++hits_;
    ++window_hits_;
  } else {
    ++misses_;
    ++window_misses_;
    kind = OutcomeKind::miss;
  }
  const Duration way_out = wire_time(request, context_.zone, origin);
  if (way_out > Duration::zero()) co_await simulation().delay(way_out);
  co_return visit.end(outcome(kind));
}

void Cache::begin_measuring() {
  Component::begin_measuring();
  hits_ = misses_ = evictions_ = 0;
  measuring_since_ = simulation().now();
}

void Cache::report(std::vector<ComponentReport>& reports) {
  ComponentReport report = basic_report(Params::kind);
  report.counters["hits"] = static_cast<double>(hits_);
  report.counters["misses"] = static_cast<double>(misses_);
  report.counters["evictions"] = static_cast<double>(evictions_);
  report.quantities["instance_hour"] = to_seconds(simulation().now() - measuring_since_) / 3600.0;
  reports.push_back(std::move(report));
}

void Cache::sample(Gauges& gauges) {
  const auto asked = static_cast<double>(window_hits_ + window_misses_);
  if (asked > 0) gauges.put(path(), "hit_ratio", static_cast<double>(window_hits_) / asked);
  gauges.put(path(), "entries", static_cast<double>(table_.size()));
  window_hits_ = window_misses_ = 0;
}

void Cache::publish(std::string_view metric, std::vector<PublishedValue>& series) {
  Component::publish(metric, series);
  if (metric == "hits_total") series.push_back({{}, static_cast<double>(hits_)});
  if (metric == "misses_total") series.push_back({{}, static_cast<double>(misses_)});
}

bool Cache::strike(Strike what, std::string_view member, double factor) {
  if (!member.empty()) return false;
  if (what != Strike::slow) down_ = what == Strike::kill;
  if (what == Strike::kill) table_.clear();
  slowness_ = what == Strike::slow ? factor : 1.0;
  return true;
}

}  // namespace tiersim
