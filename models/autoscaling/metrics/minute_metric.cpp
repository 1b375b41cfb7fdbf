#include "models/autoscaling/metrics/minute_metric.hpp"

namespace tiersim::metrics {

void MinuteMetric::start() {
  loops_.spawn(loop());
}

Process MinuteMetric::loop() {
  constexpr int samples_a_minute = 6;
  constexpr std::size_t kept = 1440;
  static_cast<void>(probe_());  // what comes counts from here
  for (;;) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < samples_a_minute; ++i) {
      co_await context_.simulation().delay(sample_interval);
      const std::optional<double> sample = probe_();
      if (!sample) continue;
      sum += *sample;
      ++count;
    }
    if (datapoints_.size() >= 2 * kept)
      datapoints_.erase(datapoints_.begin(),
                        datapoints_.begin() + static_cast<std::ptrdiff_t>(kept));
    const double value = statistic_ == MinuteStatistic::average ? sum / count : sum;
    datapoints_.push_back(count > 0 ? std::optional(value) : std::nullopt);
  }
}

}  // namespace tiersim::metrics
