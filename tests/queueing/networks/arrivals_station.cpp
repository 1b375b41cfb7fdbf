#include "tests/queueing/networks/arrivals_station.hpp"

#include <utility>

namespace tiersim::queueing::networks {

QuantileCount::QuantileCount(const Case& reference, std::string_view quantity) {
  const std::string start = std::string(quantity) + (quantity.empty() ? "p" : "_p");
  for (const auto& [metric, value] : reference.expect.items()) {
    if (!metric.starts_with(start) || !value.is_number()) continue;
    const double at = value.get<double>();
    levels_.push_back({.metric = metric,
                       .at = from_seconds(at),
                       .low = from_seconds(at * (1 - window)),
                       .high = from_seconds(at * (1 + window))});
  }
}

void QuantileCount::restart() {
  count_ = 0;
  for (Level& level : levels_) level.at_most = level.near = 0;
}

void QuantileCount::report(Readings& readings) const {
  const auto count = static_cast<double>(count_);
  for (const Level& level : levels_)
    readings.quantile(level.metric, static_cast<double>(level.at_most) / count,
                      static_cast<double>(level.near) / count / (2 * window));
}

StationRun::StationRun(Simulation& simulation, Params params,
                       std::unique_ptr<ArrivalProcess> arrivals, const Case& reference, RunKey key)
    : Event(simulation),
      params_(std::move(params)),
      arrivals_(std::move(arrivals)),
      service_(Stream::named(key, "station", "service")),
      station_(simulation, {.servers = params_.servers}),
      at_least_(params_.levels.size()),
      wait_(reference, "wait"),
      sojourn_(reference, "sojourn"),
      customers_(simulation) {}

void StationRun::run(const Horizon& horizon) {
  schedule(*arrivals_->next());
  simulation().run_until(TimePoint{from_seconds(horizon.warm_up_s)});
  restart();
  simulation().run_until(TimePoint{from_seconds(horizon.warm_up_s + horizon.measured_s)});
}

void StationRun::fire() {
  if (const auto next = arrivals_->next()) schedule(*next);
  customers_.start(customer());
}

Process StationRun::customer() {
  const TimePoint came = simulation().now();
  all_busy_.count(present_ >= params_.servers);
  if (present_ >= params_.servers) behind_others_.count(present_ > params_.servers);
  in_system_.enter(came);
  change(present_ + 1);
  const auto visit = co_await station_.visit(params_.service.sample_duration(service_));
  const TimePoint now = simulation().now();
  in_system_.leave(now, now - came);
  change(present_ - 1);
  waits_ns_ += static_cast<double>(visit.wait.count());
  wait_.record(visit.wait);
  sojourn_.record(now - came);
}

void StationRun::change(std::size_t present) {
  for (std::size_t i = 0; i < at_least_.size(); ++i) {
    const bool before = present_ >= params_.levels[i];
    const bool after = present >= params_.levels[i];
    if (!before && after) at_least_[i].enter(simulation().now());
    if (before && !after) at_least_[i].leave(simulation().now());
  }
  present_ = present;
}

void StationRun::restart() {
  measured_from_ = simulation().now();
  in_system_.restart(measured_from_);
  for (Population& level : at_least_) level.restart(measured_from_);
  waits_ns_ = 0.0;
  busy_before_s_ = station_.busy_seconds();
  all_busy_.restart();
  behind_others_.restart();
  wait_.restart();
  sojourn_.restart();
}

void StationRun::report(Readings& readings) const {
  const TimePoint now = simulation().now();
  const double busy = (station_.busy_seconds() - busy_before_s_) / to_seconds(now - measured_from_);
  const double present = in_system_.mean(now);
  readings.value("rho", busy / static_cast<double>(params_.servers));
  readings.value("L", present);
  readings.value("Lq", present - busy);
  readings.value("W", in_system_.mean_stay_s());
  readings.value("Wq", waits_ns_ / 1e9 / static_cast<double>(in_system_.left()));
  readings.value("P_wait", all_busy_.value());
  wait_.report(readings);
  sojourn_.report(readings);
  readings.effort(simulation().events());
}

double StationRun::share_at_least(std::size_t index) const {
  return at_least_[index].mean(simulation().now());
}

double StationRun::share_waiting_behind() const {
  return behind_others_.value();
}

}  // namespace tiersim::queueing::networks
