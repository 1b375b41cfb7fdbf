#pragma once
#include <string>

namespace tiersim::lab {

/// A service-level objective as written: "p95 < 500ms", "order.p95 < 800ms", "availability
/// > 99.9%".
struct ObjectiveSpec {
  enum class Scope { All, Class, Workload };

  std::string expression;  ///< As written.
  Scope scope = Scope::All;
  std::string scope_name;      ///< The class or workload; empty for all.
  std::string metric;          ///< "p50", …, "p999", "mean", "max", "error_rate", "availability",
                               ///< "throughput", "goodput".
  std::string relation = "<";  ///< "<", "<=", ">" or ">=".
  double limit = 0;            ///< Seconds, 1/s or a share of 1.
  std::string unit;            ///< "s", "1/s" or "ratio".

  /// The field of result.json that it reads: "requests.classes.order.latency_s.p95".
  [[nodiscard]] std::string result_field() const;

  friend bool operator==(const ObjectiveSpec&, const ObjectiveSpec&) = default;
};

}  // namespace tiersim::lab
