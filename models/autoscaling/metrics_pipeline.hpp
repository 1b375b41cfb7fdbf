#pragma once
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "models/autoscaling/hpa_spec.hpp"
#include "models/autoscaling/scale_view.hpp"
#include "models/scaling.hpp"
#include "sim/time.hpp"

namespace tiersim {

/// metrics-server: scrapes the kubelets and answers with the usage of each pod, as old as the last scrape.
///
/// CPU is the rate over the last two points of a container, memory its working set at the last; a pod appears only with two
/// points. A container that started at least 10 s and less than one resolution before its first point takes its start, with
/// no CPU used, as the older one. Reference: kubernetes-sigs/metrics-server pkg/storage/pod.go.
class MetricsServer {
 public:
  static constexpr Duration fresh_container_age_min = 10s;

  /// `resolution` is the interval at which `scrape` is called: 15 s in the shipped manifest, 60 s if the flag is absent.
  explicit MetricsServer(Duration resolution = 15s) : resolution_(resolution) {}

  /// Reads all pods; those that are absent, pending or failed are forgotten. Precondition: `now` does not go back.
  void scrape(TimePoint now, std::span<const PodSnapshot> pods);

  /// Samples of "cpu" or "memory" in the order of pod numbers; empty for other resources.
  [[nodiscard]] std::vector<PodSample> samples(std::string_view resource) const;

  [[nodiscard]] Duration resolution() const { return resolution_; }

 private:
  struct Point {
    TimePoint at{};
    double cpu_seconds = 0;  ///< cumulative
    std::int64_t memory_bytes = 0;
  };
  struct Series {
    std::optional<Point> older;
    Point newer;
  };

  [[nodiscard]] std::optional<Point> older_point(const PodSnapshot& pod, TimePoint now) const;

  Duration resolution_;
  std::map<std::uint64_t, Series> series_;
};

/// Turns the pods of a workload into what an autoscaler sees. Pods that request the same share one `PodResources`.
class ScaleViewer {
 public:
  /// The pods' only container goes by the name that `spec` measures (ContainerResource), if any.
  explicit ScaleViewer(const HorizontalPodAutoscalerSpec& spec);

  /// The view is valid while this viewer lives and until the next call.
  [[nodiscard]] const ScaleView& read(Scalable& workload);

  /// The pods that the last `read` saw.
  [[nodiscard]] std::span<const PodSnapshot> pods() const { return snapshots_; }
  [[nodiscard]] const std::string& container() const { return container_; }

 private:
  [[nodiscard]] const PodResources* resources_of(const PodSnapshot& pod);

  struct Template {
    std::int64_t cpu_request_milli;
    std::int64_t memory_request_bytes;
    PodResources resources;
  };

  std::string container_;
  std::vector<PodSnapshot> snapshots_;
  std::list<Template> templates_;  ///< a list: its elements do not move
  ScaleView view_;
};

/// Answers a metric that metrics-server does not have: types Pods, Object and External.
using CustomMetrics = std::function<MetricReading(const MetricSpec&)>;

/// A reading for each of `spec.metrics`: Resource and ContainerResource from `server`, the others from `custom`; without
/// `custom` these fail.
[[nodiscard]] MetricsView read_metrics(const HorizontalPodAutoscalerSpec& spec, const MetricsServer& server,
                                       std::string_view container, const CustomMetrics& custom = {});

}  // namespace tiersim
