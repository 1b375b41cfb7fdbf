#include "tests/queueing/sharing_run.hpp"

#include <algorithm>
#include <cmath>

namespace tiersim::queueing {
namespace {

TimeUnit unit_of(const Json& one_case) {
  return TimeUnit::of_rate(one_case.at("parameters").at("lambda"));
}

std::uint64_t warm_up_of(const Distribution& service, double cores) {
  return warm_up_customers(service.mean() / cores, cores, poisson_scv(service));
}

}  // namespace

SharingRun::SharingRun(const Json& one_case, const Run& run)
    : case_(one_case),
      unit_(unit_of(one_case)),
      service_(unit_.law(one_case.at("parameters").at("service"))),
      services_(Stream::named(run.key, "cpu", "service")),
      cores_(one_case.at("parameters").value("c", 1.0)),
      cpu_(simulation_, {.cores = cores_}),
      window_(warm_up_of(service_, cores_), run.customers),
      sojourns_(one_case, "sojourn", unit_) {
  if (one_case.at("parameters").contains("x")) {
    for (const double x : one_case["parameters"]["x"]) sizes_.push_back({x, 0, 0});
  }
  const auto arrive = [this] { this->arrive(); };
  const Arrivals arrivals(simulation_, Distribution::exponential(1.0),
                          Stream::named(run.key, "arrivals", "gap"), arrive);
  simulation_.run_to_exhaustion();
}

void SharingRun::arrive() {
  switch (window_.arrive()) {
    case Window::Edge::begins:
      observing_ = true;
      jobs_.restart(simulation_.now());
      break;
    case Window::Edge::ends:
      observing_ = false;
      jobs_.finish(simulation_.now());
      span_ = jobs_.total();
      break;
    case Window::Edge::none:
      break;
  }
  scope_.start(job(window_.measures_last()));
  observe();
  if (window_.is_complete()) simulation_.stop();
}

Process SharingRun::job(bool measured) {
  const TimePoint arrived = simulation_.now();
  const Duration size = service_.sample_duration(services_);
  if (measured) work_ += to_seconds(size);
  co_await cpu_.use(size);
  observe();
  if (!measured) co_return;
  const Duration sojourn = simulation_.now() - arrived;
  sojourns_.record(sojourn);
  const double seconds = unit_.seconds(size);
  for (Size& near : sizes_) {
    // The mean sojourn is in proportion to the size (Kleinrock 1967), so neighbours within a fifth
    // may stand for a size itself: their slowdown is the same.
    if (std::abs(seconds - near.seconds) > near.seconds / 5) continue;
    near.sum += unit_.seconds(sojourn) / seconds * near.seconds;
    ++near.count;
  }
  window_.leave();
  if (window_.is_complete()) simulation_.stop();
}

void SharingRun::observe() {
  if (observing_) jobs_.set(simulation_.now(), cpu_.jobs());
}

Measurement SharingRun::report() const {
  Measurement out;
  out.events = simulation_.events();
  out.mean("rho", work_, cores_ * span_);
  out.mean("L", jobs_.integral(), span_);
  out.mean("W", sojourns_.sum(), sojourns_.count());
  out.moment("sojourn_var", sojourns_.squares_about(expected(case_, "W")), sojourns_.count());
  out.probability("P_all_busy", jobs_.from(static_cast<std::size_t>(cores_)), span_);
  sojourns_.report_quantiles(out);
  for (std::size_t i = 0; i < sizes_.size(); ++i)
    out.mean("W_given_x", sizes_[i].sum, sizes_[i].count, i);
  if (asks_for(case_, "P_n")) {
    for (std::size_t n = 0; n < case_["expect"]["P_n"].size(); ++n)
      out.probability("P_n", jobs_.at(n), span_, n);
  }
  return out;
}

}  // namespace tiersim::queueing
