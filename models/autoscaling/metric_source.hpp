#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "sim/description/enum_names.hpp"
#include "sim/time.hpp"

namespace tiersim {

/// How the series of a metric become one number.
enum class Aggregation : std::uint8_t { sum, average, maximum };

constexpr auto enum_names(Aggregation) {
  using Name = EnumName<Aggregation>;
  return std::array{Name{Aggregation::sum, "sum", "All series together."},
                    Name{Aggregation::average, "average", "Their mean."},
                    Name{Aggregation::maximum, "maximum", "The highest."}};
}

/// One series of a metric, as a control loop sees it.
struct MetricSeries {
  std::optional<std::uint64_t> pod{};  ///< whose it is; nothing: the component's as a whole
  double value = 0;
  TimePoint at{};     ///< the newest point behind it
  Duration window{};  ///< the span it is a rate or a mean over; 0: a state at `at`
};

/// A number that a component publishes, as a control loop sees it: nothing younger than what
/// monitoring has gathered by then.
class MetricSource {
 public:
  explicit MetricSource(Aggregation aggregation) : aggregation_(aggregation) {}

  MetricSource(const MetricSource&) = delete;
  MetricSource& operator=(const MetricSource&) = delete;
  virtual ~MetricSource() = default;

  /// Replaces the contents of `series` by what there is at this instant, by number of the pod;
  /// empty: no data.
  virtual void read(TimePoint now, std::vector<MetricSeries>& series) = 0;

  /// The series as one number; nothing without data.
  [[nodiscard]] std::optional<double> value(TimePoint now) {
    read(now, series_);
    if (series_.empty()) return std::nullopt;
    double sum = 0;
    double highest = series_.front().value;
    for (const MetricSeries& series : series_) {
      sum += series.value;
      highest = std::max(highest, series.value);
    }
    if (aggregation_ == Aggregation::maximum) return highest;
    if (aggregation_ == Aggregation::average) return sum / static_cast<double>(series_.size());
    return sum;
  }

 private:
  Aggregation aggregation_;
  std::vector<MetricSeries> series_{};
};

}  // namespace tiersim
