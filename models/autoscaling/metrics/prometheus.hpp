#pragma once
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "models/autoscaling/metric_source.hpp"
#include "models/context.hpp"
#include "models/control_loop.hpp"
#include "models/published.hpp"
#include "sim/description/description.hpp"
#include "sim/kernel/process.hpp"

namespace tiersim::metrics {

/// How Prometheus looks at a metric, and what the adapter's query makes of it.
struct PrometheusParams {
  Duration scrape_interval = 30s;  ///< Prometheus' own default is 1 min, 15 to 30 s are common
  Duration rate_window = 1min;     ///< of rate(…[1m]); counters only

  static void describe(auto& field, auto& p) {
    field("scrape_interval", p.scrape_interval, positive,
          "Time between two looks at a page of metrics.");
    field("rate_window", p.rate_window, positive,
          "Window of the rate of a counter; two looks at least must fall into it.");
  }
};

/// One metric in Prometheus: a page is scraped every interval, a query looks at what is stored.
///
///   publisher ──page──▶ scrape (every interval) ──points──▶ rate(…[window]), or the last point
///
/// A counter is asked for as its rate, which lags a step by up to window and interval and shows
/// about half of it after half a window; a gauge as its last point. A series that a scrape no
/// longer finds is stale: a gauge is gone at once, a rate lives on until one point is left in the
/// window. All series of a metric are scraped at one instant; the phase is drawn once per run.
/// Source: prometheus/prometheus promql/functions.go, extrapolatedRate.
class PrometheusMetric final : public MetricSource, public ControlLoop {
 public:
  /// `publisher` outlives this.
  PrometheusMetric(Context context, Publisher& publisher, std::string metric, MetricKind kind,
                   const PrometheusParams& params, Aggregation aggregation);

  void start() override;
  void read(TimePoint now, std::vector<MetricSeries>& series) override;

  /// One scrape at this instant.
  void scrape(TimePoint now);

 private:
  struct Point {
    TimePoint at{};
    double value = 0;
  };

  using Series = std::deque<Point>;
  using Key = std::optional<std::uint64_t>;

  Process scrape_loop(Duration phase);
  [[nodiscard]] std::optional<double> rate(const Series& points, TimePoint now) const;

  Context context_;
  Publisher& publisher_;
  std::string metric_;
  MetricKind kind_;
  PrometheusParams params_;
  std::map<Key, Series> stored_{};
  std::vector<PublishedValue> page_{};
  TimePoint scraped_at_{};
  ProcessScope loops_;  // last: goes first
};

}  // namespace tiersim::metrics
