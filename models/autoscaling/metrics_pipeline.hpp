#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/autoscaling/hpa_views.hpp"
#include "models/scaling.hpp"
#include "sim/time.hpp"

namespace tiersim {

/// How the API names a pod of this number.
[[nodiscard]] std::string pod_name(std::uint64_t number);

/// The pod as an autoscaler's informer sees it.
[[nodiscard]] PodView view_of(const PodSnapshot& snapshot);

/// metrics-server: reads every container's counters once per resolution and serves the rate over
/// the last two readings.
///
///   pods ──cumulative CPU──▶ scrape (every 15 s) ──two points──▶ samples (rate, timestamp, window)
///
/// So what an autoscaler sees is a mean over the last window and up to a resolution old, and a pod
/// without two readings of the same container is not there at all. Source:
/// kubernetes-sigs/metrics-server pkg/storage/pod.go.
class MetricsPipeline {
 public:
  /// `resolution`: --metric-resolution; 15 s in the shipped manifest, 60 s if the flag is absent.
  explicit MetricsPipeline(Duration resolution = 15s) : resolution_(resolution) {}

  [[nodiscard]] Duration resolution() const { return resolution_; }

  /// Reads all pods; what is not among them is forgotten. Precondition: `now` is not before that of
  /// the last call.
  void scrape(TimePoint now, const std::vector<PodSnapshot>& pods);
  /// What the metrics API answers for cpu (thousandths of a core) or memory (thousandths of a
  /// byte), by pod number; for another resource nothing.
  [[nodiscard]] std::vector<PodSample> samples(std::string_view resource) const;

 private:
  struct Point {
    TimePoint at{};
    Duration cpu{};  ///< CPU time used since the container's start
    std::int64_t memory_bytes = 0;
  };

  struct Points {
    Point last;
    std::optional<Point> before{};
  };

  [[nodiscard]] std::optional<Point> older_point(TimePoint at, const PodSnapshot& pod) const;

  Duration resolution_;
  std::map<std::uint64_t, Points> points_;
};

}  // namespace tiersim
