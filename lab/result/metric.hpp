#pragma once
#include <string>
#include <string_view>

namespace tiersim::lab {

/// Whether more of a metric is good, bad, or neither.
enum class Direction { LowerIsBetter, HigherIsBetter, Neither };

/// The unit of a metric by its name: "s", "1/s", "ratio", "currency", or empty for a count.
/// Names are paths into result.json: "requests.all.latency_s.p95", "cost.per_month".
std::string metric_unit(std::string_view metric);

/// Latencies, waits, failures and costs are better lower; throughput, goodput and availability
/// higher.
Direction metric_direction(std::string_view metric);

/// A metric for people: "latency p95", "checkout latency p99", "api utilization", "cost per month".
std::string metric_label(std::string_view metric);

}  // namespace tiersim::lab
