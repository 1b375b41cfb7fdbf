#pragma once
#include <cstddef>
#include <vector>

#include "sim/time.hpp"

namespace tiersim::vpa {

/// Buckets that grow: bucket k starts at first × (ratio^k − 1) / (ratio − 1).
struct BucketScheme {
  double first = 0;  ///< size of bucket 0
  double max = 0;    ///< the last bucket starts above it
  double ratio = 1.05;
};

/// 0.01 to 1000 cores.
inline constexpr BucketScheme cpu_buckets{.first = 0.01, .max = 1000};
/// 10 MB to 1 TB, in bytes.
inline constexpr BucketScheme memory_buckets{.first = 1e7, .max = 1e12};

/// A histogram that forgets: a sample of one half-life later counts twice as much. Source:
/// kubernetes/autoscaler vertical-pod-autoscaler/pkg/recommender/util.
class DecayingHistogram {
 public:
  explicit DecayingHistogram(const BucketScheme& scheme, Duration half_life = 24h);

  void add(double value, double weight, TimePoint at);
  /// Takes back what was added with the same values.
  void subtract(double value, double weight, TimePoint at);

  /// The end of the first bucket at which the weights run up to `share` of all; the start of the
  /// last bucket if it is that one; 0 when empty. `share` in (0, 1].
  [[nodiscard]] double percentile(double share) const;

  [[nodiscard]] bool is_empty() const;

  [[nodiscard]] std::size_t bucket_of(double value) const;

  [[nodiscard]] double start_of(std::size_t bucket) const { return starts_[bucket]; }

  [[nodiscard]] std::size_t buckets() const { return starts_.size(); }

 private:
  void change(double value, double weight, TimePoint at);
  void move_reference(TimePoint at);

  Duration half_life_;
  TimePoint reference_{};  // where a sample weighs what it says
  std::vector<double> starts_{};
  std::vector<double> weights_{};
};

}  // namespace tiersim::vpa
