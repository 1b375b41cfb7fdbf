#include "models/data/postgres.hpp"

#include "models/sojourn.hpp"

namespace tiersim {

Postgres::Postgres(const Params& params, Context context, const std::vector<ZoneId>& replica_zones)
    : Component(std::move(context)), params_(params) {
  servers_.emplace_back(simulation(), "primary", context_.zone, params_.concurrency);
  for (std::size_t i = 0; i < replica_zones.size(); ++i) {
    servers_.emplace_back(simulation(), "replica-" + std::to_string(i), replica_zones[i],
                          params_.concurrency);
  }
}

Postgres::Server& Postgres::route(const Request& request) {
  if (request.verb == Verb::write || servers_.size() == 1) return servers_.front();
  next_replica_ = next_replica_ + 1 < servers_.size() ? next_replica_ + 1 : 1;
  return servers_[next_replica_];
}

Task<Outcome> Postgres::serve(Request request) {
  Server& server = route(request);
  const ZoneId origin = request.zone;
  const Duration way_in = wire_time(request, origin, server.zone);
  if (way_in > Duration::zero()) co_await simulation().delay(way_in);

  Flow::Visit visit{flow_, simulation()};
  Flow::Visit visit_to_server{server.flow, simulation()};
  ++(request.verb == Verb::write ? writes_ : reads_);
  Outcome answer = outcome(OutcomeKind::ok);
  if (server.down) {
    answer = outcome(OutcomeKind::refused);
  } else if (is_full(server)) {
    answer = outcome(OutcomeKind::too_many_connections);
  } else {
    Sojourn sojourn{simulation(), server.visits};
    Station::Visit work = server.station.visit(request.demand);
    const Station::Result result = co_await sojourn.through(work);
    if (sojourn.cut_short()) {
      answer = outcome(OutcomeKind::reset);
    } else {  // longer than asked for on a slow server
      record(request, server, result.wait, simulation().now() - visit.arrived() - result.wait);
    }
  }
  visit_to_server.end(answer);
  const Duration way_out = wire_time(request, server.zone, origin);
  if (way_out > Duration::zero()) co_await simulation().delay(way_out);
  co_return visit.end(answer);
}

bool Postgres::is_full(const Server& server) const {
  return server.flow.inside() > static_cast<std::uint64_t>(params_.max_connections -
                                                           params_.superuser_reserved_connections);
}

void Postgres::record(const Request& request, Server& server, Duration wait, Duration served) {
  for (Flow* const flow : {&flow_, &server.flow}) {
    flow->wait.record(to_seconds(wait));
    flow->service.record(to_seconds(served));
  }
  ledger().charge(request, context_.id, wait, served);
}

void Postgres::begin_measuring() {
  Component::begin_measuring();
  reads_ = writes_ = 0;
  measuring_since_ = simulation().now();
  for (Server& server : servers_) {
    server.flow.begin_measuring(simulation().now());
    server.busy_before = server.station.busy_seconds();
  }
}

void Postgres::report(std::vector<ComponentReport>& reports) {
  const double measured = to_seconds(simulation().now() - measuring_since_);
  ComponentReport whole = basic_report(Params::kind);
  whole.capacity_seconds =
      measured * static_cast<double>(params_.concurrency) * static_cast<double>(servers_.size());
  whole.counters["reads"] = static_cast<double>(reads_);
  whole.counters["writes"] = static_cast<double>(writes_);
  whole.counters["too_many_connections"] = static_cast<double>(
      flow_.outcomes()[static_cast<std::size_t>(OutcomeKind::too_many_connections)]);
  std::vector<ComponentReport> members;
  for (Server& server : servers_) {
    ComponentReport member = basic_report("postgres_server");
    member.path = path() + "/" + server.name;
    member.flow = &server.flow;
    member.busy_seconds = server.station.busy_seconds() - server.busy_before;
    member.capacity_seconds = measured * static_cast<double>(params_.concurrency);
    whole.busy_seconds += member.busy_seconds;
    members.push_back(std::move(member));
  }
  whole.quantities["instance_hour"] = static_cast<double>(servers_.size()) * measured / 3600.0;
  reports.push_back(std::move(whole));
  if (members.size() > 1) reports.insert(reports.end(), members.begin(), members.end());
}

void Postgres::sample(Gauges& gauges) {
  const double span =
      to_seconds(simulation().now() - sampled_at_) * static_cast<double>(params_.concurrency);
  sampled_at_ = simulation().now();
  for (Server& server : servers_) {
    const std::string name = servers_.size() == 1 ? path() : path() + "/" + server.name;
    const double busy = server.station.busy_seconds();
    if (span > 0) gauges.put(name, "utilization", (busy - server.busy_at_sample) / span);
    gauges.put(name, "waiting", static_cast<double>(server.station.waiting()));
    server.busy_at_sample = busy;
  }
}

void Postgres::publish(std::string_view metric, std::vector<PublishedValue>& series) {
  Component::publish(metric, series);
  if (metric != "waiting" && metric != "in_service") return;
  std::size_t queries = 0;
  for (const Server& server : servers_)
    queries += metric == "waiting" ? server.station.waiting() : server.station.busy();
  series.push_back({{}, static_cast<double>(queries)});
}

void Postgres::strike_server(Server& server, Strike what, double factor) {
  if (what != Strike::slow) server.down = what == Strike::kill;
  server.station.set_speed(what == Strike::slow ? 1.0 / factor : 1.0);
  if (what == Strike::kill) server.visits.abort_all();
}

bool Postgres::strike(Strike what, std::string_view member, double factor) {
  bool found = false;
  for (Server& server : servers_) {
    if (!member.empty() && member != server.name) continue;
    strike_server(server, what, factor);
    found = true;
  }
  return found;
}

void Postgres::strike_zone(Strike what, ZoneId zone, double factor) {
  for (Server& server : servers_) {
    if (server.zone == zone) strike_server(server, what, factor);
  }
}

}  // namespace tiersim
