#include "tests/queueing/stations/station_run.hpp"

#include <list>
#include <string>

namespace tiersim::queueing {

BatchLaw::BatchLaw(const Json& law)
    : pmf_(law.value("pmf", std::vector<double>{})),
      geometric_p_(law.value("geometric_p", 0.0)),
      constant_(law.value("constant", std::size_t{1})) {}

std::size_t BatchLaw::sample(Stream& chance) const {
  std::size_t size = 1;
  if (geometric_p_ > 0) {
    while (chance.uniform() >= geometric_p_) ++size;
    return size;
  }
  if (pmf_.empty()) return constant_;
  double rest = chance.uniform();
  while (size < pmf_.size() && (rest -= pmf_[size - 1]) >= 0) ++size;
  return size;
}

StationRun::StationRun(const Json& one_case, const Run& run, Params params)
    : WindowedRun(one_case, params.unit, run, params.warm_up),
      params_(std::move(params)),
      discipline_(Stream::named(key_, "station", "discipline")),
      services_(Stream::named(key_, "station", "service")),
      patience_(Stream::named(key_, "station", "patience")),
      batches_(Stream::named(key_, "arrivals", "batch")),
      station_(simulation_, params_.station, &discipline_),
      present_(params_.classes.size(), 0),
      fates_(params_.classes.size(), Fates(one_case, params_.unit)) {
  if (one_case.at("parameters").contains("x")) {
    for (const double x : one_case["parameters"]["x"]) deadlines_.push_back(unit_.span(x));
  }
  for (Fates& fates : fates_) fates.served_within.resize(deadlines_.size(), 0.0);

  const auto arrivals_of = [this](std::size_t kind) { return [this, kind] { arrive(kind); }; };
  using Arrive = decltype(arrivals_of(0));
  std::list<Arrivals<Arrive>> poisson;
  std::optional<GeneratedArrivals<Arrive>> generated;
  if (params_.arrivals) generated.emplace(simulation_, *params_.arrivals, arrivals_of(0));
  for (std::size_t kind = generated ? 1 : 0; kind < params_.classes.size(); ++kind) {
    poisson.emplace_back(simulation_, unit_.exponential(params_.classes[kind].rate),
                         Stream::named(key_, "arrivals/" + std::to_string(kind), "gap"),
                         arrivals_of(kind));
  }
  simulation_.run_to_exhaustion();
}

void StationRun::begin_window() {
  const TimePoint now = simulation_.now();
  for (LevelTimes* levels : {&in_system_, &waiting_, &busy_}) levels->restart(now);
  for (Fates& fates : fates_) fates.in_system.restart(now);
}

void StationRun::end_window() {
  const TimePoint now = simulation_.now();
  for (LevelTimes* levels : {&in_system_, &waiting_, &busy_}) levels->finish(now);
  for (Fates& fates : fates_) fates.in_system.finish(now);
}

void StationRun::arrive(std::size_t kind) {
  for (std::size_t rest = params_.batch.sample(batches_); rest > 0; --rest) {
    ++arrivals_;
    const bool measured = count_arrival();
    if (measured && station_.busy() >= station_.servers()) {
      ++found_busy_;
      found_waiting_ += station_.waiting() > 0;
    }
    scope_.start(customer(kind, measured));
  }
  observe();
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
  Station::Options options;
  options.priority = params_.last_come_preempts ? -arrivals_ : static_cast<std::int32_t>(kind);
  if (its.patience) options.patience = its.patience->sample_duration(patience_);
  const Station::Result result = co_await station_.visit(service, options);
  fates.in_system.set(simulation_.now(), --present_[kind]);
  observe();
  if (!measured) co_return;
  leave(fates, result, arrived);
  count_departure();
}

void StationRun::observe() {
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
  const double server_seconds = static_cast<double>(params_.station.servers) * span_;
  const double served = fates.waits.count();
  Measurement out;
  out.events = simulation_.events();
  out.mean("rho", {fates.work, server_seconds});
  out.mean("W", fates.sojourns.mean());
  out.mean("Wq", fates.waits.mean());
  out.mean("utilization", {busy_.integral(), server_seconds});
  out.mean("throughput", {served, case_seconds()});
  out.probability("P_loss", {fates.balked, fates.arrived});
  out.moment("wait_var", fates.waits.variance_about(expected(case_, "Wq")));
  out.moment("sojourn_var", fates.sojourns.variance_about(expected(case_, "W")));
  out.moment("wait_m2", fates.waits.second_moment());
  out.moment("sojourn_m2", fates.sojourns.second_moment());
  if (!params_.classes.front().patience)
    out.probability("P_wait", {fates.waits.positive(), served});
  fates.waits.report_quantiles(out);
  fates.sojourns.report_quantiles(out);
  report_numbers(out);
  return out;
}

void StationRun::report_numbers(Measurement& out) const {
  out.mean("L", in_system_.mean());
  out.mean("Lq", waiting_.mean());
  out.probability("P_empty", {in_system_.at(0), span_});
  out.moment("L_var", {in_system_.integral(2, expected(case_, "L")), span_});
  for (const int percent : {50, 95, 99}) {
    const std::string metric = "L_p" + std::to_string(percent);
    const double n = expected(case_, metric.c_str());
    const QuantileCounts counts{percent / 100.0, in_system_.up_to(n - 1), in_system_.up_to(n),
                                in_system_.up_to(n * (1 - QuantileCounts::spread)),
                                in_system_.up_to(n * (1 + QuantileCounts::spread))};
    out.quantile(metric, counts, span_);
  }
}

void StationRun::report_patience(Measurement& out) const {
  const Fates& fates = fates_.front();
  const Spans& reneged = fates.renege_waits;
  out.probability("P_abandon", {reneged.count(), fates.arrived});
  out.probability("P_wait", {fates.waits.positive() + reneged.count(), fates.arrived});
  out.mean("Wq_served", fates.waits.mean());
  out.mean("Wq_abandoned", reneged.mean());
  for (std::size_t i = 0; i < deadlines_.size(); ++i)
    out.probability("P_served_within", {fates.served_within[i], fates.arrived}, i);
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
    out.mean("rho", {fates.work, span_}, kind);
    out.mean("L", fates.in_system.mean(), kind);
    out.mean("W", fates.sojourns.mean(), kind);
    out.mean("Wq", fates.waits.mean(), kind);
    out.moment("wait_m2", fates.waits.second_moment(), kind);
  }
  return out;
}

}  // namespace tiersim::queueing
