#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace tiersim {

/// What a published number is: the sum of all that happened so far, or a state that goes up and
/// down.
enum class MetricKind : std::uint8_t { counter, gauge };

/// A metric that components of a kind publish.
struct PublishedMetric {
  std::string_view name;
  MetricKind kind = MetricKind::gauge;
  std::string_view help{};
};

/// What every component publishes; a deployment for each of its pods.
inline constexpr std::array published_by_all{
    PublishedMetric{"requests_total", MetricKind::counter, "Requests that came in."},
    PublishedMetric{"in_flight", MetricKind::gauge, "Requests inside."},
};

/// One series of a metric now.
struct PublishedValue {
  std::optional<std::uint64_t> pod{};  ///< whose it is; nothing: the component's as a whole
  double value = 0;
};

/// Something with a page of metrics, as monitoring reads it.
class Publisher {
 public:
  virtual ~Publisher() = default;

  /// Adds the series of a metric, those of pods in the order of their numbers. A page that cannot
  /// be read now, for nobody serves it, has none.
  virtual void publish(std::string_view metric, std::vector<PublishedValue>& series) = 0;
};

}  // namespace tiersim
