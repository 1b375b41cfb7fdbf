#include "models/autoscaling/metrics/prometheus.hpp"

#include <algorithm>
#include <utility>

namespace tiersim::metrics {

PrometheusMetric::PrometheusMetric(Context context, Publisher& publisher, std::string metric,
                                   MetricKind kind, const PrometheusParams& params,
                                   Aggregation aggregation)
    : MetricSource(aggregation),
      context_(std::move(context)),
      publisher_(publisher),
      metric_(std::move(metric)),
      kind_(kind),
      params_(params),
      loops_(context_.simulation()) {}

void PrometheusMetric::start() {
  Stream stream = context_.stream("scrape phase of " + metric_);
  const double share = stream.uniform();
  loops_.spawn(scrape_loop(from_seconds(share * to_seconds(params_.scrape_interval))));
}

Process PrometheusMetric::scrape_loop(Duration phase) {
  co_await context_.simulation().delay(phase);
  for (;;) {
    scrape(context_.now());
    co_await context_.simulation().delay(params_.scrape_interval);
  }
}

void PrometheusMetric::scrape(TimePoint now) {
  page_.clear();
  publisher_.publish(metric_, page_);
  for (const auto& [pod, value] : page_) stored_[pod].push_back({now, value});
  scraped_at_ = now;
  for (auto series = stored_.begin(); series != stored_.end();) {
    Series& points = series->second;
    while (!points.empty() && points.front().at <= now - params_.rate_window) points.pop_front();
    series = points.empty() ? stored_.erase(series) : std::next(series);
  }
}

/// Increase over the window, carried on to its ends as far as half a distance between two points,
/// or to the whole end if the points come close to it; never below where the counter was 0.
std::optional<double> PrometheusMetric::rate(const Series& points, TimePoint now) const {
  const TimePoint start = now - params_.rate_window;
  const auto first = std::find_if(points.begin(), points.end(),
                                  [&](const Point& point) { return point.at > start; });
  const auto count = std::distance(first, points.end());
  if (count < 2) return std::nullopt;
  double increase = points.back().value - first->value;
  for (auto point = std::next(first); point != points.end(); ++point) {
    const double before = std::prev(point)->value;
    if (point->value < before) increase += before;  // the counter began anew
  }
  const double sampled = to_seconds(points.back().at - first->at);
  const double between = sampled / static_cast<double>(count - 1);
  const double threshold = between * 1.1;
  double to_start = to_seconds(first->at - start);
  double to_end = to_seconds(now - points.back().at);
  if (to_start >= threshold) to_start = between / 2;
  if (increase > 0 && first->value >= 0)
    to_start = std::min(to_start, sampled * (first->value / increase));
  if (to_end >= threshold) to_end = between / 2;
  const double extrapolated = increase * (sampled + to_start + to_end) / sampled;
  return extrapolated / to_seconds(params_.rate_window);
}

void PrometheusMetric::read(TimePoint now, std::vector<MetricSeries>& series) {
  series.clear();
  for (const auto& [pod, points] : stored_) {
    const Point& last = points.back();
    if (kind_ == MetricKind::gauge) {
      if (last.at == scraped_at_) series.push_back({pod, last.value, last.at, Duration{}});
    } else if (const std::optional<double> value = rate(points, now)) {
      series.push_back({pod, *value, last.at, params_.rate_window});
    }
  }
}

}  // namespace tiersim::metrics
