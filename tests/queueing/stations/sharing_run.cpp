#include "tests/queueing/stations/sharing_run.hpp"

#include <cmath>
#include <utility>

namespace tiersim::queueing {
namespace {

TimeUnit unit_of(const Json& one_case) {
  return TimeUnit::of_rate(one_case.at("parameters").at("lambda"));
}

}  // namespace

SharingRun::SharingRun(const Json& one_case, const Run& run)
    : SharingRun(one_case, run, unit_of(one_case),
                 unit_of(one_case).law(one_case.at("parameters").at("service")),
                 one_case.at("parameters").value("c", 1.0)) {}

SharingRun::SharingRun(const Json& one_case, const Run& run, TimeUnit unit, Distribution service,
                       double cores)
    : WindowedRun(one_case, unit, run,
                  warm_up_customers(service.mean() / cores, cores, poisson_scv(service))),
      service_(std::move(service)),
      services_(Stream::named(key_, "cpu", "service")),
      cores_(cores),
      cpu_(simulation_, {.cores = cores}),
      sojourns_(one_case, "sojourn", unit) {
  if (one_case.at("parameters").contains("x")) {
    for (const double x : one_case["parameters"]["x"]) sizes_.push_back({.seconds = x});
  }
  play_poisson(one_case["parameters"]["lambda"], [this](bool measured) { return job(measured); });
}

Process SharingRun::job(bool measured) {
  const TimePoint arrived = simulation_.now();
  const Duration size = service_.sample_duration(services_);
  if (measured) work_ += to_seconds(size);
  jobs_.set(arrived, cpu_.jobs() + 1);
  co_await cpu_.use(size);
  jobs_.set(simulation_.now(), cpu_.jobs());
  if (!measured) co_return;
  const Duration sojourn = simulation_.now() - arrived;
  sojourns_.record(sojourn);
  const double seconds = unit_.seconds(size);
  for (Size& near : sizes_) {
    // The mean sojourn is in proportion to the size (Kleinrock 1967), so neighbours within a fifth
    // may stand for a size itself: their slowdown is the same.
    if (std::abs(seconds - near.seconds) > near.seconds / 5) continue;
    near.sojourn.sum += unit_.seconds(sojourn) / seconds * near.seconds;
    ++near.sojourn.count;
  }
  count_departure();
}

Measurement SharingRun::report() const {
  Measurement out;
  out.events = simulation_.events();
  out.mean("rho", {work_, cores_ * span_});
  out.mean("L", jobs_.mean());
  out.mean("W", sojourns_.mean());
  out.moment("sojourn_var", sojourns_.variance_about(expected(case_, "W")));
  out.probability("P_all_busy", {jobs_.from(static_cast<std::size_t>(cores_)), span_});
  sojourns_.report_quantiles(out);
  for (std::size_t i = 0; i < sizes_.size(); ++i) out.mean("W_given_x", sizes_[i].sojourn, i);
  if (asks_for(case_, "P_n")) {
    for (std::size_t n = 0; n < case_["expect"]["P_n"].size(); ++n)
      out.probability("P_n", {jobs_.at(n), span_}, n);
  }
  return out;
}

}  // namespace tiersim::queueing
