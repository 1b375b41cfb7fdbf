#pragma once
// The scenario as plain structs: what the file says, checked, with every default filled in. No
// behaviour lives here.
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "lab/scenario/autoscaler_spec.hpp"
#include "lab/scenario/metric_spec.hpp"
#include "lab/scenario/objective_spec.hpp"
#include "lab/scenario/time_zones.hpp"
#include "lab/scenario/workload_spec.hpp"
#include "models/autoscaling/cluster/cluster_params.hpp"
#include "models/autoscaling/vpa/recommender.hpp"
#include "models/catalogue.hpp"
#include "sim/chance/distribution.hpp"
#include "sim/description/description.hpp"
#include "sim/description/diagnostic.hpp"
#include "sim/time.hpp"

namespace tiersim::lab {

/// How long, how often and from which seed.
struct RunSettings {
  Duration duration{};
  Duration warm_up{};
  std::int64_t seed = 1;
  int replications = 5;
  std::optional<Duration> sample_interval;
  std::string start = "2026-01-05T00:00:00Z";  ///< a Monday

  /// `start` as civil time. Precondition: it has been checked.
  [[nodiscard]] cron::UtcTime civil_start() const { return *parse_date_time(start); }

  /// The interval of the series: as given, else a 240th of the duration in whole seconds, at least
  /// 1 s.
  [[nodiscard]] Duration sampling() const;

  static void describe(auto& field, auto& p) {
    field("duration", p.duration, required(positive),
          "Simulated time of one replication, warm-up included.");
    field("warm_up", p.warm_up, non_negative, "Time at the start that no statistic counts.");
    field("seed", p.seed, non_negative, "Master seed; the same seed gives the same bytes.");
    field("replications", p.replications, within(1, 10000),
          "Independent repetitions, for confidence intervals.");
    field("sample_interval", p.sample_interval, at_least(1ms),
          "Interval of the series; a 240th of the duration if absent.");
    field("start", p.start, any_value,
          "What the calendar shows at the start, for schedules: a date and time, UTC or with an "
          "offset.");
  }

  static void check(auto& refuse, const auto& p) {
    if (p.warm_up >= p.duration)
      refuse("warm_up", "is not shorter than the duration", "nothing would be counted");
    if (!parse_date_time(p.start))
      refuse("start", "is not a date and time", "write \"2026-01-05T08:00:00Z\" or \"…+01:00\"");
  }
};

/// A component: its name in the scenario, the parameters of its kind and, for a deployment, its
/// autoscaler.
struct ComponentSpec {
  std::string name;
  ComponentParams params;
  std::optional<AutoscalerSpec> autoscaler;
  std::optional<vpa::ResourcePolicy> vpa;  ///< a VerticalPodAutoscaler that recommends

  [[nodiscard]] std::string_view kind() const;
  /// Fewest and most pods there may be. Precondition: a deployment.
  [[nodiscard]] int replicas_min() const;
  [[nodiscard]] int replicas_max() const;
};

/// Time on the wire between two zones, one way.
struct ZoneLatency {
  std::string from;
  std::string to;
  Distribution latency = Distribution::deterministic(Duration{});
};

/// Network latency by zone pair. A pair that is named holds in both directions unless the reverse
/// is named too.
struct NetworkSpec {
  Distribution same_zone = Distribution::deterministic(Duration{});
  Distribution between_zones = Distribution::deterministic(Duration{});
  std::vector<ZoneLatency> zones;  ///< "a->b": exceptions from the two above.

  static void describe(auto& field, auto& p) {
    field("same_zone", p.same_zone, any_value, "Time on the wire inside a zone, one way.");
    field("between_zones", p.between_zones, any_value,
          "Time on the wire between two zones, one way.");
  }
};

/// How a call that failed is tried again.
struct RetryParams {
  int attempts_max = 3;
  Duration backoff_base = 50ms;
  Duration backoff_max = 1s;
  double budget_ratio = 0.2;

