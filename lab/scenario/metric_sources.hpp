#pragma once
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "lab/scenario/components_builder.hpp"
#include "lab/scenario/scenario.hpp"
#include "models/autoscaling/metric_source.hpp"
#include "models/autoscaling/metrics/minute_metric.hpp"
#include "models/control_loop.hpp"

namespace tiersim::lab {

/// What the autoscalers of a scenario look at, each made once, when the first one asks for it.
/// Those that tick are put into the list of loops, before whoever asked.
class MetricSources {
 public:
  /// All outlive this.
  MetricSources(const Scenario& scenario, ComponentsBuilder& builder,
                std::vector<std::unique_ptr<ControlLoop>>& loops)
      : scenario_(scenario), builder_(builder), loops_(loops) {}

  /// What a name of the section "metrics" stands for. Precondition: the reader has found it.
  [[nodiscard]] MetricSource& named(const std::string& name);
  /// A gauge of a component, asked for at the very moment: "waiting".
  [[nodiscard]] MetricSource& queue(const std::string& component, const std::string& metric);
  /// Requests that come to a component, 1/s, as a broker counts messages: over the last 10 s,
  /// looked at every 5 s.
  [[nodiscard]] MetricSource& incoming_rate(const std::string& component);
  /// CPU or memory of pods in percent of their requests, by metrics-server.
  [[nodiscard]] MetricSource& utilization(Deployment& target, const std::string& resource);
  /// A metric in CloudWatch.
  [[nodiscard]] const metrics::MinuteMetric& minute(const AwsMetric& metric, Deployment& target);

  [[nodiscard]] bool has(const std::string& name) const;

 private:
  template <class Loop, class... Arguments>
  Loop& add(Arguments&&... arguments) {
    auto loop = std::make_unique<Loop>(std::forward<Arguments>(arguments)...);
    Loop& made = *loop;
    loops_.push_back(std::move(loop));
    return made;
  }

  [[nodiscard]] metrics::MinuteMetric& make_minute(const AwsMetric& metric, Deployment& target);

  const Scenario& scenario_;
  ComponentsBuilder& builder_;
  std::vector<std::unique_ptr<ControlLoop>>& loops_;
  std::vector<std::unique_ptr<MetricSource>> still_;  ///< those that do not tick
  std::map<std::string, MetricSource*> sources_;      ///< by "kind:name"
  std::map<std::string, metrics::MinuteMetric*> minutes_;
};

}  // namespace tiersim::lab
