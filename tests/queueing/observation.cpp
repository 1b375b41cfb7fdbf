#include "tests/queueing/observation.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "tests/queueing/tolerance.hpp"

namespace tiersim::queueing {

double LevelTimes::total() const {
  return to_seconds(std::accumulate(spans_.begin(), spans_.end(), Duration::zero()));
}

double LevelTimes::at(std::size_t level) const {
  return level < spans_.size() ? to_seconds(spans_[level]) : 0;
}

double LevelTimes::up_to(double level) const {
  Duration sum{};
  for (std::size_t n = 0; n < spans_.size() && static_cast<double>(n) <= level; ++n)
    sum += spans_[n];
  return to_seconds(sum);
}

double LevelTimes::integral(int power, double center) const {
  double sum = 0;
  for (std::size_t n = 0; n < spans_.size(); ++n) {
    const double deviation = static_cast<double>(n) - center;
    sum += (power == 2 ? deviation * deviation : deviation) * to_seconds(spans_[n]);
  }
  return sum;
}

Spans::Spans(const Json& one_case, const std::string& prefix, TimeUnit unit) : unit_(unit) {
  const std::string start = prefix.empty() ? "p" : prefix + "_p";
  for (const auto& [metric, value] : one_case.at("expect").items()) {
    if (!metric.starts_with(start) || !value.is_number()) continue;
    const double t = value;
    const double slack = tolerance_of(one_case, metric).of(t);
    Quantile quantile{metric,
                      t - slack,
                      t + slack,
                      t * (1 - QuantileCounts::spread),
                      t * (1 + QuantileCounts::spread),
                      {}};
    quantile.counts.level = std::stod(metric.substr(start.size())) / 100;
    quantiles_.push_back(quantile);
  }
}

void Spans::record(Duration span) {
  const double seconds = unit_.seconds(span);
  ++count_;
  sum_ += seconds;
  squares_ += seconds * seconds;
  if (span > Duration::zero()) ++positive_;
  for (Quantile& quantile : quantiles_) {
    quantile.counts.below += seconds < quantile.low;
    quantile.counts.up_to += seconds <= quantile.high;
    quantile.counts.near_below += seconds <= quantile.near_low;
    quantile.counts.near_above += seconds <= quantile.near_high;
  }
}

void Spans::report_quantiles(Measurement& out) const {
  for (const Quantile& quantile : quantiles_)
    out.quantile(quantile.metric, quantile.counts, count());
}

std::uint64_t warm_up_customers(double rho, double servers, double scv) {
  const double gap = 1 - std::sqrt(std::min(rho, 0.999));
  return static_cast<std::uint64_t>(10 * (rho / (gap * gap) * std::max(scv, 1.0) + servers));
}

double poisson_scv(const Distribution& service) {
  return std::min((1 + service.cv() * service.cv()) / 2, 50.0);
}

double expected(const Json& one_case, const char* metric) {
  const Json& expect = one_case.at("expect");
  return expect.contains(metric) && expect[metric].is_number() ? expect[metric].get<double>() : 0;
}

}  // namespace tiersim::queueing
