#include "models/queueing/station_service.hpp"

#include "models/sojourn.hpp"

namespace tiersim {

StationService::StationService(const Params& params, Context context, Service* next)
    : Component(std::move(context)),
      params_(params),
      next_(next),
      discipline_(context_.stream("discipline")),
      station_(simulation(),
               {.servers = static_cast<std::size_t>(params.servers),
                .discipline = params.discipline,
                .waiting_max = params.waiting_max ? static_cast<std::size_t>(*params.waiting_max)
                                                  : Station::unbounded},
               &discipline_),
      draw_(context_.draw_number("service")) {}

Task<Outcome> StationService::serve(Request request) {
  const ZoneId origin = request.zone;
  const Duration way_in = wire_time(request, origin, context_.zone);
  if (way_in > Duration::zero()) co_await simulation().delay(way_in);
  request.zone = context_.zone;

  Flow::Visit visit{flow_, simulation()};
  if (down_) co_return visit.end(outcome(OutcomeKind::refused));
  Outcome answer = outcome(OutcomeKind::ok);
  {
    Sojourn sojourn{simulation(), visits_};
    RequestDraw draw = context_.draw(request, draw_);
    Station::Visit service = station_.visit(params_.service.sample_duration(draw),
                                            {.patience = params_.patience.value_or(forever),
                                             .priority = request.priority,
                                             .deadline = request.deadline});
    const Station::Result result = co_await sojourn.through(service);
    // Longer than drawn on a slow station, nothing for who was not served.
    const Duration served = simulation().now() - visit.arrived() - result.wait;
    if (!sojourn.cut_short() && !record(request, result, served)) {
      answer = outcome(OutcomeKind::rejected_limit);
    } else if (!sojourn.cut_short() && next_ != nullptr) {
      Task<Outcome> call = next_->serve(request);
      answer = co_await sojourn.through(call);
    }
    if (sojourn.cut_short()) answer = outcome(OutcomeKind::reset);
  }
  const Duration way_out = wire_time(request, context_.zone, origin);
  if (way_out > Duration::zero()) co_await simulation().delay(way_out);
  co_return visit.end(answer);
}

bool StationService::record(const Request& request, const Station::Result& result,
                            Duration served) {
  flow_.wait.record(to_seconds(result.wait));
  ledger().charge(request, context_.id, result.wait, served);
  if (result.end != Station::End::served) {
    ++(result.end == Station::End::balked ? balked_ : reneged_);
    return false;
  }
  flow_.service.record(to_seconds(served));
  return true;
}

void StationService::begin_measuring() {
  Component::begin_measuring();
  balked_ = reneged_ = 0;
  busy_before_ = station_.busy_seconds();
  measuring_since_ = simulation().now();
}

void StationService::report(std::vector<ComponentReport>& reports) {
  ComponentReport report = basic_report(Params::kind);
  report.busy_seconds = station_.busy_seconds() - busy_before_;
  report.capacity_seconds =
      static_cast<double>(params_.servers) * to_seconds(simulation().now() - measuring_since_);
  report.counters["balked"] = static_cast<double>(balked_);
  report.counters["reneged"] = static_cast<double>(reneged_);
  report.quantities["server_hour"] = report.capacity_seconds / 3600.0;
  reports.push_back(std::move(report));
}

void StationService::sample(Gauges& gauges) {
  const double span =
      to_seconds(simulation().now() - sampled_at_) * static_cast<double>(params_.servers);
  const double busy = station_.busy_seconds();
  if (span > 0) gauges.put(path(), "utilization", (busy - busy_at_sample_) / span);
  gauges.put(path(), "waiting", static_cast<double>(station_.waiting()));
  sampled_at_ = simulation().now();
  busy_at_sample_ = busy;
}

void StationService::publish(std::string_view metric, std::vector<PublishedValue>& series) {
  Component::publish(metric, series);
  if (metric == "waiting") series.push_back({{}, static_cast<double>(station_.waiting())});
  if (metric == "in_service") series.push_back({{}, static_cast<double>(station_.busy())});
}

bool StationService::strike(Strike what, std::string_view member, double factor) {
  if (!member.empty()) return false;
  if (what != Strike::slow) down_ = what == Strike::kill;
  station_.set_speed(what == Strike::slow ? 1.0 / factor : 1.0);
  if (what == Strike::kill) visits_.abort_all();
  return true;
}

}  // namespace tiersim