  static void describe(auto& field, auto& p) {
    field("attempts_max", p.attempts_max, within(1, 100), "Tries in all, the first one included.");
    field("backoff_base", p.backoff_base, non_negative,
          "Longest wait before the second try; doubles each time.");
    field("backoff_max", p.backoff_max, non_negative, "The doubling stops here.");
    field("budget_ratio", p.budget_ratio, within(0, 100), "Retries allowed per first try.");
  }

  static void check(auto& refuse, const auto& p) {
    if (p.backoff_max < p.backoff_base) refuse("backoff_max", "is below backoff_base", "raise it");
  }
};

/// What wraps a call on its way.
struct LinkParams {
  std::optional<Duration> timeout;
  std::optional<RetryParams> retry;

  static void describe(auto& field, auto& p) {
    field("timeout", p.timeout, positive,
          "The caller stops waiting after this time, for each try; never if absent.");
    field("retry", p.retry, any_value, "Tries again after a failure; once only if absent.");
  }
};

/// What wraps the calls from one component to another: "api->pool".
struct LinkSpec {
  std::string from;  ///< A component or a workload.
  std::string to;
  LinkParams params;
};

/// What is done to a component.
enum class FaultVerb { Kill, Slow, Heal, Rollout };

constexpr auto enum_names(FaultVerb) {
  return std::array{
      EnumName<FaultVerb>{FaultVerb::Kill, "kill", "Ends it at once; requests inside are reset."},
      EnumName<FaultVerb>{FaultVerb::Slow, "slow", "Multiplies its service times by `factor`."},
      EnumName<FaultVerb>{FaultVerb::Heal, "heal", "Ends every fault on it."},
      EnumName<FaultVerb>{FaultVerb::Rollout, "rollout", "Replaces the pods of a deployment."}};
}

/// A fault at an instant, addressed by path: "api/pod-0", "db/primary", "zone/b".
struct FaultSpec {
  Duration at{};
  FaultVerb verb = FaultVerb::Kill;
  std::string target;
  double factor = 1;  ///< For slow and rollout.
  std::optional<Duration>
      lasts;  ///< "for": healed afterwards; absent: until healed by another entry.
};

/// Prices by item: "api.cpu_hour" to an amount in the currency.
struct PriceSpec {
  std::string currency;
  std::string as_of;  ///< ISO date of the price list.
  std::vector<std::pair<std::string, double>> items;
};

/// A value that a run rests on, written or not: for the report's list of assumptions.
struct AssumedValue {
  std::string pointer;      ///< "/components/api/slots".
  std::string value;        ///< As it would stand in the file: "32", "250ms".
  std::string unit;         ///< "s", "1/s", "B", "cores"; empty for counts, names and choices.
  bool is_default = false;  ///< Not in the file.
  std::string help;
};

/// A whole scenario file, overlays merged.
struct Scenario {
  std::string name;
  std::string description;
  RunSettings run;
  std::vector<WorkloadSpec> workloads;
  std::vector<ComponentSpec> components;  ///< In the order of the file.
  std::vector<NamedMetric> metrics;       ///< In the order of the file.
  static constexpr const char* cluster_name = "cluster";  ///< In paths and prices.
  std::optional<tiersim::cluster::ClusterParams>
      cluster;  ///< Absent: every pod has a node of its own.
  NetworkSpec network;
  std::vector<LinkSpec> links;
  std::vector<FaultSpec> faults;  ///< In the order of the file.
  std::vector<ObjectiveSpec> objectives;
  std::optional<PriceSpec> prices;
  std::vector<AssumedValue> assumptions;  ///< Every parameter, in the order of the file, defaults
                                          ///< in the order of the list.
  std::string hash;  ///< FNV-1a (64 bit, 16 hexadecimal digits) of the canonical merged tree.
  std::map<std::string, Place>
      places;  ///< JSON pointer to where its value stands, for later checks.

  [[nodiscard]] const ComponentSpec* find(std::string_view component) const;

  /// A fault at a pointer, placed at the nearest enclosing value that stands in a file.
  [[nodiscard]] Diagnostic fault_at(std::string pointer, std::string message,
                                    std::string cure) const;
};

}  // namespace tiersim::lab
