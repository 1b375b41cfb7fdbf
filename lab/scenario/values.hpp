#pragma once
// Text to values with units, and back. A complaint is a predicate, to be read after the name of the
// parameter.
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "lab/scenario/objective_spec.hpp"
#include "models/count_or_percent.hpp"
#include "sim/chance/distribution.hpp"
#include "sim/description/values.hpp"
#include "sim/time.hpp"

namespace tiersim::lab {

/// Why a text is not the value: `"timeout"` + " needs a unit", and what would be right.
struct Complaint {
  std::string message;
  std::string cure;

  friend bool operator==(const Complaint&, const Complaint&) = default;
};

/// A value or why there is none.
template <class Value>
class Parsed {
 public:
  Parsed(Value value)
      : content_(std::move(value)) {
  }  // NOLINT(google-explicit-constructor): a result reads as its value

  Parsed(Complaint complaint)
      : content_(std::move(complaint)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] explicit operator bool() const { return content_.index() == 0; }

  [[nodiscard]] const Value& operator*() const { return std::get<0>(content_); }

  [[nodiscard]] const Value* operator->() const { return &std::get<0>(content_); }

  [[nodiscard]] const Complaint& complaint() const { return std::get<1>(content_); }

 private:
  std::variant<Value, Complaint> content_;
};

/// "250ms", "1.5s", "1h30m"; units ns, us, ms, s, min (or m), h. Never negative, at most 292 years.
[[nodiscard]] Parsed<Duration> parse_duration(std::string_view text);
/// "100/s", "6000/min", "3600/h".
[[nodiscard]] Parsed<Rate> parse_rate(std::string_view text);
/// "500m", "2", "1.5".
[[nodiscard]] Parsed<Cores> parse_cores(std::string_view text);
/// "512Mi", "1Gi", "2G", "1500B".
[[nodiscard]] Parsed<Bytes> parse_bytes(std::string_view text);
/// "25%" or "0.25".
[[nodiscard]] Parsed<Ratio> parse_ratio(std::string_view text);
/// "3" or "25%", whole numbers.
[[nodiscard]] Parsed<CountOrPercent> parse_count_or_percent(std::string_view text);
/// "zipf(10000, 0.9)", "uniform(1000)".
[[nodiscard]] Parsed<KeyChooser> parse_key_chooser(std::string_view text);
/// "8ms", "lognormal(4ms, cv=1)", "quantiles(p50=4ms, p99=30ms)", …: see `distribution_forms`.
[[nodiscard]] Parsed<Distribution> parse_distribution(std::string_view text);
/// "p95 < 500ms", "order.p95 < 800ms", "availability > 99.9%". Whether the scope is a class or a
/// workload is left open.
[[nodiscard]] Parsed<ObjectiveSpec> parse_objective(std::string_view text);

/// How each distribution is written, for messages and the reference.
[[nodiscard]] std::string distribution_forms();

/// The text that reads back as the value, as short as that allows.
[[nodiscard]] std::string write_text(Duration value);
[[nodiscard]] std::string write_text(Rate value);
[[nodiscard]] std::string write_text(Cores value);
[[nodiscard]] std::string write_text(Bytes value);
[[nodiscard]] std::string write_text(Ratio value);
[[nodiscard]] std::string write_text(CountOrPercent value);
[[nodiscard]] std::string write_text(const KeyChooser& value);
[[nodiscard]] std::string write_text(const Distribution& value);
/// The shortest decimal number that reads back as the value.
[[nodiscard]] std::string write_number(double value);

}  // namespace tiersim::lab
