#include "tests/queueing/station_run.hpp"

#include <list>
#include <string>

namespace tiersim::queueing {

StationRun::StationRun(const Json& one_case, const Run& run, Params params)
    : case_(one_case),
      params_(std::move(params)),
      discipline_(Stream::named(run.key, "station", "discipline")),
      services_(Stream::named(run.key, "station", "service")),
      patience_(Stream::named(run.key, "station", "patience")),
      station_(simulation_, params_.station, &discipline_),
      window_(params_.warm_up, run.customers),
      present_(params_.classes.size(), 0),
      fates_(params_.classes.size(), Fates(one_case, params_.unit)) {
  if (one_case.at("parameters").contains("x")) {
    for (const double x : one_case["parameters"]["x"]) deadlines_.push_back(params_.unit.span(x));
  }
  for (Fates& fates : fates_) fates.served_within.resize(deadlines_.size(), 0.0);

  const auto arrivals_of = [this](std::size_t kind) { return [this, kind] { arrive(kind); }; };
  std::list<Arrivals<decltype(arrivals_of(0))>> sources;
  for (std::size_t kind = 0; kind < params_.classes.size(); ++kind) {
    sources.emplace_back(simulation_, params_.unit.exponential(params_.classes[kind].rate),
                         Stream::named(run.key, "arrivals/" + std::to_string(kind), "gap"),
                         arrivals_of(kind));
  }
  simulation_.run_to_exhaustion();
}

void StationRun::arrive(std::size_t kind) {
  const TimePoint now = simulation_.now();
  ++arrivals_;
  switch (window_.arrive()) {
    case Window::Edge::begins:
      observing_ = true;
      for (LevelTimes* levels : {&in_system_, &waiting_, &busy_}) levels->restart(now);
      for (Fates& fates : fates_) fates.in_system.restart(now);
      break;
    case Window::Edge::ends:
      observing_ = false;
      for (LevelTimes* levels : {&in_system_, &waiting_, &busy_}) levels->finish(now);
      for (Fates& fates : fates_) fates.in_system.finish(now);
      span_ = in_system_.total();
      break;
    case Window::Edge::none:
      break;
  }
  scope_.start(customer(kind, window_.measures_last()));
  observe();
  if (window_.is_complete()) simulation_.stop();
}

Process StationRun::customer(std::size_t kind, bool measured) {
  const CustomerClass& its = params_.classes[kind];
  const TimePoint arrived = simulation_.now();
  const Duration service = its.service.sample_duration(services_);
  Fates& fates = fates_[kind];
  if (measured) {
    ++fates.arrived;
    fates.work += to_seconds(service);
  }
  fates.in_system.set(arrived, ++present_[kind]);
  const Station::Result result = co_await station_.visit(
      service,
      {.patience = its.patience ? its.patience->sample_duration(patience_) : forever,
       .priority = params_.last_come_preempts ? -arrivals_ : static_cast<std::int32_t>(kind)});
  fates.in_system.set(simulation_.now(), --present_[kind]);
  observe();
  if (!measured) co_return;
  leave(fates, result, arrived);
  window_.leave();
  if (window_.is_complete()) simulation_.stop();
}

void StationRun::observe() {
  if (!observing_) return;
  const TimePoint now = simulation_.now();
  in_system_.set(now, station_.waiting() + station_.busy());
  waiting_.set(now, station_.waiting());
  busy_.set(now, station_.busy());
}

void StationRun::leave(Fates& fates, const Station::Result& result, TimePoint arrived) {
  switch (result.end) {
    case Station::End::served:
      fates.waits.record(result.wait);
      fates.sojourns.record(simulation_.now() - arrived);
      for (std::size_t i = 0; i < deadlines_.size(); ++i)
        fates.served_within[i] += result.wait <= deadlines_[i];
      break;
    case Station::End::balked:
      ++fates.balked;
      break;
    case Station::End::reneged:
      fates.renege_waits.record(result.wait);
      break;
  }
}

Measurement StationRun::report() const {
  const Fates& fates = fates_.front();
  const auto servers = static_cast<double>(params_.station.servers);
  const double seconds = params_.unit.seconds(from_seconds(1)) * span_;
  const double served = fates.waits.count();
  Measurement out;
  out.events = simulation_.events();
  out.mean("rho", fates.work, servers * span_);
  out.mean("L", in_system_.integral(), span_);
  out.mean("Lq", waiting_.integral(), span_);
  out.mean("W", fates.sojourns.sum(), served);
  out.mean("Wq", fates.waits.sum(), served);
  out.probability("P_empty", in_system_.at(0), span_);
  out.mean("utilization", busy_.integral(), servers * span_);
  out.probability("P_loss", fates.balked, fates.arrived);
  out.moment("L_var", in_system_.integral(2, expected(case_, "L")), span_);
  out.moment("wait_var", fates.waits.squares_about(expected(case_, "Wq")), served);
  out.moment("sojourn_var", fates.sojourns.squares_about(expected(case_, "W")), served);
  out.moment("wait_m2", fates.waits.second_moment_sum(), served);
  out.moment("sojourn_m2", fates.sojourns.second_moment_sum(), served);
  out.mean("throughput", served, seconds);
  if (!params_.classes.front().patience) out.probability("P_wait", fates.waits.positive(), served);
  fates.waits.report_quantiles(out);
  fates.sojourns.report_quantiles(out);
  for (const int percent : {50, 95, 99}) {
    const std::string metric = "L_p" + std::to_string(percent);
    const double n = expected(case_, metric.c_str());
    const QuantileCounts counts{percent / 100.0, in_system_.up_to(n - 1), in_system_.up_to(n),
                                in_system_.up_to(n * (1 - QuantileCounts::spread)),
                                in_system_.up_to(n * (1 + QuantileCounts::spread))};
    out.quantile(metric, counts, span_);
  }
  return out;
}

void StationRun::report_patience(Measurement& out) const {
  const Fates& fates = fates_.front();
  const Spans& reneged = fates.renege_waits;
  out.probability("P_abandon", reneged.count(), fates.arrived);
  out.probability("P_wait", fates.waits.positive() + reneged.count(), fates.arrived);
  out.mean("Wq_served", fates.waits.sum(), fates.waits.count());
  out.mean("Wq_abandoned", reneged.sum(), reneged.count());
  for (std::size_t i = 0; i < deadlines_.size(); ++i)
    out.probability("P_served_within", fates.served_within[i], fates.arrived, i);
  for (Scalar& scalar : out.scalars) {
    if (scalar.metric != "Wq") continue;  // over all arrivals here
    scalar.numerator = fates.waits.sum() + reneged.sum();
    scalar.denominator = fates.arrived;
  }
}

Measurement StationRun::report_by_class() const {
  Measurement out;
  out.events = simulation_.events();
  for (std::size_t kind = 0; kind < fates_.size(); ++kind) {
    const Fates& fates = fates_[kind];
    out.mean("rho", fates.work, span_, kind);
    out.mean("L", fates.in_system.integral(), span_, kind);
    out.mean("W", fates.sojourns.sum(), fates.sojourns.count(), kind);
    out.mean("Wq", fates.waits.sum(), fates.waits.count(), kind);
    out.moment("wait_m2", fates.waits.second_moment_sum(), fates.waits.count(), kind);
  }
  return out;
}

}  // namespace tiersim::queueing
